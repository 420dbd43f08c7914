package dev.hearken.scene;

/**
 * What the microphones hear, and of what it is the sum; all at the same level, full scale 1, 16 kHz.
 *
 * @param microphones {@code [microphone][sample]}: speech + noise + echo
 * @param speech      the talker as each microphone hears it
 * @param early       the talker's direct sound and the reflections of its first 50 ms: what an output should be
 * @param echo        the speaker's own sound; zeros without playback
 * @param reference   what went to the loudspeaker; zeros without playback
 * @param activeFrom  first sample at which the talker speaks
 * @param activeTo    one past the last
 * @param azimuth     of the talker, in degrees, in the frame of the array
 * @param recipe      how it was made
 */
public record Scene(float[][] microphones, float[][] speech, float[][] early, float[][] echo, float[] reference,
                    int activeFrom, int activeTo, double azimuth, SceneRecipe recipe) {

    public int length() {
        return reference.length;
    }

    /** Everything but the talker, at one microphone. */
    public float[] disturbance(int microphone) {
        float[] rest = microphones[microphone].clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= speech[microphone][i];
        }
        return rest;
    }

    /** All microphones, and the reference as the last channel, as 16-bit samples, interleaved. */
    public short[] interleaved() {
        int channels = microphones.length + 1;
        short[] out = new short[length() * channels];
        for (int i = 0, at = 0; i < length(); i++) {
            for (float[] microphone : microphones) {
                out[at++] = pcm(microphone[i]);
            }
            out[at++] = pcm(reference[i]);
        }
        return out;
    }

    static short pcm(float sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * 32_767)));
    }
}
