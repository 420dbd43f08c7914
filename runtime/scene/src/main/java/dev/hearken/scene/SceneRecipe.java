package dev.hearken.scene;

import dev.hearken.dsp.ArrayGeometry;
import java.util.Optional;

/**
 * What a scene is made of; the same recipe and the same sounds give the same samples.
 *
 * @param array          the microphones
 * @param mainMicrophone the one that levels and scores refer to
 * @param distance       of the talker, in metres
 * @param rt60           reverberation time, in seconds
 * @param pointSnrDb     talker against one source of noise, at the main microphone
 * @param diffuseSnrDb   talker against voices from all around
 * @param sensorSnrDb    talker against the microphones' own noise
 * @param leadSeconds    before the talker begins
 * @param tailSeconds    after the talker has ended
 * @param playback       what the speaker itself plays
 * @param seed           of places and noises
 */
public record SceneRecipe(ArrayGeometry array, int mainMicrophone, double distance, double rt60, double pointSnrDb,
                          double diffuseSnrDb, double sensorSnrDb, double leadSeconds, double tailSeconds,
                          Optional<Playback> playback, long seed) {

    /** Level of a noise that is not there. */
    public static final double NONE = Double.POSITIVE_INFINITY;

    /**
     * The speaker's own sound, whose loudspeaker sits 9 cm below the array.
     *
     * @param signalToEchoDb talker against echo at the main microphone, while the talker speaks
     * @param drive          how far the loudspeaker is overdriven: 0 linear, 1 audibly bent
     * @param delaySamples   from the reference to the loudspeaker
     * @param driftPpm       how much faster the microphone's clock runs
     * @param changeSeconds  when the echo path changes, because something moved; 0: never
     */
    public record Playback(double signalToEchoDb, double drive, int delaySamples, double driftPpm, double changeSeconds) {
    }

    public SceneRecipe {
        if (distance < 0.5 || distance > 6 || rt60 < 0.1 || rt60 > 1) {
            throw new IllegalArgumentException("distance 0.5 to 6 m and reverberation 0.1 to 1 s, not " + distance + " m, " + rt60 + " s");
        }
    }
}
