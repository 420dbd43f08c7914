package dev.hearken.update;

import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.internal.pace.TokenBucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any source, no faster than a limit and not in quiet hours: the sink is made to wait, and with it the source and its server. A
 * transfer that quiet hours catch ends with {@link Reason#BUSY} and is resumed behind them. Documents are small and only counted.
 */
public final class PacedSource implements ContentSource {

    /** Waits; tests set their clock forward instead. */
    @FunctionalInterface
    public interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    /** Bytes between two waits: short enough to be steady at the slowest sensible limit. */
    private static final int SLICE = 4096;

    private final ContentSource source;
    private final QuietHours quietHours;
    private final Supplier<ZonedDateTime> clock;
    private final TokenBucket bucket;
    private final Pause pause;

    /**
     * @param bytesPerSecond at most, on average; use the source itself where there is no limit
     * @param clock          the home's local time
     */
    public PacedSource(ContentSource source, long bytesPerSecond, QuietHours quietHours, Supplier<ZonedDateTime> clock) {
        this(source, bytesPerSecond, quietHours, clock, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    PacedSource(ContentSource source, long bytesPerSecond, QuietHours quietHours, Supplier<ZonedDateTime> clock, LongSupplier nanoTime, Pause pause) {
        this.source = source;
        this.quietHours = quietHours;
        this.clock = clock;
        this.bucket = new TokenBucket(bytesPerSecond, nanoTime);
        this.pause = pause;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        requireNoise();
        byte[] document = source.document(name, limit);
        await(bucket.take(document.length));
        return document;
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        requireNoise();
        Slices slices = new Slices(sink);
        source.content(id, offset, slices);
        if (slices.ended != null) {
            throw slices.ended;
        }
    }

    private void requireNoise() throws DeliveryException {
        if (quietHours.contains(clock.get())) {
            throw new DeliveryException(Reason.BUSY, "quiet hours until " + quietHours.to());
        }
    }

    private void await(long nanos) throws DeliveryException {
        try {
            if (nanos > 0) {
                pause.nanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(Reason.INTERRUPTED, "asked to stop", e);
        }
    }

    @Override
    public void close() {
        source.close();
    }

    /** Hands on small pieces, each when its time has come. */
    private final class Slices implements ContentSink {
        private final ContentSink sink;
        private @Nullable DeliveryException ended;

        Slices(ContentSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean accept(ByteBuffer bytes) throws IOException {
            try {
                while (bytes.hasRemaining()) {
                    requireNoise();
                    ByteBuffer slice = bytes.slice(bytes.position(), Math.min(SLICE, bytes.remaining()));
                    bytes.position(bytes.position() + slice.remaining());
                    await(bucket.take(slice.remaining()));
                    if (!sink.accept(slice)) {
                        return false;
                    }
                }
                return true;
            } catch (DeliveryException e) {
                ended = e;
                return false;
            }
        }
    }
}
