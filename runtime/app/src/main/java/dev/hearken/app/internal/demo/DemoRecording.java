package dev.hearken.app.internal.demo;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.SpeechSynthesizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * A command spoken by Hearken's own voice into a slightly noisy room: what the demonstration plays when the user has no
 * recording at hand.
 */
public final class DemoRecording {

    private static final int RATE = AudioFormat.SPEECH.sampleRate();
    /** Peak of the voice: as loud as somebody two metres away usually is in a recording. */
    private static final double VOICE_PEAK = 9_000;
    /** About 40 dB below the voice: a quiet room. */
    private static final double NOISE_DEVIATION = 25;
    private static final int LEAD = RATE * 7 / 10;
    private static final int TAIL = RATE * 8 / 10;
    private static final int BLOCK = 1024;
    private static final long SEED = 20;

    private DemoRecording() {
    }

    /** Writes a recording of these words as WAV and returns its length in seconds. */
    public static double make(SpeechSynthesizer voice, String wakeWord, String command, Path file) {
        short[] name = speak(voice, wakeWord);
        short[] rest = speak(voice, command);
        short[] all = new short[LEAD + name.length + rest.length + TAIL];
        System.arraycopy(name, 0, all, LEAD, name.length);
        System.arraycopy(rest, 0, all, LEAD + name.length, rest.length);
        inRoom(all);
        AudioFiles.write(file, all, AudioFormat.SPEECH);
        return (double) all.length / RATE;
    }

    /** Writes a recording of these words alone, in the same room, as WAV. */
    public static void make(SpeechSynthesizer voice, String words, Path file) {
        short[] spoken = speak(voice, words);
        short[] all = new short[LEAD + spoken.length + RATE + TAIL];
        System.arraycopy(spoken, 0, all, LEAD, spoken.length);
        inRoom(all);
        AudioFiles.write(file, all, AudioFormat.SPEECH);
    }

    private static short[] speak(SpeechSynthesizer voice, String text) {
        Resampler resampler = new Resampler(voice.sampleRate(), RATE);
        short[] block = new short[BLOCK];
        short[] converted = new short[resampler.maxOutputFrames(BLOCK)];
        short[] spoken = new short[0];
        try (SpeechSynthesizer.Utterance utterance = voice.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            for (int count = utterance.read(block, 0, BLOCK); count != SpeechSynthesizer.Utterance.END; count = utterance.read(block, 0, BLOCK)) {
                spoken = appended(spoken, converted, resampler.process(block, 0, count, converted, 0));
            }
        }
        return trimmed(appended(spoken, converted, resampler.flush(converted, 0)));
    }

    private static short[] appended(short[] all, short[] more, int count) {
        short[] joined = Arrays.copyOf(all, all.length + count);
        System.arraycopy(more, 0, joined, all.length, count);
        return joined;
    }

    /** Without the silence at the ends, but for a breath of 60 ms. */
    private static short[] trimmed(short[] pcm) {
        int threshold = 300;
        int breath = RATE * 6 / 100;
        int from = 0;
        while (from < pcm.length && Math.abs(pcm[from]) < threshold) {
            from++;
        }
        int to = pcm.length;
        while (to > from && Math.abs(pcm[to - 1]) < threshold) {
            to--;
        }
        return Arrays.copyOfRange(pcm, Math.max(0, from - breath), Math.min(pcm.length, to + breath));
    }

    /** Level, an early reflection or two, and noise. */
    private static void inRoom(short[] pcm) {
        double peak = 1;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs(sample));
        }
        double gain = VOICE_PEAK / peak;
        Random random = new Random(SEED);
        int first = RATE * 11 / 1000;
        int second = RATE * 23 / 1000;
        for (int i = pcm.length - 1; i >= 0; i--) {
            double sound = pcm[i] + (i >= first ? 0.15 * pcm[i - first] : 0) + (i >= second ? 0.08 * pcm[i - second] : 0);
            pcm[i] = (short) Math.round(gain * sound + NOISE_DEVIATION * random.nextGaussian());
        }
    }
}
