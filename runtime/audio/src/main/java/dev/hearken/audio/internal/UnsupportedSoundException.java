package dev.hearken.audio.internal;

import java.io.IOException;

/** Sound in a form that only an outside program can decode. The message continues "this file …". */
public class UnsupportedSoundException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnsupportedSoundException(String message) {
        super(message);
    }
}
