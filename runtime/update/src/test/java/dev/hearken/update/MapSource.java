package dev.hearken.update;

import dev.hearken.update.DeliveryException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A repository in memory, which counts what is asked of it. */
final class MapSource implements ContentSource {

    final Map<String, byte[]> files = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final Map<String, Reason> failures = new HashMap<>();

    ContentId add(byte[] bytes) {
        ContentId id = new ContentId(Digests.sha256(bytes), bytes.length);
        files.put(id.path(), bytes);
        return id;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        return found(name);
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        byte[] bytes = found(id.path());
        try {
            sink.accept(ByteBuffer.wrap(bytes, (int) offset, bytes.length - (int) offset).asReadOnlyBuffer());
        } catch (IOException e) {
            throw new DeliveryException(Reason.SINK_FAILED, "full", e);
        }
    }

    private byte[] found(String path) throws DeliveryException {
        asked.add(path);
        if (failures.containsKey(path)) {
            throw new DeliveryException(failures.get(path), path);
        }
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new DeliveryException(Reason.NOT_FOUND, path);
        }
        return bytes;
    }

    @Override
    public void close() {
        // Memory.
    }
}
