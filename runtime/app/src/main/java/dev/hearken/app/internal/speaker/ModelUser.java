package dev.hearken.app.internal.speaker;

import java.util.concurrent.CompletableFuture;

/** Who works with models and can be taken from some to others while it works. Any thread. */
public interface ModelUser {

    /** Goes over; completes when nothing of the old ones is in use any more. */
    CompletableFuture<Void> change(LoadedSpeech next);

    /** Closes the models it has and waits for {@link #change}; completes when nothing of them is in use any more. */
    CompletableFuture<Void> letGo();
}
