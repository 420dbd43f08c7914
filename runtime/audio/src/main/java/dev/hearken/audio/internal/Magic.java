package dev.hearken.audio.internal;

import java.nio.charset.StandardCharsets;

/** What a file is, by its first bytes; its name may lie. */
public enum Magic {
    WAV("WAV"),
    FLAC("FLAC"),
    /** A format for ffmpeg. */
    FOREIGN("a compressed format"),
    TEXT("text"),
    EMPTY("empty"),
    UNKNOWN("unknown");

    /** Bytes that suffice to tell. */
    public static final int BYTES = 64;

    private static final String[] FOREIGN_STARTS = {
        "OggS", "ID3", "FORM", ".snd", "#!AMR", "caff", "\u001aE\u00df\u00a3", "0&\u00b2u", "RIFX", "wvpk", "MAC "};

    private final String label;

    Magic(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** @param head the first bytes of the file, at most {@value #BYTES} */
    public static Magic of(byte[] head) {
        if (head.length == 0) {
            return EMPTY;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") || start.startsWith("RF64")) {
            return WAV;
        }
        if (start.startsWith("fLaC")) {
            return FLAC;
        }
        for (String foreign : FOREIGN_STARTS) {
            if (start.startsWith(foreign)) {
                return FOREIGN;
            }
        }
        if (start.startsWith("ftyp", 4) || isMpegFrame(head)) {
            return FOREIGN;
        }
        return isText(head) ? TEXT : UNKNOWN;
    }

    /** An MP3 or AAC (ADTS) file without a tag starts with eleven set bits. */
    private static boolean isMpegFrame(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0 && (head[1] & 0xff) != 0xff
                && (head[2] & 0xf0) != 0xf0;
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t';
            if (control) {
                return false;
            }
        }
        return true;
    }
}
