package dev.hearken.update.internal.http;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.internal.http.HttpFetch.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One content-addressed file, from an offset on, of a server that may know ranges, may not, or may lie about them.
 *
 * <table>
 * <caption>Answers</caption>
 * <tr><th>answer</th><th>what follows</th></tr>
 * <tr><td>206, the range that was asked for</td><td>its bytes are handed on</td></tr>
 * <tr><td>206, another range, or of another length</td><td>MALFORMED or TOO_LARGE, nothing handed on</td></tr>
 * <tr><td>200, the signed length or none told</td><td>bytes before the offset are skipped</td></tr>
 * <tr><td>200, another length</td><td>MALFORMED or TOO_LARGE, nothing handed on</td></tr>
 * <tr><td>416</td><td>REFUSED: the server's file ends before the offset; the caller verifies what it has or starts over</td></tr>
 * <tr><td>404, 410</td><td>NOT_FOUND</td></tr>
 * <tr><td>401, 403, a redirect to another host</td><td>REFUSED</td></tr>
 * <tr><td>408, 425, 429, 5xx</td><td>BUSY</td></tr>
 * <tr><td>the body ends early</td><td>INTERRUPTED: resume</td></tr>
 * <tr><td>the body goes on past the signed length</td><td>TOO_LARGE, no byte beyond the length handed on</td></tr>
 * </table>
 */
public final class HttpDownload {

    private final HttpFetch fetch;

    public HttpDownload(HttpFetch fetch) {
        this.fetch = fetch;
    }

    /** Hands the sink the bytes from {@code offset} to the end; returns when they were all taken or the sink wants no more. */
    public void content(URI uri, ContentId id, long offset, ContentSink sink) throws DeliveryException {
        if (offset < 0 || offset > id.length()) {
            throw new IllegalArgumentException("offset " + offset + " in a file of " + id.length() + " bytes");
        }
        if (offset == id.length()) {
            return;
        }
        // A compressed answer would have other lengths and ranges.
        Map<String, String> headers = offset == 0 ? Map.of("Accept-Encoding", "identity")
            : Map.of("Accept-Encoding", "identity", "Range", "bytes=" + offset + "-");
        try (Reply reply = fetch.send("GET", uri, headers, null)) {
            Cut cut = new Cut(uri, skipped(reply, id, offset), id.length() - offset, sink);
            fetch.read(reply, cut::take);
            cut.end();
        }
    }

    /** How many bytes of the body lie before the offset. */
    private static long skipped(Reply reply, ContentId id, long offset) throws DeliveryException {
        String encoding = reply.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new DeliveryException(Reason.MALFORMED, reply.uri() + ": encoded as " + encoding + ", which was not asked for");
        }
        long told = reply.length();
        switch (reply.status()) {
            case 200 -> {
                requireLength(reply, told, id.length());
                return offset;
            }
            case 206 -> {
                String header = reply.headers().firstValue("Content-Range").orElse("");
                ContentRange range = ContentRange.parse(header).orElseThrow(
                    () -> new DeliveryException(Reason.MALFORMED, reply.uri() + ": range '" + header + "' is none"));
                if (offset == 0 || range.first() != offset) {
                    throw new DeliveryException(Reason.MALFORMED, reply.uri() + ": range from " + range.first() + " instead of " + offset);
                }
                requireLength(reply, range.total(), id.length());
                requireLength(reply, told, range.last() - range.first() + 1);
                return 0;
            }
            case 416 -> throw new DeliveryException(Reason.REFUSED, reply.uri() + ": has no byte " + offset + " of the " + id.length() + " signed");
            default -> throw HttpFetch.refused(reply);
        }
    }

    private static void requireLength(Reply reply, long told, long expected) throws DeliveryException {
        if (told >= 0 && told != expected) {
            throw new DeliveryException(told > expected ? Reason.TOO_LARGE : Reason.MALFORMED, reply.uri() + ": " + told + " bytes instead of " + expected);
        }
    }

    /** Lets through exactly the wanted part of a body. */
    private static final class Cut {
        private final URI uri;
        private final ContentSink sink;
        private long before;
        private long left;
        private boolean stopped;

        Cut(URI uri, long before, long left, ContentSink sink) {
            this.uri = uri;
            this.before = before;
            this.left = left;
            this.sink = sink;
        }

        boolean take(ByteBuffer bytes) throws DeliveryException {
            int skip = (int) Math.min(before, bytes.remaining());
            bytes.position(bytes.position() + skip);
            before -= skip;
            if (!bytes.hasRemaining()) {
                return true;
            }
            if (bytes.remaining() > left) {
                throw new DeliveryException(Reason.TOO_LARGE, uri + ": goes on past the signed length");
            }
            left -= bytes.remaining();
            try {
                stopped = !sink.accept(bytes);
            } catch (IOException e) {
                throw new DeliveryException(Reason.SINK_FAILED, uri + ": cannot be kept: " + e.getMessage(), e);
            }
            return !stopped;
        }

        void end() throws DeliveryException {
            if (!stopped && left > 0) {
                throw new DeliveryException(Reason.INTERRUPTED, uri + ": ended " + left + " bytes early");
            }
        }
    }
}
