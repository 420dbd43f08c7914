package dev.hearken.app.internal.sound;

import dev.hearken.app.internal.audio.AlsaSink;
import dev.hearken.app.internal.audio.AlsaSource;
import dev.hearken.app.internal.config.ArraySettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.speaker.SoundParts;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FileSink;
import dev.hearken.audio.FileSource;
import dev.hearken.audio.FrameClock;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a speaker hears and speaks through: sound cards, or files in their place. */
public final class SoundDevices {

    private static final Logger LOG = LoggerFactory.getLogger(SoundDevices.class);

    /** 16 ms, as from a card. */
    private static final int FILE_PERIOD = 256;
    /** What nearly every loudspeaker plays without a resampler of its own. */
    private static final int CARD_RATE = 48_000;
    /** Of a WAV file that stands for the loudspeaker. */
    private static final AudioFormat FILE_FORMAT = new AudioFormat(24_000, 1);

    private SoundDevices() {
    }

    /**
     * @param input  a recording in place of the microphone
     * @param output a file in place of the loudspeaker; with {@code input} a missing loudspeaker is no failure
     * @throws AudioException in one line: what cannot be used, why, and what there is
     */
    public static SoundParts open(Configuration configuration, @Nullable Path input, @Nullable Path output) {
        Supplier<AudioSource> microphone = () -> source(configuration, input);
        AudioSource source = microphone.get();
        try {
            Supplier<AudioSink> loudspeaker = output == null ? () -> loudspeaker(configuration.playback()) : () -> paced(FileSink.create(output, FILE_FORMAT));
            return new SoundParts(source, microphone, input == null ? loudspeaker.get() : orSilence(loudspeaker), loudspeaker);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * What the speaker hears through.
     *
     * @param input a recording in place of the microphone
     * @throws AudioException if it cannot be opened
     */
    public static AudioSource source(Configuration configuration, @Nullable Path input) {
        return input == null ? microphone(configuration.capture()) : recording(input, format(configuration));
    }

    /** @throws AudioException if it cannot be opened */
    public static AudioSink loudspeaker(Configuration.Playback settings) {
        try {
            return AlsaSink.open(settings.device(), settings.channels(), CARD_RATE, settings.bufferMs(), FrameClock.system());
        } catch (AudioException e) {
            throw new AudioException(e.getMessage() + " Give another one as playback.device, or a file (run --output, say --out).", e);
        }
    }

    private static AudioSource microphone(Configuration.Capture settings) {
        try {
            return AlsaSource.open(settings.device(), settings.channels(), settings.periodMs(), settings.bufferMs(), FrameClock.system());
        } catch (AudioException e) {
            throw new AudioException(e.getMessage() + " Give another one as capture.device, or a recording with --input FILE.wav.", e);
        }
    }

    /** One channel, or those that an array profile and capture.channels ask for. */
    private static AudioFormat format(Configuration configuration) {
        boolean array = configuration.array().profile() != ArraySettings.Profile.PASS_THROUGH && configuration.capture().channels() > 1;
        return array ? new AudioFormat(AudioFormat.SPEECH.sampleRate(), configuration.capture().channels()) : AudioFormat.SPEECH;
    }

    /** Checked now, opened by the first read. */
    private static AudioSource recording(Path file, AudioFormat format) {
        FileSource.open(file, format, FILE_PERIOD).close();
        return new LateSource(format, FILE_PERIOD, () -> FileSource.paced(file, format, FILE_PERIOD, FrameClock.system()));
    }

    private static AudioSink orSilence(Supplier<AudioSink> loudspeaker) {
        try {
            return loudspeaker.get();
        } catch (AudioException e) {
            LOG.info("replies are not heard: {}", e.getMessage());
            return paced(new DiscardingSink(FILE_FORMAT));
        }
    }

    private static AudioSink paced(AudioSink sink) {
        return new PacedSink(sink, FrameClock.system());
    }
}
