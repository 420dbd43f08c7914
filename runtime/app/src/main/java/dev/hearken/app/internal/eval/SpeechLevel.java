package dev.hearken.app.internal.eval;

/** Level of the parts of a recording in which somebody speaks. */
final class SpeechLevel {

    /** 20 ms at 16 kHz. */
    private static final int FRAME = 320;
    /** A frame counts as speech if its energy is within 35 dB of the loudest one: breaths and room tone fall below. */
    private static final double RANGE = Math.pow(10, -3.5);

    private SpeechLevel() {
    }

    /** Mean power of the active frames on the int16 scale; 0 for digital silence. */
    static double activePower(short[] pcm) {
        boolean[] active = activeFrames(pcm);
        double sum = 0;
        long samples = 0;
        for (int f = 0; f < active.length; f++) {
            if (active[f]) {
                sum += energy(pcm, f * FRAME, FRAME);
                samples += FRAME;
            }
        }
        return samples == 0 ? meanPower(pcm) : sum / samples;
    }

    /** Mean power of all samples. */
    static double meanPower(short[] pcm) {
        return pcm.length == 0 ? 0 : energy(pcm, 0, pcm.length) / pcm.length;
    }

    /** Power of one recording against that of another over the same stretch, in dB; 0 if it lies outside of them. */
    static double ratioDb(short[] pcm, short[] against, int from, int to) {
        int start = Math.max(0, from);
        int end = Math.min(to, Math.min(pcm.length, against.length));
        return end <= start ? 0 : 10 * Math.log10((energy(pcm, start, end - start) + 1) / (energy(against, start, end - start) + 1));
    }

    /** For each whole 20 ms frame: is it speech, judged by energy alone? Meant for clean recordings only. */
    static boolean[] activeFrames(short[] pcm) {
        int frames = pcm.length / FRAME;
        double[] energies = new double[frames];
        double loudest = 0;
        for (int f = 0; f < frames; f++) {
            energies[f] = energy(pcm, f * FRAME, FRAME);
            loudest = Math.max(loudest, energies[f]);
        }
        boolean[] active = new boolean[frames];
        for (int f = 0; f < frames; f++) {
            active[f] = energies[f] > 0 && energies[f] >= loudest * RANGE;
        }
        return active;
    }

    private static double energy(short[] pcm, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return sum;
    }
}
