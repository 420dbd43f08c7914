package dev.hearken.app.internal.sound;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.drivers.alsa.AlsaCapture;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.CardClock;
import dev.hearken.drivers.alsa.PcmRequest;
import dev.hearken.dsp.Resampler;

/** An ALSA device as a source at 16 kHz; a card with another rate is resampled channel by channel. */
final class AlsaMicrophone implements AudioSource {

    private static final int RATE = AudioFormat.SPEECH.sampleRate();

    private final AlsaCapture capture;
    private final AudioFormat format;
    private final int cardPeriod;
    private final int periodFrames;
    private final short[] raw;
    private final short[] converted;
    private final Resampler[] resamplers;
    private final long latencyNanos;
    private int pending;
    private int pendingOffset;
    private long captureNanos;

    private AlsaMicrophone(AlsaCapture capture) {
        this.capture = capture;
        int rate = capture.setup().sampleRate();
        int channels = capture.setup().channels();
        format = new AudioFormat(RATE, channels);
        cardPeriod = capture.setup().periodFrames();
        resamplers = new Resampler[rate == RATE ? 0 : channels];
        for (int c = 0; c < resamplers.length; c++) {
            resamplers[c] = new Resampler(rate, RATE);
        }
        boolean same = resamplers.length == 0;
        periodFrames = same ? cardPeriod : (int) Math.ceil((double) cardPeriod * RATE / rate);
        raw = new short[same ? 0 : cardPeriod * channels];
        converted = new short[same ? 0 : resamplers[0].maxOutputFrames(cardPeriod) * channels];
        latencyNanos = same ? 0 : resamplers[0].latencyFrames() * 1_000_000_000L / rate;
    }

    /** @throws AudioException naming the device, the reason, the cards found, and what else can be done */
    static AlsaMicrophone open(Configuration.Capture settings) {
        int channels = settings.channels() == 0 ? 1 : settings.channels();
        PcmRequest request = PcmRequest.of(settings.device(), channels, RATE)
            .sized(RATE * settings.periodMs() / 1000, Math.max(2 * RATE * settings.periodMs() / 1000, RATE * settings.bufferMs() / 1000));
        try {
            return new AlsaMicrophone(AlsaCapture.open(request, CardClock.system()));
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
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
        try {
            if (resamplers.length == 0) {
                int count = capture.read(interleaved, offset, frames);
                captureNanos = capture.captureNanos();
                return count;
            }
            if (pending == 0) {
                int count = capture.read(raw, 0, cardPeriod);
                if (count <= 0) {
                    return count;
                }
                captureNanos = capture.captureNanos() - latencyNanos;
                convert(count);
            }
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
        int count = Math.min(pending, frames);
        System.arraycopy(converted, pendingOffset * format.channels(), interleaved, offset, count * format.channels());
        pending -= count;
        pendingOffset += count;
        return count;
    }

    @Override
    public long captureNanos() {
        return captureNanos;
    }

    @Override
    public long framesLost() {
        return capture.framesLost() * RATE / capture.setup().sampleRate();
    }

    @Override
    public void close() {
        capture.close();
    }

    /** Whether the card is there; while it is not, silence stands for it. Any thread. */
    boolean connected() {
        return capture.isConnected();
    }

    private void convert(int count) {
        int channels = format.channels();
        for (int c = 0; c < channels; c++) {
            pending = resamplers[c].process(raw, c, channels, count, converted, c, channels);
        }
        pendingOffset = 0;
    }
}
