package dev.hearken.audio.internal;

import java.io.IOException;

/** A file that cannot be read as sound by anybody. The message continues "this file …". */
public class BadSoundException extends IOException {

    private static final long serialVersionUID = 1L;

    public BadSoundException(String message) {
        super(message);
    }
}
