package dev.hearken.app.internal.audio;

import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FrameClock;
import dev.hearken.drivers.alsa.AlsaCapture;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.PcmRequest;
import dev.hearken.drivers.alsa.PcmSetup;
import dev.hearken.dsp.Resampler;

/**
 * A microphone or an array of them, at the rate that speech models want: all channels of the card, resampled each where
 * the card runs at another rate.
 */
public final class AlsaSource implements AudioSource {

    private static final long NANOS = 1_000_000_000L;
    private static final int RATE = AudioFormat.SPEECH.sampleRate();

    private final AlsaCapture capture;
    private final PcmSetup setup;
    private final AudioFormat format;
    private final int periodFrames;
    private final short[] recorded;
    private final Resampler[] resamplers;
    private final short[] ready;

    // Valid since the start; counted in frames of the card, or of what is delivered.
    private long framesRecorded;
    private long framesDelivered;
    private long recordedNanos;
    private int readyFrames;
    private int readFrames;
    private long captureNanos;

    private AlsaSource(AlsaCapture capture) {
        this.capture = capture;
        setup = capture.setup();
        format = new AudioFormat(RATE, setup.channels());
        periodFrames = Math.max(1, (int) ((long) setup.periodFrames() * RATE / setup.sampleRate()));
        recorded = new short[setup.periodFrames() * setup.channels()];
        resamplers = new Resampler[setup.channels()];
        for (int channel = 0; channel < resamplers.length; channel++) {
            resamplers[channel] = new Resampler(setup.sampleRate(), RATE);
        }
        ready = new short[resamplers[0].maxOutputFrames(setup.periodFrames()) * setup.channels()];
    }

    /**
     * Opens a device.
     *
     * @param device   ALSA name
     * @param channels channels it must have; 0: as it likes, few rather than many
     * @param periodMs time between two reads
     * @param bufferMs time that the card can hold
     * @param clock    bridges the time while the card is unplugged
     * @throws AudioException in a user's words
     */
    public static AlsaSource open(String device, int channels, int periodMs, int bufferMs, FrameClock clock) {
        int period = RATE * periodMs / 1000;
        PcmRequest request = PcmRequest.of(device, Math.max(1, channels), RATE).sized(period, Math.max(2 * period, RATE * bufferMs / 1000));
        try {
            AlsaCapture capture = AlsaCapture.open(request, new CardTime(clock));
            if (channels > 0 && capture.setup().channels() != channels) {
                capture.close();
                throw new AudioException("The microphone \"" + device + "\" has no setup with " + channels + " channels. It offers: "
                        + AlsaCapture.offerOf(device) + ".");
            }
            return new AlsaSource(capture);
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
    }

    /** What the card agreed to, for {@code doctor}. */
    public PcmSetup setup() {
        return setup;
    }

    /** Whether the card is there; if not, silence comes in its place. */
    public boolean isConnected() {
        return capture.isConnected();
    }

    /** Times that the card's buffer ran over. */
    public long overruns() {
        return capture.overruns();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return periodFrames;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) {
        if (readFrames == readyFrames) {
            int got = record();
            if (got <= 0) {
                return got;
            }
        }
        int taken = Math.min(Math.min(frames, periodFrames), readyFrames - readFrames);
        int channels = format.channels();
        System.arraycopy(ready, readFrames * channels, interleaved, offset, taken * channels);
        captureNanos = momentOf(framesDelivered);
        readFrames += taken;
        framesDelivered += taken;
        return taken;
    }

    @Override
    public long captureNanos() {
        return captureNanos;
    }

    @Override
    public long framesLost() {
        return capture.framesLost() * RATE / setup.sampleRate();
    }

    @Override
    public void close() {
        capture.close();
    }

    private int record() {
        int frames;
        try {
            frames = capture.read(recorded, 0, setup.periodFrames());
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
        if (frames <= 0) {
            return frames < 0 ? END : 0;
        }
        recordedNanos = capture.captureNanos() - setup.nanosOf(framesRecorded);
        framesRecorded += frames;
        int channels = format.channels();
        for (int channel = 0; channel < channels; channel++) {
            readyFrames = resamplers[channel].process(recorded, channel, channels, frames, ready, channel, channels);
        }
        readFrames = 0;
        return readyFrames;
    }

    /** By the last time stamp of the card: frame n of both streams lies n / rate after the first. */
    private long momentOf(long frame) {
        return recordedNanos + frame / RATE * NANOS + frame % RATE * NANOS / RATE;
    }
}
