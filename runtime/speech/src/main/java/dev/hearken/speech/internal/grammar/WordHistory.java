package dev.hearken.speech.internal.grammar;

import java.util.Arrays;

/**
 * The words behind the living paths, as records in preallocated arrays: a record is a word and the record before. Records made together are a
 * group of alternatives: ways that met in the same word state in the same frame. When the arrays are full, records that no path leads to are
 * dropped.
 */
final class WordHistory {

    static final int NONE = -1;

    private final int[] previous;
    private final int[] word;
    private final int[] frame;
    private final int[] groupStart;
    private final int[] wordsHash;
    private final float[] score;
    private final int[] newPlace;
    private int size;
    private int openGroup;

    WordHistory(int capacity) {
        previous = new int[capacity];
        word = new int[capacity];
        frame = new int[capacity];
        groupStart = new int[capacity];
        wordsHash = new int[capacity];
        score = new float[capacity];
        newPlace = new int[capacity];
    }

    void clear() {
        size = 0;
    }

    boolean hasRoom(int records) {
        return size + records <= word.length;
    }

    /** Begins a group: the records added from now on, up to the next call, are alternatives of each other. */
    void beginGroup() {
        openGroup = size;
    }

    int add(int previousRecord, int wordNumber, int frameNumber, float pathScore) {
        previous[size] = previousRecord;
        word[size] = wordNumber;
        frame[size] = frameNumber;
        groupStart[size] = openGroup;
        wordsHash[size] = hash(previousRecord, wordNumber);
        score[size] = pathScore;
        return size++;
    }

    /** Equal for equal words, whenever they were spoken. */
    int hash(int previousRecord, int wordNumber) {
        return (previousRecord == NONE ? 7 : wordsHash[previousRecord]) * 0x9E3779B1 + wordNumber * 0x85EBCA6B + 1;
    }

    int hash(int record) {
        return record == NONE ? 7 : wordsHash[record];
    }

    int previous(int record) {
        return previous[record];
    }

    int word(int record) {
        return word[record];
    }

    int frame(int record) {
        return frame[record];
    }

    float score(int record) {
        return score[record];
    }

    int groupStart(int record) {
        return groupStart[record];
    }

    /** One past the last record of a record's group. */
    int groupEnd(int record) {
        int end = record + 1;
        while (end < size && groupStart[end] == groupStart[record]) {
            end++;
        }
        return end;
    }

    int size() {
        return size;
    }

    /** Compaction, first step. Then {@link #mark} each record that a path leads to, then {@link #compact}, then take {@link #moved} places. */
    void beginCompaction() {
        Arrays.fill(newPlace, 0, size, NONE);
    }

    void mark(int record) {
        if (record != NONE && newPlace[record] == NONE) {
            int end = groupEnd(record);
            for (int i = groupStart[record]; i < end; i++) {
                newPlace[i] = 0;
            }
        }
    }

    /** A record is always made after the one before it, so one pass from the newest to the oldest marks all that are needed. */
    void compact() {
        for (int i = size - 1; i >= 0; i--) {
            if (newPlace[i] != NONE) {
                mark(previous[i]);
            }
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (newPlace[i] != NONE) {
                newPlace[i] = kept;
                previous[kept] = moved(previous[i]);
                word[kept] = word[i];
                frame[kept] = frame[i];
                groupStart[kept] = newPlace[groupStart[i]];
                wordsHash[kept] = wordsHash[i];
                score[kept] = score[i];
                kept++;
            }
        }
        size = kept;
    }

    int moved(int record) {
        return record == NONE ? NONE : newPlace[record];
    }
}
