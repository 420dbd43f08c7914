package dev.hearken.app.internal.config;

import dev.hearken.dsp.ArrayGeometry;
import dev.hearken.dsp.ArrayGeometry.Position;
import dev.hearken.dsp.FrontEndSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the front end makes of several microphones, section {@code array}: mostly written in a board file.
 *
 * @param profile          what is done
 * @param microphones      channels and places; empty: the one that {@code capture.microphone} names
 * @param reference        where the front end learns what the loudspeaker plays
 * @param referenceChannel channel of the card that brings it, with {@link Reference#CHANNEL}
 * @param wakeHears        what wake words are looked for in, with a beam
 * @param taps             frames that the beam combines
 * @param gainDb           fixed gain of what is listened to
 * @param stopWord         word that stops a reply; empty: none
 */
public record ArraySettings(Profile profile, List<Microphone> microphones, Reference reference, OptionalInt referenceChannel, WakeHears wakeHears, int taps,
                            double gainDb, String stopWord) {

    /** What is done to the microphones. */
    public enum Profile {
        /** {@code capture.microphone} as it is: for one microphone, and for arrays that make a beam themselves. */
        PASS_THROUGH,
        /** The first microphone without the speaker's own voice; directions where the places are known. */
        SINGLE,
        /** An adaptive beam. */
        BEAM
    }

    /** Where the front end learns what the loudspeaker plays. */
    public enum Reference { NONE, CHANNEL, PLAYBACK }

    /** What wake words are looked for in; the recogniser always gets the beam. */
    public enum WakeHears {
        MICROPHONE, BEAM,
        /** The microphone, but the beam while the loudspeaker plays: what the echo canceller leaves comes from one direction. */
        BEAM_WHILE_PLAYING,
        /** All microphones with their noise made white, but the beam while the loudspeaker plays. */
        WHITENED
    }

    /**
     * @param channel  of the card, counted from 0
     * @param position in the frame of the device, if it is known
     */
    public record Microphone(int channel, Optional<Position> position) {
    }

    public ArraySettings {
        microphones = List.copyOf(microphones);
    }

    /** Whether the speaker's own voice is taken out. */
    public boolean cancelsEcho() {
        return profile != Profile.PASS_THROUGH && reference != Reference.NONE;
    }

    /** What the signal processing is told. */
    public FrontEndSettings frontEnd(int count) {
        return new FrontEndSettings(count, geometry(), 0, cancelsEcho(),
            profile == Profile.BEAM ? FrontEndSettings.Beam.ADAPTIVE : FrontEndSettings.Beam.NONE, taps, gainDb);
    }

    /** Where the microphones are; empty if one of them has no place. */
    public Optional<ArrayGeometry> geometry() {
        List<Position> positions = microphones.stream().flatMap(m -> m.position().stream()).toList();
        return positions.size() >= 2 && positions.size() == microphones.size() ? Optional.of(new ArrayGeometry(positions)) : Optional.empty();
    }
}
