package dev.hearken.audio.internal;

/** How one sample lies in the bytes of a WAV file (little endian), and how it becomes 16 bits. */
enum SampleEncoding {

    UNSIGNED_8(1) {
        @Override
        short decode(byte[] b, int at) {
            return (short) (((b[at] & 0xff) - 128) << 8);
        }
    },
    SIGNED_16(2) {
        @Override
        short decode(byte[] b, int at) {
            return (short) ((b[at] & 0xff) | b[at + 1] << 8);
        }
    },
    SIGNED_24(3) {
        @Override
        short decode(byte[] b, int at) {
            return rounded(((b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | b[at + 2] << 16), 8);
        }
    },
    SIGNED_32(4) {
        @Override
        short decode(byte[] b, int at) {
            return rounded(word(b, at), 16);
        }
    },
    FLOAT_32(4) {
        @Override
        short decode(byte[] b, int at) {
            return scaled(Float.intBitsToFloat(word(b, at)));
        }
    },
    FLOAT_64(8) {
        @Override
        short decode(byte[] b, int at) {
            return scaled(Double.longBitsToDouble((word(b, at) & 0xffffffffL) | (long) word(b, at + 4) << 32));
        }
    };

    private static final int PCM = 1;
    private static final int FLOAT = 3;

    private final int bytes;

    SampleEncoding(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one sample. */
    int bytes() {
        return bytes;
    }

    /** The 16-bit value of the sample that starts at {@code b[at]}. */
    abstract short decode(byte[] b, int at);

    /**
     * @param codec the WAV format tag, for WAVE_EXTENSIBLE the first two bytes of its sub-format
     * @param bytes container size of one sample
     * @throws UnsupportedSoundException if Hearken cannot decode that itself
     */
    static SampleEncoding of(int codec, int bytes) throws UnsupportedSoundException {
        for (SampleEncoding encoding : values()) {
            boolean floating = encoding == FLOAT_32 || encoding == FLOAT_64;
            if (encoding.bytes == bytes && codec == (floating ? FLOAT : PCM)) {
                return encoding;
            }
        }
        throw new UnsupportedSoundException("is a WAV file with codec 0x" + Integer.toHexString(codec)
                + (codec == PCM || codec == FLOAT ? " and " + bytes * 8 + "-bit samples" : ""));
    }

    private static int word(byte[] b, int at) {
        return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
    }

    private static short rounded(int sample, int shift) {
        long value = ((long) sample + (1L << (shift - 1))) >> shift;
        return (short) Math.min(Short.MAX_VALUE, value);
    }

    /** Full scale is -1 to 1; what lies beyond is clipped, not-a-number is silence. */
    private static short scaled(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * 32_768)));
    }
}
