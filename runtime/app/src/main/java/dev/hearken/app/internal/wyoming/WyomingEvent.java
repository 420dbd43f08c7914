package dev.hearken.app.internal.wyoming;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * One message of the protocol: a line of JSON, then the data it announces, then a payload.
 *
 * @param type    kind of event
 * @param data    what it says
 * @param payload sound; empty for most
 */
record WyomingEvent(String type, JsonObject data, byte[] payload) {

    private static final byte[] NOTHING = new byte[0];

    static WyomingEvent of(String type, JsonObject data) {
        return new WyomingEvent(type, data, NOTHING);
    }

    static WyomingEvent of(String type) {
        return of(type, new JsonObject());
    }

    static WyomingEvent error(String code, String text) {
        return of("error", new JsonObject().put("text", text).put("code", code));
    }

    /** The bytes on the wire; data go behind the line, as every reader takes them. */
    Buffer encode() {
        JsonObject header = new JsonObject().put("type", type);
        Buffer body = data.isEmpty() ? Buffer.buffer() : data.toBuffer();
        if (body.length() > 0) {
            header.put("data_length", body.length());
        }
        if (payload.length > 0) {
            header.put("payload_length", payload.length);
        }
        return header.toBuffer().appendByte((byte) '\n').appendBuffer(body).appendBytes(payload);
    }
}
