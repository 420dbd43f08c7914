package dev.hearken.dsp;

import java.util.Optional;

/**
 * What an {@link ArrayFrontEnd} does.
 *
 * @param microphones    1 to 8
 * @param geometry       where they are, where that is known
 * @param mainMicrophone the one that the output stands for
 * @param echo           whether there is a reference to cancel
 * @param beam           how channels become one
 * @param taps           frames that the adaptive beam combines, 1 to 3
 * @param gainDb         fixed gain of the output
 */
public record FrontEndSettings(int microphones, Optional<ArrayGeometry> geometry, int mainMicrophone, boolean echo, Beam beam,
                               int taps, double gainDb) {

    /** How several channels become one. */
    public enum Beam {
        /** The main microphone alone. */
        NONE,
        /** {@link MvdrBeamformer}. */
        ADAPTIVE
    }

    public FrontEndSettings {
        if (microphones < 1 || microphones > 8 || mainMicrophone < 0 || mainMicrophone >= microphones) {
            throw new IllegalArgumentException("microphone " + mainMicrophone + " of " + microphones);
        }
        if (beam == Beam.ADAPTIVE && microphones < 2) {
            throw new IllegalArgumentException("one microphone makes no beam");
        }
        if (geometry.isPresent() && geometry.get().size() != microphones) {
            throw new IllegalArgumentException(geometry.get().size() + " positions for " + microphones + " microphones");
        }
    }
}
