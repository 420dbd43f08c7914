package dev.hearken.update.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as its reader pulls it: one piece is asked of the socket when the reader wants it, so that a reader
 * that waits (bandwidth limit, slow disk) makes the server wait, and memory stays at one piece. No read waits for ever.
 * One thread reads; the signals come on the client's threads.
 */
final class PulledBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private sealed interface Signal {
        record Piece(List<ByteBuffer> buffers) implements Signal {
        }

        record End() implements Signal {
        }

        record Broken(Throwable cause) implements Signal {
        }
    }

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private boolean asked;
    private boolean ended;

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        if (!subscription.compareAndSet(null, granted)) {
            granted.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Broken(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }

    /**
     * The next bytes; null at the end.
     *
     * @throws IOException                    the connection broke before the promised end
     * @throws java.net.SocketTimeoutException nothing came for the given time
     */
    @Nullable List<ByteBuffer> next(Duration idle) throws IOException, InterruptedException {
        if (ended) {
            return null;
        }
        Flow.Subscription granted = subscription.get();
        if (!asked && granted != null) {
            asked = true;
            granted.request(1);
        }
        Signal signal = signals.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
        if (signal == null) {
            throw new java.net.SocketTimeoutException("nothing came for " + idle.toMillis() + " ms");
        }
        asked = false;
        if (signal instanceof Signal.Piece piece) {
            return piece.buffers();
        }
        ended = true;
        if (signal instanceof Signal.Broken broken) {
            throw new IOException(broken.cause().getMessage(), broken.cause());
        }
        return null;
    }

    /** Drops the connection unless the body was read to its end. */
    @Override
    public void close() {
        Flow.Subscription granted = subscription.get();
        if (granted != null && !ended) {
            granted.cancel();
        }
    }
}
