package dev.hearken.app.internal.audio;

import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.FrameClock;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.AlsaPlayback;
import dev.hearken.drivers.alsa.PcmRequest;
import dev.hearken.drivers.alsa.PcmSetup;

/** A loudspeaker, at the rate that the card likes. */
public final class AlsaSink implements AudioSink {

    private static final int PERIOD_MS = 20;

    private final AlsaPlayback playback;
    private final AudioFormat format;

    private AlsaSink(AlsaPlayback playback) {
        this.playback = playback;
        format = new AudioFormat(playback.setup().sampleRate(), playback.setup().channels());
    }

    /**
     * Opens a device.
     *
     * @param device     ALSA name
     * @param channels   channels it must have; 0: as it likes, few rather than many
     * @param sampleRate rate in Hz that would suit; a multiple of it is taken if the card refuses it, then any other
     * @param bufferMs   time that the card can hold
     * @param clock      gives the pace while the card is unplugged
     * @throws AudioException in a user's words
     */
    public static AlsaSink open(String device, int channels, int sampleRate, int bufferMs, FrameClock clock) {
        int period = sampleRate * PERIOD_MS / 1000;
        PcmRequest request = PcmRequest.of(device, Math.max(1, channels), sampleRate)
                .sized(period, Math.max(2 * period, sampleRate * bufferMs / 1000));
        try {
            AlsaPlayback playback = AlsaPlayback.open(request, new CardTime(clock));
            if (channels > 0 && playback.setup().channels() != channels) {
                playback.close();
                throw new AudioException("The loudspeaker \"" + device + "\" has no setup with " + channels + " channels. It offers: "
                        + AlsaPlayback.offerOf(device) + ".");
            }
            return new AlsaSink(playback);
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
    }

    /** What the card agreed to, for {@code doctor}. */
    public PcmSetup setup() {
        return playback.setup();
    }

    /** Whether the card is there; if not, frames are taken at the pace of time and lost. */
    public boolean isConnected() {
        return playback.isConnected();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return playback.setup().periodFrames();
    }

    @Override
    public int write(short[] interleaved, int offset, int frames) {
        try {
            return playback.write(interleaved, offset, frames);
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
    }

    @Override
    public long delayFrames() {
        return playback.delayFrames();
    }

    @Override
    public void drain() {
        playback.drain();
    }

    @Override
    public void stop() {
        playback.stop();
    }

    @Override
    public void close() {
        playback.close();
    }
}
