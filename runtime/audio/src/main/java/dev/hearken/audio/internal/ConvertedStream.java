package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import dev.hearken.dsp.Resampler;
import java.io.IOException;

/**
 * A stream in another rate and with another number of channels: to mono by the mean of all channels, from mono by
 * copying it to all. Allocates nothing after construction.
 */
public final class ConvertedStream implements PcmStream {

    private static final int BLOCK_FRAMES = 512;

    private final PcmStream stream;
    private final AudioFormat target;
    private final short[] decoded;
    private final short[] mixed;
    private final Resampler[] resamplers;
    private final short[] ready;
    private int readyFrames;
    private int readFrames;
    private boolean ended;

    private ConvertedStream(PcmStream stream, AudioFormat target) {
        this.stream = stream;
        this.target = target;
        AudioFormat source = stream.format();
        decoded = new short[BLOCK_FRAMES * source.channels()];
        mixed = new short[BLOCK_FRAMES * target.channels()];
        resamplers = new Resampler[target.channels()];
        for (int channel = 0; channel < resamplers.length; channel++) {
            resamplers[channel] = new Resampler(source.sampleRate(), target.sampleRate());
        }
        ready = new short[resamplers[0].maxOutputFrames(BLOCK_FRAMES) * target.channels()];
    }

    /** @throws UnsupportedSoundException if several channels would have to become another number of several */
    public static PcmStream of(PcmStream stream, AudioFormat target) throws UnsupportedSoundException {
        AudioFormat source = stream.format();
        if (source.equals(target)) {
            return stream;
        }
        if (source.channels() != target.channels() && source.channels() != 1 && target.channels() != 1) {
            throw new UnsupportedSoundException("has " + source.channels() + " channels where " + target.channels() + " are wanted");
        }
        return new ConvertedStream(stream, target);
    }

    @Override
    public AudioFormat format() {
        return target;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) throws IOException {
        while (readFrames == readyFrames) {
            if (ended) {
                return -1;
            }
            refill();
        }
        int read = Math.min(frames, readyFrames - readFrames);
        int channels = target.channels();
        System.arraycopy(ready, readFrames * channels, interleaved, offset, read * channels);
        readFrames += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void refill() throws IOException {
        int frames = stream.read(decoded, 0, BLOCK_FRAMES);
        readFrames = 0;
        ended = frames < 0;
        int channels = target.channels();
        if (!ended) {
            mix(frames);
        }
        for (int channel = 0; channel < channels; channel++) {
            readyFrames = ended
                    ? resamplers[channel].flush(ready, channel, channels)
                    : resamplers[channel].process(mixed, channel, channels, frames, ready, channel, channels);
        }
    }

    private void mix(int frames) {
        int from = stream.format().channels();
        int to = target.channels();
        if (from == to) {
            System.arraycopy(decoded, 0, mixed, 0, frames * to);
            return;
        }
        for (int i = 0; i < frames; i++) {
            int sum = 0;
            for (int channel = 0; channel < from; channel++) {
                sum += decoded[i * from + channel];
            }
            short mean = (short) Math.floorDiv(2 * sum + from, 2 * from);
            for (int channel = 0; channel < to; channel++) {
                mixed[i * to + channel] = mean;
            }
        }
    }
}
