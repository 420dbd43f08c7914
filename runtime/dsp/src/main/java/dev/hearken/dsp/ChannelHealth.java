package dev.hearken.dsp;

/**
 * Whether the microphones of an array are sound: judged each second by level and by samples at the limits of the converter, and,
 * against the geometry, by what a talker's direction looks like with two of them taken for each other. One thread; no allocation.
 */
public final class ChannelHealth {

    /** What is wrong with a channel. */
    public enum Finding {
        SOUND,
        /** Nothing but digital silence for ten seconds. */
        DEAD,
        /** More than 20 dB below the others for ten seconds. */
        SILENT,
        /** More than one sample in a thousand at full scale, for two seconds of five. */
        CLIPPED,
        /** Two channels look like each other's. */
        SWAPPED
    }

    private static final int SECOND = 16_000;
    private static final int DEAD_SECONDS = 10;
    private static final int CLIPPED_SECONDS = 2;
    private static final float LIMIT = 32_760 / 32_768f;
    private static final double SILENT_RATIO = 0.01;
    /** Sum of the logarithms of {@link DirectionFinder#gainOfSwapping} over several talkers' directions: one alone may be blind to a swap. */
    private static final double SWAPPED = 1.2;
    private static final double KEEP_SWAPPED = 0.8;
    private static final double LEAST_GAIN = 0.4;

    private final int channels;
    private final double[] squares;
    private final int[] limits;
    private final int[] nonZero;
    private final int[] deadSeconds;
    private final int[] silentSeconds;
    private final int[] clippedSeconds;
    private final double[] swapped;
    private final double[] levels;
    private final double[] sorted;
    private final Finding[] findings;
    private int counted;

    public ChannelHealth(int channels) {
        this.channels = channels;
        squares = new double[channels];
        limits = new int[channels];
        nonZero = new int[channels];
        deadSeconds = new int[channels];
        silentSeconds = new int[channels];
        clippedSeconds = new int[channels];
        swapped = new double[channels * channels];
        levels = new double[channels];
        sorted = new double[channels];
        findings = new Finding[channels];
        java.util.Arrays.fill(findings, Finding.SOUND);
    }

    /**
     * @param samples {@code [channel][sample]}, as they come from the converter, full scale 1
     * @return whether a finding has changed
     */
    public boolean accept(float[][] samples, int length) {
        for (int c = 0; c < channels; c++) {
            float[] channel = samples[c];
            double sum = 0;
            int full = 0;
            int some = 0;
            for (int i = 0; i < length; i++) {
                float x = channel[i];
                sum += x * x;
                full += Math.abs(x) >= LIMIT ? 1 : 0;
                some += x != 0 ? 1 : 0;
            }
            squares[c] += sum;
            limits[c] += full;
            nonZero[c] += some;
        }
        counted += length;
        return counted >= SECOND && judge();
    }

    /**
     * Looks at the direction of something that was said.
     *
     * @return whether a finding has changed
     */
    public boolean compare(DirectionFinder direction, long framesAgo, long spanFrames) {
        int suspect = 0;
        for (int a = 0; a < channels; a++) {
            for (int b = a + 1; b < channels; b++) {
                int at = a * channels + b;
                double gain = Math.max(direction.gainOfSwapping(a, b, framesAgo, spanFrames), LEAST_GAIN);
                swapped[at] = KEEP_SWAPPED * swapped[at] + Math.log(gain);
                suspect = swapped[at] > swapped[suspect] ? at : suspect;
            }
        }
        boolean found = swapped[suspect] > SWAPPED;
        return found && note(suspect / channels, Finding.SWAPPED) | note(suspect % channels, Finding.SWAPPED);
    }

    public Finding finding(int channel) {
        return findings[channel];
    }

    /** Power of the last whole second, in dB against full scale. */
    public double levelDb(int channel) {
        return levels[channel] <= 1e-12 ? -120 : 10 * Math.log10(levels[channel]);
    }

    public void reset() {
        for (int c = 0; c < channels; c++) {
            squares[c] = 0;
            limits[c] = 0;
            nonZero[c] = 0;
        }
        counted = 0;
    }

    private boolean judge() {
        for (int c = 0; c < channels; c++) {
            levels[c] = squares[c] / counted;
            sorted[c] = levels[c];
        }
        java.util.Arrays.sort(sorted);
        double median = sorted[channels / 2];
        boolean changed = false;
        for (int c = 0; c < channels; c++) {
            deadSeconds[c] = nonZero[c] == 0 ? deadSeconds[c] + 1 : 0;
            silentSeconds[c] = levels[c] < SILENT_RATIO * median ? silentSeconds[c] + 1 : 0;
            boolean clips = limits[c] > counted / 1000;
            clippedSeconds[c] = clips ? Math.min(clippedSeconds[c] + 1, 5) : Math.max(clippedSeconds[c] - 1, 0);
            changed |= note(c, deadSeconds[c] >= DEAD_SECONDS ? Finding.DEAD
                : silentSeconds[c] >= DEAD_SECONDS ? Finding.SILENT
                : clippedSeconds[c] >= CLIPPED_SECONDS ? Finding.CLIPPED
                : findings[c] == Finding.SWAPPED ? Finding.SWAPPED : Finding.SOUND);
        }
        reset();
        return changed;
    }

    private boolean note(int channel, Finding finding) {
        boolean changed = findings[channel] != finding;
        findings[channel] = finding;
        return changed;
    }
}
