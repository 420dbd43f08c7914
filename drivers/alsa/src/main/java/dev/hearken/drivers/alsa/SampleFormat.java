package dev.hearken.drivers.alsa;

/** Sample formats that are converted to and from 16 bits here. Names and codes are ALSA's. */
public enum SampleFormat {
    S16_LE(2, 2),
    /** 24 bits in the low three bytes of four. */
    S24_LE(6, 4),
    S32_LE(10, 4),
    /** 24 bits in three bytes. */
    S24_3LE(32, 3);

    private final int code;
    private final int bytes;

    SampleFormat(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The value of {@code snd_pcm_format_t}. */
    public int code() {
        return code;
    }

    /** Bytes of one sample. */
    public int bytes() {
        return bytes;
    }
}
