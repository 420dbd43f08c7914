package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a running speaker to other models, or back where that fails. Both ways lose no sound: with both loaded side by side the old
 * ones hear until the new ones do; one after the other, what is said in between waits in the utterance ring. Blocks the caller; for
 * one thread.
 */
public final class ModelSwap {

    /** What the board's memory allows. */
    public enum Way {
        /** Both loaded for a moment. */
        SIDE_BY_SIDE,
        /** The old ones closed before the new ones are loaded. */
        ONE_AFTER_THE_OTHER
    }

    private static final Logger LOG = LoggerFactory.getLogger(ModelSwap.class);
    private static final String SOURCE = "models";
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final ModelUser speaker;
    private final Consumer<Fault> faults;
    private final Duration patience;

    /** @param patience how long to wait for a moment at which nobody speaks */
    public ModelSwap(ModelUser speaker, Consumer<Fault> faults, Duration patience) {
        this.speaker = speaker;
        this.faults = faults;
        this.patience = patience;
    }

    /**
     * Goes over.
     *
     * @param back what it works with now, to be loaded again if it has to go back
     * @return why it could not, and works with the old ones again; empty if it did
     * @throws TimeoutException if it did not in time: it is offered the old ones again, and some of it may use the new ones until then
     */
    public Optional<String> go(SpeechParts next, Supplier<SpeechParts> back, Way way) throws InterruptedException, TimeoutException {
        boolean empty = false;
        try {
            if (way == Way.ONE_AFTER_THE_OTHER) {
                await(speaker.letGo());
                empty = true;
            }
            await(speaker.change(LoadedSpeech.load(next)));
            return Optional.empty();
        } catch (TimeoutException e) {
            takeBack(back);
            throw e;
        } catch (RuntimeException | LinkageError | ExecutionException e) {
            if (empty) {
                takeBack(back);
            }
            return Optional.of("the speaker cannot load it: " + e.getMessage());
        }
    }

    private void await(Future<Void> done) throws InterruptedException, ExecutionException, TimeoutException {
        done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A speaker without models is deaf: it is tried until it works, and told meanwhile. */
    private void takeBack(Supplier<SpeechParts> back) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        for (boolean told = false; ; told = true) {
            try {
                speaker.change(LoadedSpeech.load(back.get()));
                if (told) {
                    faults.accept(Fault.raised(SOURCE, "").asCleared());
                }
                return;
            } catch (RuntimeException | LinkageError e) {
                LOG.error("the models in use before cannot be loaded again, trying on: {}", e.getMessage());
                faults.accept(Fault.raised(SOURCE, "the models cannot be loaded: " + e.getMessage()));
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }
}
