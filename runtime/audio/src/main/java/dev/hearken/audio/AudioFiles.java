package dev.hearken.audio;

import dev.hearken.audio.internal.ConvertedStream;
import dev.hearken.audio.internal.PcmStream;
import dev.hearken.audio.internal.SoundOpener;
import dev.hearken.audio.internal.UnsupportedSoundException;
import dev.hearken.audio.internal.WavHeader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole recordings in and out of memory: WAV and FLAC, other formats through the program ffmpeg where it is installed.
 * What a file is, its first bytes tell, not its name. A file cut short gives what is there.
 */
public final class AudioFiles {

    /** Over this a recording is not taken into memory at once: 4 hours at 16 kHz, mono. Use {@link FileSource}. */
    private static final long MAX_SAMPLES = 4L * 3600 * 16_000;

    private static final int BLOCK_FRAMES = 1 << 15;
    private static final SoundOpener OPENER = new SoundOpener("ffmpeg");

    private AudioFiles() {
    }

    /**
     * Reads a file.
     *
     * @param target rate and channels wanted: several channels become one by their mean, rates are converted
     * @return interleaved samples, at least one frame
     * @throws AudioException naming the file and the reason
     */
    public static short[] read(Path file, AudioFormat target) {
        return readAll(open(file, target), file.toString());
    }

    /**
     * Reads a stream to its end; does not close it (it may be standard input).
     *
     * @param name what messages call it
     * @throws AudioException naming the stream and the reason
     */
    public static short[] read(InputStream in, String name, AudioFormat target) {
        return readAll(open(in, name, target), name);
    }

    /** Writes a WAV file of 16-bit samples, replacing what is there. */
    public static void write(Path file, short[] interleaved, AudioFormat format) {
        try (FileSink sink = FileSink.create(file, format)) {
            sink.writeAll(interleaved);
        }
    }

    /** A WAV file of 16-bit samples in memory. */
    public static byte[] wav(short[] interleaved, int samples, AudioFormat format) {
        ByteBuffer bytes = ByteBuffer.allocate(WavHeader.BYTES + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        WavHeader.put(bytes, format, 2L * samples);
        bytes.asShortBuffer().put(interleaved, 0, samples);
        return bytes.array();
    }

    static PcmStream open(Path file, AudioFormat target) {
        return converted(OPENER.open(file), file.toString(), target);
    }

    static PcmStream open(InputStream in, String name, AudioFormat target) {
        InputStream kept = new FilterInputStream(in) {
            @Override
            public int read(byte[] b, int offset, int length) throws IOException {
                return in.read(b, offset, length);
            }

            @Override
            public void close() {
                // It belongs to the caller.
            }
        };
        return converted(OPENER.open(kept, name), name, target);
    }

    private static PcmStream converted(PcmStream stream, String name, AudioFormat target) {
        try {
            return ConvertedStream.of(stream, target);
        } catch (UnsupportedSoundException e) {
            try {
                stream.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw new AudioException("Cannot use " + name + ": it " + e.getMessage() + ".", e);
        }
    }

    private static short[] readAll(PcmStream stream, String name) {
        int channels = stream.format().channels();
        int blockSamples = BLOCK_FRAMES * channels;
        List<short[]> blocks = new ArrayList<>();
        int inLast = blockSamples;
        long samples = 0;
        try (stream) {
            while (true) {
                if (inLast == blockSamples) {
                    blocks.add(new short[blockSamples]);
                    inLast = 0;
                }
                int frames = stream.read(blocks.get(blocks.size() - 1), inLast, (blockSamples - inLast) / channels);
                if (frames < 0) {
                    break;
                }
                inLast += frames * channels;
                samples += (long) frames * channels;
                if (samples > MAX_SAMPLES) {
                    throw new AudioException("Cannot use " + name + " at once: it is longer than "
                            + MAX_SAMPLES / channels / stream.format().sampleRate() / 60 + " minutes. Cut it into shorter pieces.");
                }
            }
        } catch (IOException e) {
            throw new AudioException("Cannot read " + name + ": " + e.getMessage(), e);
        }
        if (samples == 0) {
            throw new AudioException("Cannot use " + name + " as sound: it has a header, but no samples.");
        }
        return join(blocks, blockSamples, (int) samples);
    }

    private static short[] join(List<short[]> blocks, int blockSamples, int samples) {
        short[] all = new short[samples];
        for (int start = 0, i = 0; start < samples; start += blockSamples, i++) {
            System.arraycopy(blocks.get(i), 0, all, start, Math.min(blockSamples, samples - start));
        }
        return all;
    }
}
