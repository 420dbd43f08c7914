package dev.hearken.hub.internal;

import dev.hearken.hub.HubSettings;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What links over both of Paho's clients have in common: the library's threads, and an end that keeps nobody waiting. {@link #call} and {@link #abandon}
 * belong to the session's loop, the fields may be read on any thread.
 *
 * @param <C> the library's client
 */
abstract class LibraryLink<C> implements Link {

    static final Logger LOG = LoggerFactory.getLogger("dev.hearken.hub");

    /** Connecting, receiving, sending, callbacks, ping timer, disconnecting: the library blocks one thread for each. */
    private static final int LIBRARY_THREADS = 6;

    final HubSettings settings;
    final Listener listener;
    final Failures failures;
    final ScheduledThreadPoolExecutor threads;
    private volatile @Nullable Stoppable socket;
    private volatile @Nullable C client;

    LibraryLink(HubSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.failures = new Failures(settings);
        this.threads = new ScheduledThreadPoolExecutor(LIBRARY_THREADS, work -> {
            Thread thread = new Thread(work, "hub-mqtt " + settings.clientId());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A connection that can be cut. */
    interface Stoppable {
        void stop() throws Exception;
    }

    /** Something that is asked of the client. */
    interface Call<C> {
        void on(C connected) throws Exception;
    }

    abstract boolean connected(C current);

    /** Ends it at once; may take a while. */
    abstract void bury(C last) throws Exception;

    /** The client that is spoken through from now on. */
    final void through(C fresh) {
        client = fresh;
    }

    /** The connection that it has opened. */
    final void over(Stoppable opened) {
        socket = opened;
    }

    final void tell(Event event) {
        listener.onEvent(this, event);
    }

    /** What the library throws because the connection is gone is left to its own word of the loss. */
    final void call(Call<C> call, Consumer<Exception> problem) {
        C current = client;
        if (current == null) {
            return;
        }
        try {
            call.on(current);
        } catch (Exception e) {
            if (connected(current)) {
                problem.accept(e);
            }
        }
    }

    @Override
    public final void abandon() {
        Stoppable opened = socket;
        if (opened != null) {
            try {
                opened.stop();
            } catch (Exception e) {
                LOG.debug("Closing the socket failed", e);
            }
        }
        C last = client;
        client = null;
        // The library's own shutdown joins its threads and may take a while: not on the loop.
        Thread reaper = new Thread(() -> end(last), "hub-mqtt-end " + settings.clientId());
        reaper.setDaemon(true);
        reaper.start();
    }

    private void end(@Nullable C last) {
        try {
            if (last != null) {
                bury(last);
            }
        } catch (Exception e) {
            LOG.debug("The library did not end in order", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
