package dev.hearken.drivers.alsa;

import java.util.List;

/**
 * What a card can do, for messages and {@code doctor}.
 *
 * @param formats ALSA names, also of formats that Hearken does not take
 */
public record PcmOffer(List<String> formats, int minChannels, int maxChannels, int minRate, int maxRate) {

    /** Above this a device in software means "any". */
    private static final int UNBOUNDED = 1_000_000;

    public PcmOffer {
        formats = List.copyOf(formats);
    }

    @Override
    public String toString() {
        return "formats " + String.join(", ", formats) + "; " + range(minChannels, maxChannels)
                + (maxChannels == 1 ? " channel; " : " channels; ") + range(minRate, maxRate) + " Hz";
    }

    private static String range(int min, int max) {
        if (max < 0 || max >= UNBOUNDED) {
            return min + " and more";
        }
        return min == max ? String.valueOf(min) : min + " to " + max;
    }
}
