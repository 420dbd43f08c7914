package dev.hearken.app.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * What a board file says of the board itself, so that {@code doctor} and {@code board probe} can compare it with the machine. The
 * speaker works the same without it.
 *
 * @param name       for people; empty if nothing is said
 * @param machines   machines it is for: beginnings of the device tree's {@code model}, or names in its {@code compatible}; empty: any
 * @param untested   what nobody has tried on the hardware yet, a sentence each
 * @param processors that are expected; 0: nothing is said
 * @param memoryMb   that is expected, in MB; 0: nothing is said
 * @param capture    of the microphones' card
 * @param playback   of the loudspeaker's card
 * @param mixer      the control that sets the card's volume
 */
public record BoardFacts(String name, List<String> machines, List<String> untested, int processors, int memoryMb, Card capture, Card playback,
                         Mixer mixer) {

    public BoardFacts {
        machines = List.copyOf(machines);
        untested = List.copyOf(untested);
    }

    /**
     * @param rates   frames a second in which the hardware runs; empty: nothing is said
     * @param formats ALSA names of sample formats, such as S16_LE; empty: nothing is said
     */
    public record Card(List<Integer> rates, List<String> formats) {
        public Card {
            rates = List.copyOf(rates);
            formats = List.copyOf(formats);
        }
    }

    /**
     * @param card     ALSA name of the card's controls; empty: none is needed
     * @param playback name of the volume control; empty: the usual one
     */
    public record Mixer(Optional<String> card, String playback) {
    }
}
