package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jflac.FLACDecoder;
import org.jflac.frame.Frame;
import org.jflac.metadata.StreamInfo;

/** FLAC of 8, 16 or 24 bits through jFLAC. A file cut short or damaged ends where it breaks. jFLAC allocates while it decodes. */
public final class FlacStream implements PcmStream {

    private final InputStream in;
    private final FLACDecoder decoder;
    private final AudioFormat format;
    /** Bits by which a sample is too long (negative: too short) for 16. */
    private final int excessBits;

    private int blockFrames;
    private int blockRead;
    private boolean ended;

    /**
     * Reads up to the first frame.
     *
     * @param in starts with "fLaC"; closed by {@link #close}
     */
    public FlacStream(InputStream in) throws IOException {
        this.in = in;
        decoder = new FLACDecoder(in);
        try {
            decoder.readMetadata();
        } catch (IOException | RuntimeException e) {
            throw new BadSoundException("has a damaged FLAC header");
        }
        StreamInfo info = decoder.getStreamInfo();
        if (info == null || info.getSampleRate() <= 0 || info.getChannels() <= 0) {
            throw new BadSoundException("has a FLAC header without rate and channels");
        }
        if (info.getBitsPerSample() > 24) {
            throw new UnsupportedSoundException("is a FLAC file with " + info.getBitsPerSample() + "-bit samples");
        }
        format = new AudioFormat(info.getSampleRate(), info.getChannels());
        excessBits = info.getBitsPerSample() - 16;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) throws IOException {
        if (blockRead == blockFrames && !nextBlock()) {
            return -1;
        }
        int read = Math.min(frames, blockFrames - blockRead);
        int channels = format.channels();
        for (int channel = 0; channel < channels; channel++) {
            int[] samples = decoder.getChannelData()[channel].getOutput();
            for (int i = 0, to = offset + channel; i < read; i++, to += channels) {
                interleaved[to] = toShort(samples[blockRead + i]);
            }
        }
        blockRead += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean nextBlock() {
        while (!ended) {
            try {
                Frame frame = decoder.readNextFrame();
                if (frame == null) {
                    ended = true;
                } else {
                    blockRead = 0;
                    blockFrames = frame.header.blockSize;
                    if (blockFrames > 0 && frame.header.channels == format.channels()) {
                        return true;
                    }
                }
            } catch (IOException | RuntimeException e) {
                // jFLAC throws whatever a damaged frame leads it into (also IndexOutOfBounds): what came before is good.
                ended = true;
            }
        }
        blockFrames = 0;
        blockRead = 0;
        return false;
    }

    private short toShort(int sample) {
        if (excessBits <= 0) {
            return (short) (sample << -excessBits);
        }
        return (short) Math.min(Short.MAX_VALUE, (sample + (1 << (excessBits - 1))) >> excessBits);
    }
}
