package dev.hearken.app.internal.wyoming;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cuts what comes over a connection into events. Memory is bounded: nothing longer than the limits is ever collected. */
final class WyomingParser {

    static final int MOST_HEADER = 64 << 10;
    static final int MOST_DATA = 256 << 10;
    static final int MOST_PAYLOAD = 256 << 10;

    private final Consumer<WyomingEvent> events;
    private Buffer pending = Buffer.buffer();
    private @Nullable JsonObject header;
    private int dataLength;
    private int payloadLength;

    WyomingParser(Consumer<WyomingEvent> events) {
        this.events = events;
    }

    /** @throws WyomingException if this is no Wyoming; nothing more can then be read from the connection */
    void accept(Buffer chunk) {
        pending.appendBuffer(chunk);
        int at = 0;
        while (true) {
            if (header == null) {
                int end = endOfLine(at);
                if (end < 0) {
                    break;
                }
                read(pending.getString(at, end));
                at = end + 1;
            }
            if (pending.length() - at < dataLength + payloadLength) {
                break;
            }
            deliver(at);
            at += dataLength + payloadLength;
            header = null;
        }
        pending = at == pending.length() ? Buffer.buffer() : pending.getBuffer(at, pending.length());
    }

    private int endOfLine(int from) {
        int limit = Math.min(pending.length(), from + MOST_HEADER);
        for (int i = from; i < limit; i++) {
            if (pending.getByte(i) == '\n') {
                return i;
            }
        }
        if (pending.length() - from >= MOST_HEADER) {
            throw new WyomingException("a line of more than " + MOST_HEADER + " bytes");
        }
        return -1;
    }

    private void read(String line) {
        JsonObject read;
        try {
            read = new JsonObject(line);
        } catch (DecodeException e) {
            throw new WyomingException("a line that is no JSON object");
        }
        if (!(read.getValue("type") instanceof String)) {
            throw new WyomingException("an event without a type");
        }
        dataLength = length(read, "data_length", MOST_DATA);
        payloadLength = length(read, "payload_length", MOST_PAYLOAD);
        header = read;
    }

    private static int length(JsonObject header, String key, int most) {
        Object value = header.getValue(key);
        if (value == null) {
            return 0;
        }
        if (!(value instanceof Number number) || number.longValue() < 0 || number.longValue() > most) {
            throw new WyomingException(key + " must be 0 to " + most);
        }
        return number.intValue();
    }

    private void deliver(int at) {
        JsonObject head = header == null ? new JsonObject() : header;
        JsonObject data = head.getValue("data") instanceof JsonObject inline ? inline.copy() : new JsonObject();
        if (dataLength > 0) {
            try {
                data.mergeIn(new JsonObject(pending.getString(at, at + dataLength)));
            } catch (DecodeException e) {
                throw new WyomingException("data that are no JSON object");
            }
        }
        events.accept(new WyomingEvent(head.getString("type"), data, pending.getBytes(at + dataLength, at + dataLength + payloadLength)));
    }
}
