package dev.hearken.speech.internal.voice;

import dev.hearken.speech.internal.lexicon.MandarinWords.Syllable;
import java.util.ArrayList;
import java.util.List;

/**
 * How tones change in a row of words without a pause: 一 is yí before a fourth tone and yì before others, but stays yī in numbers, ordinals and
 * at the end of a word; 不 is bú before a fourth tone; a third tone before a third becomes a second, within words first, then between them.
 */
final class ToneSandhi {

    private static final String DIGITS = "零一二三四五六七八九十〇幺点第";
    private static final String AFTER_NUMBER = "月号日";
    private static final int ONE = '一';
    private static final int NOT = '不';

    private ToneSandhi() {
    }

    static List<List<Syllable>> apply(List<List<Syllable>> words) {
        List<Syllable> row = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        for (List<Syllable> word : words) {
            begins.add(row.size());
            row.addAll(word);
        }
        begins.add(row.size());
        for (int i = 0; i + 1 < row.size(); i++) {
            Syllable syllable = row.get(i);
            if (syllable.character() == NOT && syllable.tone() == 4 && row.get(i + 1).tone() == 4) {
                row.set(i, syllable.in(2));
            } else if (syllable.character() == ONE && syllable.tone() == 1 && !isNumber(row, i, begins)) {
                row.set(i, syllable.in(row.get(i + 1).tone() >= 4 ? 2 : 4));
            }
        }
        thirdTones(row, begins);
        List<List<Syllable>> found = new ArrayList<>();
        for (int w = 0; w + 1 < begins.size(); w++) {
            found.add(List.copyOf(row.subList(begins.get(w), begins.get(w + 1))));
        }
        return found;
    }

    /** Whether the 一 at i is read as a digit. */
    private static boolean isNumber(List<Syllable> row, int i, List<Integer> begins) {
        boolean endsWord = begins.contains(i + 1) && !begins.contains(i);
        boolean afterDigit = i > 0 && DIGITS.indexOf(row.get(i - 1).character()) >= 0;
        int next = row.get(i + 1).character();
        return endsWord || afterDigit || DIGITS.substring(0, 10).indexOf(next) >= 0 || next == '幺' || next == '点' && followedByDigit(row, i + 2)
            || AFTER_NUMBER.indexOf(next) >= 0;
    }

    /** 一点五 is a decimal, 一点半 a time: only the former keeps its tone. */
    private static boolean followedByDigit(List<Syllable> row, int i) {
        return i < row.size() && DIGITS.substring(0, 10).indexOf(row.get(i).character()) >= 0;
    }

    private static void thirdTones(List<Syllable> row, List<Integer> begins) {
        for (int w = 0; w + 1 < begins.size(); w++) {
            for (int i = begins.get(w); i + 1 < begins.get(w + 1); i++) {
                raise(row, i);
            }
        }
        for (int w = 1; w + 1 < begins.size(); w++) {
            raise(row, begins.get(w) - 1);
        }
    }

    private static void raise(List<Syllable> row, int i) {
        if (row.get(i).tone() == 3 && row.get(i + 1).tone() == 3) {
            row.set(i, row.get(i).in(2));
        }
    }
}
