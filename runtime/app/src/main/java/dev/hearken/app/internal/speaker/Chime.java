package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import java.util.Arrays;

/**
 * The short sounds that need no words, made of a few decaying sine tones each: no recordings. Rising = go on or well, falling = not. All lie between
 * 500 Hz and 1.8 kHz, where small loudspeakers are good.
 */
enum Chime {
    /** Go on, you are being listened to. 0.13 s. */
    GO_ON(0.13, new Note(0, 659.3), new Note(0.05, 880)),
    /** Something was done. 0.22 s. */
    DONE(0.22, new Note(0, 523.3), new Note(0.08, 659.3)),
    /** Nothing was heard or understood. 0.26 s. */
    FAILED(0.26, new Note(0, 659.3), new Note(0.1, 523.3)),
    /** All is stopped. 0.12 s. */
    CANCELLED(0.12, new Note(0, 523.3)),
    /** A timer or alarm is about to speak. 0.8 s. */
    TIMER(0.8, new Note(0, 880), new Note(0.1, 1174.7), new Note(0.4, 880), new Note(0.5, 1174.7)),
    /** An announcement is about to be made. 0.7 s. */
    ANNOUNCEMENT(0.7, new Note(0, 784), new Note(0.2, 659.3), new Note(0.4, 1046.5));

    /** @param at seconds from the beginning */
    private record Note(double at, double hertz) {
    }

    /** Full scale 1 at volume 1: what is left is for notes that overlap. */
    private static final double LOUDEST = 0.4;
    /** Part of the octave above: soft, but clear. */
    private static final double OVERTONE = 0.3;
    private static final double ATTACK_SECONDS = 0.006;
    private static final double RELEASE_SECONDS = 0.03;
    /** A note has fallen to 1/e after this time. */
    private static final double DECAY_SECONDS = 0.11;

    private final double seconds;
    private final Note[] notes;

    Chime(double seconds, Note... notes) {
        this.seconds = seconds;
        this.notes = notes;
    }

    /**
     * Its sound, which begins and ends with silence; allocated anew.
     *
     * @param volume 0..1
     */
    public Clip sound(double volume) {
        int length = (int) Math.round(seconds * Clip.SAMPLE_RATE);
        double[] sum = new double[length];
        for (Note note : notes) {
            add(note, sum);
        }
        double loudest = Arrays.stream(sum).map(Math::abs).max().orElse(1);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(sum[i] / loudest * LOUDEST * volume * Short.MAX_VALUE);
        }
        return new Clip(samples);
    }

    private static void add(Note note, double[] sum) {
        int first = (int) Math.round(note.at() * Clip.SAMPLE_RATE);
        for (int i = first; i < sum.length; i++) {
            double time = (double) (i - first) / Clip.SAMPLE_RATE;
            double left = (double) (sum.length - 1 - i) / Clip.SAMPLE_RATE;
            double edges = half(time / ATTACK_SECONDS) * half(left / RELEASE_SECONDS);
            double phase = 2 * Math.PI * note.hertz() * time;
            double decayed = Math.exp(-time / DECAY_SECONDS);
            sum[i] += edges * decayed * (Math.sin(phase) + OVERTONE * Math.sin(2 * phase) * decayed);
        }
    }

    /** Half a period of a raised cosine: 0 at 0, 1 from 1 on. */
    private static double half(double x) {
        return x >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * x);
    }
}
