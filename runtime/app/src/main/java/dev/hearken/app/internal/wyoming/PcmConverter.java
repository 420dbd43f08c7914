package dev.hearken.app.internal.wyoming;

import dev.hearken.dsp.Resampler;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Sound as a client sends it to mono at the rate that is needed here. One stream; not thread-safe. */
final class PcmConverter {

    private final int rate;
    private final int channels;
    private final @Nullable Resampler resampler;

    /**
     * @param format with rate, width and channels
     * @throws WyomingException if it is none that can be read
     */
    PcmConverter(JsonObject format, int targetRate) {
        rate = integer(format, "rate", 8_000, 192_000);
        channels = integer(format, "channels", 1, 32);
        if (integer(format, "width", 1, 8) != 2) {
            throw new WyomingException("only samples of width 2 (16 bits, little endian) are understood");
        }
        resampler = rate == targetRate ? null : new Resampler(rate, targetRate);
    }

    private static int integer(JsonObject format, String key, int least, int most) {
        if (format.getValue(key) instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw new WyomingException(key + " must be a number of " + least + " to " + most);
    }

    /** Samples a second that come in, all channels together. */
    int samplesPerSecond() {
        return rate * channels;
    }

    short[] convert(byte[] payload) {
        int frames = payload.length / 2 / channels;
        short[] mono = new short[frames];
        for (int i = 0, at = 0; i < frames; i++) {
            int sum = 0;
            for (int c = 0; c < channels; c++, at += 2) {
                sum += (short) (payload[at] & 0xff | payload[at + 1] << 8);
            }
            mono[i] = (short) (sum / channels);
        }
        if (resampler == null) {
            return mono;
        }
        short[] converted = new short[resampler.maxOutputFrames(frames)];
        return java.util.Arrays.copyOf(converted, resampler.process(mono, 0, frames, converted, 0));
    }

    static byte[] bytes(short[] pcm, int count) {
        byte[] bytes = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            bytes[2 * i] = (byte) pcm[i];
            bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
        }
        return bytes;
    }
}
