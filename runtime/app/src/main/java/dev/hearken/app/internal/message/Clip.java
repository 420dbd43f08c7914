package dev.hearken.app.internal.message;

import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/**
 * A short sound that somebody handed over to be played.
 *
 * @param samples mono, {@link #SAMPLE_RATE} Hz
 */
public record Clip(short[] samples) {

    /** In Hz; announcements and chimes have little above 12 kHz. */
    public static final int SAMPLE_RATE = 24_000;
    public static final Clip SILENCE = new Clip(new short[0]);
    private static final AudioFormat FORMAT = new AudioFormat(SAMPLE_RATE, 1);
    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);

    /**
     * Decodes a WAV file of any rate and number of channels; takes as long as that takes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Clip ofWav(byte[] file) {
        // Nothing but WAV may come from the network: other formats would be handed to other programs.
        if (file.length < RIFF.length || java.util.Arrays.mismatch(file, RIFF) != RIFF.length) {
            throw new IllegalArgumentException("play: the body must be a WAV file");
        }
        try {
            return new Clip(AudioFiles.read(new ByteArrayInputStream(file), "the body", FORMAT));
        } catch (AudioException e) {
            throw new IllegalArgumentException("play: " + e.getMessage());
        }
    }
}
