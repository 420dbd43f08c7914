package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * RIFF/WAVE (and RF64) as found in the wild: any chunk before the data, PCM and float, WAVE_EXTENSIBLE, and the sizes
 * 0 and 0xFFFFFFFF that programs write which send WAV into a pipe. A data chunk longer than the file ends with the file.
 */
public final class WavStream implements PcmStream {

    private static final int EXTENSIBLE = 0xfffe;
    private static final int MAX_CHANNELS = 64;
    private static final int MAX_RATE = 768_000;
    private static final int BUFFER_BYTES = 8192;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final InputStream in;
    private final AudioFormat format;
    private final SampleEncoding encoding;
    private final int frameBytes;
    private final byte[] buffer;
    private long left;

    /**
     * Reads up to the first sample.
     *
     * @param in starts with "RIFF" or "RF64"; closed by {@link #close}
     * @throws UnsupportedSoundException if the codec is not PCM or float
     * @throws BadSoundException         if the header makes no sense
     */
    public WavStream(InputStream in) throws IOException {
        this.in = in;
        try {
            byte[] head = bytes(12);
            if (!"WAVE".equals(name(head, 8))) {
                throw new BadSoundException("is a RIFF file, but its kind is '" + printable(name(head, 8)) + "' and not WAVE");
            }
            byte[] fmt = findFormat();
            int codec = word(fmt, 0);
            int bits = word(fmt, 14);
            if (codec == EXTENSIBLE) {
                if (fmt.length < 26) {
                    throw new BadSoundException("has a WAVE_EXTENSIBLE header that is too short (" + fmt.length + " bytes)");
                }
                codec = word(fmt, 24);
            }
            format = checkedFormat(word(fmt, 2), integer(fmt, 4));
            int sampleBytes = (bits + 7) / 8;
            encoding = SampleEncoding.of(codec, sampleBytes);
            frameBytes = sampleBytes * format.channels();
            if (word(fmt, 12) != frameBytes) {
                throw new BadSoundException("has a damaged header: frames of " + word(fmt, 12) + " bytes do not fit "
                        + format.channels() + " channels of " + bits + " bits");
            }
            left = findData();
        } catch (EOFException e) {
            throw new BadSoundException("ends within the WAV header");
        }
        buffer = new byte[BUFFER_BYTES / frameBytes * frameBytes];
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) throws IOException {
        int wanted = (int) Math.min(Math.min((long) frames * frameBytes, buffer.length), left / frameBytes * frameBytes);
        int got = wanted == 0 ? 0 : in.readNBytes(buffer, 0, wanted);
        int read = got / frameBytes;
        if (read == 0) {
            left = 0;
            return -1;
        }
        if (left != UNKNOWN) {
            left = got < wanted ? 0 : left - got;
        }
        int samples = read * format.channels();
        for (int i = 0, at = 0; i < samples; i++, at += encoding.bytes()) {
            interleaved[offset + i] = encoding.decode(buffer, at);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte[] findFormat() throws IOException {
        while (true) {
            byte[] head = bytes(8);
            String name = name(head, 0);
            long size = integer(head, 4) & 0xffffffffL;
            if (name.equals("fmt ")) {
                if (size < 16 || size > 4096) {
                    throw new BadSoundException("has a WAV format chunk of " + size + " bytes");
                }
                byte[] fmt = bytes((int) size);
                in.skipNBytes(size & 1);
                return fmt;
            }
            if (name.equals("data")) {
                throw new BadSoundException("has its data before any WAV format chunk");
            }
            in.skipNBytes(size + (size & 1));
        }
    }

    private long findData() throws IOException {
        while (true) {
            byte[] head;
            try {
                head = bytes(8);
            } catch (EOFException e) {
                throw new BadSoundException("has a WAV header, but no data chunk");
            }
            long size = integer(head, 4) & 0xffffffffL;
            if (name(head, 0).equals("data")) {
                // Writers to a pipe cannot come back to fill in the size: 0 (many), 0xffffffff (ffmpeg, RF64), 0x7ffff000 or so (sox, arecord).
                return size == 0 || size >= 0x7fff0000L ? UNKNOWN : size;
            }
            try {
                in.skipNBytes(size + (size & 1));
            } catch (EOFException e) {
                throw new BadSoundException("has a WAV header, but no data chunk");
            }
        }
    }

    private static AudioFormat checkedFormat(int channels, int rate) throws BadSoundException {
        if (channels == 0 || channels > MAX_CHANNELS) {
            throw new BadSoundException("claims to have " + channels + " channels (1 to " + MAX_CHANNELS + " make sense)");
        }
        if (rate <= 0 || rate > MAX_RATE) {
            throw new BadSoundException("claims a sample rate of " + (rate & 0xffffffffL) + " Hz (1 to " + MAX_RATE + " make sense)");
        }
        return new AudioFormat(rate, channels);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw new EOFException();
        }
        return read;
    }

    private static String name(byte[] b, int at) {
        return new String(b, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }

    private static int word(byte[] b, int at) {
        return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
    }

    private static int integer(byte[] b, int at) {
        return word(b, at) | word(b, at + 2) << 16;
    }
}
