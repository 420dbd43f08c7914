package dev.hearken.update.internal.mqtt;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.MqttContentSource.Patience;
import dev.hearken.update.internal.pace.PaceFloor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The asking side of chunks over MQTT. One request is open at a time and the next is sent only when the sink has taken the bytes
 * of the last, so that a sink that waits (bandwidth limit) makes the server wait; at most two requests' chunks are in memory.
 */
public final class ChunkTransfer {

    private static final Duration REQUEST_EXPIRY = Duration.ofSeconds(30);
    private static final int WAITING = 2 * ChunkFrame.MOST_CHUNKS;
    /** Bytes a second, over a minute, below which a server is given up. */
    private static final long SLOWEST = 256;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final HubPort hub;
    private final String requests;
    private final Patience patience;
    private final Random random;
    private final LongSupplier nanoTime;
    /** Filled by the hub's thread; what does not fit is lost and asked for again. */
    private final ArrayBlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(WAITING);
    /** Between transfers nothing is kept. */
    private volatile boolean running;

    /** @param updates such as {@code hearken/kitchen/update} */
    public ChunkTransfer(HubPort hub, String updates, Patience patience, Random random, LongSupplier nanoTime) {
        this.hub = hub;
        this.requests = updates + "/request";
        this.patience = patience;
        this.random = random;
        this.nanoTime = nanoTime;
        hub.subscribe(updates + "/chunk", 1, this::received);
    }

    private void received(HubPort.Received message) {
        if (running && !message.retained()) {
            arrived.offer(message.payload());
        }
    }

    /** A document of unknown length. */
    public void document(String name, int limit, ContentSink sink) throws DeliveryException {
        transfer(new Wanted(name, -1, limit), 0, sink);
    }

    /** A file of known length, from an offset on. */
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        if (offset < id.length()) {
            transfer(new Wanted(id.path(), id.length(), id.length()), offset, sink);
        }
    }

    /**
     * @param total length of the file, -1 if it is not known yet
     * @param limit longest that is taken
     */
    private record Wanted(String name, long total, long limit) {

        /** The length once a frame told it; a frame that tells another is refused. */
        Wanted checked(ChunkFrame frame) throws DeliveryException {
            if (frame.total() > limit) {
                throw new DeliveryException(Reason.TOO_LARGE, name + ": " + frame.total() + " bytes, allowed are " + limit);
            }
            if (total >= 0 && frame.total() != total) {
                throw new DeliveryException(Reason.MALFORMED, name + ": " + frame.total() + " bytes instead of " + total);
            }
            return new Wanted(name, frame.total(), limit);
        }
    }

    private void transfer(Wanted what, long offset, ContentSink sink) throws DeliveryException {
        if (hub.state().phase() != HubPort.State.Phase.CONNECTED) {
            throw new DeliveryException(Reason.UNREACHABLE, "the broker: " + hub.state().detail());
        }
        running = true;
        try {
            run(what, offset, sink);
        } finally {
            running = false;
            arrived.clear();
        }
    }

    private void run(Wanted what, long offset, ContentSink sink) throws DeliveryException {
        long transfer = random.nextLong();
        Reassembly order = new Reassembly(offset);
        Wanted wanted = what;
        int silences = 0;
        long asked = -1;
        PaceFloor pace = new PaceFloor(SLOWEST, WINDOW.toNanos(), nanoTime);
        while (wanted.total() < 0 || order.position() < wanted.total()) {
            if (order.position() != asked) {
                asked = order.position();
            } else if (++silences > patience.repeats()) {
                throw new DeliveryException(Reason.STALLED, wanted.name() + ": no chunk came for " + silences + " requests");
            }
            ask(new ChunkRequest(transfer, wanted.name(), asked, length(wanted, asked)));
            long end = asked + length(wanted, asked);
            long patientUntil = patientUntil();
            pace.waiting();
            ChunkFrame frame = next(transfer, patientUntil);
            while (frame != null) {
                wanted = wanted.checked(frame);
                long before = order.position();
                int length = frame.bytes().remaining();
                if (!pace.got(order.add(frame.offset(), frame.bytes()) ? length : 0)) {
                    throw new DeliveryException(Reason.STALLED, wanted.name() + ": slower than " + SLOWEST + " bytes a second");
                }
                for (ByteBuffer bytes = order.next(); bytes != null; bytes = order.next()) {
                    silences = 0;
                    if (!hand(wanted, bytes, sink)) {
                        return;
                    }
                }
                // Only what brings the file on earns more patience: frames that are of no use may come for ever.
                patientUntil = order.position() > before ? patientUntil() : patientUntil;
                pace.waiting();
                frame = order.position() >= Math.min(end, wanted.total()) ? null : next(transfer, patientUntil);
            }
        }
    }

    private static int length(Wanted wanted, long position) {
        return (int) Math.min(ChunkRequest.MOST_BYTES, (wanted.total() < 0 ? Math.max(wanted.limit(), 1) : wanted.total()) - position);
    }

    private void ask(ChunkRequest request) {
        hub.publish(new Message(requests, request.encode(), 1, false, REQUEST_EXPIRY, Message.Urgency.EVENT));
    }

    private long patientUntil() {
        return nanoTime.getAsLong() + patience.silence().toNanos();
    }

    /** The next frame of this transfer; null if none came in time, however much else came. */
    private @Nullable ChunkFrame next(long transfer, long end) throws DeliveryException {
        try {
            for (long left = end - nanoTime.getAsLong(); left > 0; left = end - nanoTime.getAsLong()) {
                byte[] payload = arrived.poll(left, TimeUnit.NANOSECONDS);
                if (payload == null) {
                    return null;
                }
                Optional<ChunkFrame> frame = ChunkFrame.parse(payload).filter(parsed -> parsed.transfer() == transfer);
                if (frame.isPresent()) {
                    return answered(frame.get());
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(Reason.INTERRUPTED, "asked to stop", e);
        }
    }

    private static ChunkFrame answered(ChunkFrame frame) throws DeliveryException {
        return switch (frame.status()) {
            case DATA -> frame;
            case NOT_FOUND -> throw new DeliveryException(Reason.NOT_FOUND, "the server behind the broker has no such file");
            case REFUSED -> throw new DeliveryException(Reason.REFUSED, "the server behind the broker refuses");
        };
    }

    private static boolean hand(Wanted wanted, ByteBuffer bytes, ContentSink sink) throws DeliveryException {
        try {
            return sink.accept(bytes);
        } catch (IOException e) {
            throw new DeliveryException(Reason.SINK_FAILED, wanted.name() + ": cannot be kept: " + e.getMessage(), e);
        }
    }
}
