package dev.hearken.update.internal.http;

import dev.hearken.hub.HubSettings;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.HttpSettings;
import dev.hearken.update.internal.pace.PaceFloor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one server, with everything bounded: time until the answer's head, silence, pace, length, redirects. HTTP/1.1,
 * because ranges and cancelling are plain there. For one thread at a time.
 */
public final class HttpFetch {

    private static final int MOST_REDIRECTS = 3;

    /** What to do with the pieces of a body; returns false to stop. */
    @FunctionalInterface
    interface Pieces {
        boolean accept(ByteBuffer bytes) throws DeliveryException;
    }

    /** The head of an answer and its body, unread. */
    record Reply(URI uri, int status, HttpHeaders headers, PulledBody body) implements AutoCloseable {
        @Override
        public void close() {
            body.close();
        }

        /** Length of the body as it is told; -1 if it is not. */
        long length() throws DeliveryException {
            try {
                return headers.firstValueAsLong("Content-Length").orElse(-1);
            } catch (NumberFormatException e) {
                throw new DeliveryException(Reason.MALFORMED, uri + ": a length that is no number", e);
            }
        }
    }

    private final HttpSettings settings;
    private final HttpClient client;
    private final LongSupplier nanoTime;

    /** @throws IOException naming the certificate file that cannot be used */
    public HttpFetch(HttpSettings settings, LongSupplier nanoTime) throws IOException {
        this.settings = settings;
        this.nanoTime = nanoTime;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.limits().connect());
        HubSettings.Tls tls = settings.tls();
        if (tls != null) {
            builder.sslContext(tls.context());
        }
        this.client = builder.build();
    }

    /** The whole body of a small answer, in a status of 2xx. */
    public byte[] get(URI uri, Map<String, String> headers, int limit) throws DeliveryException {
        try (Reply reply = send("GET", uri, headers, null)) {
            requireSuccess(reply);
            return bytes(reply, limit);
        }
    }

    /** Sends a small body and expects a status of 2xx; what is answered is skipped. */
    public void put(String method, URI uri, Map<String, String> headers, byte[] body, int limit) throws DeliveryException {
        try (Reply reply = send(method, uri, headers, body)) {
            requireSuccess(reply);
            bytes(reply, limit);
        }
    }

    /** Sends a request, follows the redirects that may be followed, and returns at the end of the answer's head. */
    Reply send(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) throws DeliveryException {
        URI at = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Reply reply = once(method, at, headers, body);
            if (!isRedirect(reply.status())) {
                return reply;
            }
            reply.close();
            if (body != null) {
                throw new DeliveryException(Reason.REFUSED, uri + ": a redirect in answer to " + method);
            }
            at = target(at, reply.headers().firstValue("Location").orElse(""));
        }
        throw new DeliveryException(Reason.REFUSED, uri + ": more than " + MOST_REDIRECTS + " redirects");
    }

    private Reply once(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) throws DeliveryException {
        requireReachable(uri);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(settings.limits().answer()).method(method,
            body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        String authorization = settings.authorization();
        if (authorization != null && sameOrigin(settings.base(), uri)) {
            request.setHeader("Authorization", authorization);
        }
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
            PulledBody pulled = new PulledBody();
            response.body().subscribe(pulled);
            return new Reply(uri, response.statusCode(), response.headers(), pulled);
        } catch (IOException e) {
            throw failure(uri, e);
        } catch (InterruptedException e) {
            throw interrupted(uri);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Thus the client answers some heads that no server should send.
            throw new DeliveryException(Reason.MALFORMED, uri + ": an answer that makes no sense: " + e.getMessage(), e);
        }
    }

    /** A small body, refused when it is or becomes longer than the limit. */
    byte[] bytes(Reply reply, int limit) throws DeliveryException {
        if (reply.length() > limit) {
            throw new DeliveryException(Reason.TOO_LARGE, reply.uri() + ": longer than the allowed " + limit + " bytes");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        read(reply, bytes -> {
            if (whole.size() + bytes.remaining() > limit) {
                throw new DeliveryException(Reason.TOO_LARGE, reply.uri() + ": longer than the allowed " + limit + " bytes");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            whole.writeBytes(copy);
            return true;
        });
        return whole.toByteArray();
    }

    /** Hands over the body piece by piece until it ends or the receiver has enough. */
    void read(Reply reply, Pieces pieces) throws DeliveryException {
        HttpSettings.Limits limits = settings.limits();
        PaceFloor pace = new PaceFloor(limits.slowest(), limits.window().toNanos(), nanoTime);
        try {
            for (;;) {
                pace.waiting();
                List<ByteBuffer> buffers = reply.body().next(limits.idle());
                if (buffers == null) {
                    return;
                }
                if (!pace.got(buffers.stream().mapToLong(ByteBuffer::remaining).sum())) {
                    throw new DeliveryException(Reason.STALLED, reply.uri() + ": slower than " + limits.slowest() + " bytes a second");
                }
                for (ByteBuffer buffer : buffers) {
                    if (buffer.hasRemaining() && !pieces.accept(buffer)) {
                        return;
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            throw new DeliveryException(Reason.STALLED, reply.uri() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DeliveryException(Reason.INTERRUPTED, reply.uri() + ": the connection broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(reply.uri());
        }
    }

    static void requireSuccess(Reply reply) throws DeliveryException {
        int status = reply.status();
        if (status < 200 || status > 299) {
            throw refused(reply);
        }
    }

    /** What a status other than the expected means for a retry. */
    static DeliveryException refused(Reply reply) {
        int status = reply.status();
        Reason reason;
        if (status == 404 || status == 410) {
            reason = Reason.NOT_FOUND;
        } else if (status == 401 || status == 403 || status == 407) {
            reason = Reason.REFUSED;
        } else if (status == 408 || status == 425 || status == 429 || status >= 500 && status <= 599) {
            reason = Reason.BUSY;
        } else {
            reason = Reason.MALFORMED;
        }
        return new DeliveryException(reason, reply.uri() + ": status " + status);
    }

    private URI target(URI from, String location) throws DeliveryException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new DeliveryException(Reason.REFUSED, from + ": redirect to an unreadable address", e);
        }
        if (location.isEmpty() || to.getHost() == null) {
            throw new DeliveryException(Reason.REFUSED, from + ": redirect to nowhere");
        }
        if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
            throw new DeliveryException(Reason.REFUSED, from + ": redirect out of encryption refused");
        }
        return to;
    }

    /** The server's own origin, or a host that was allowed by name. */
    private void requireReachable(URI uri) throws DeliveryException {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || !sameOrigin(settings.base(), uri) && !settings.otherHosts().contains(host)) {
            throw new DeliveryException(Reason.REFUSED, "sent to " + scheme + "://" + host + ", which is not allowed");
        }
        if (settings.base().getScheme().equalsIgnoreCase("https") && !scheme.equals("https")) {
            throw new DeliveryException(Reason.REFUSED, "sent to " + uri + ", which is not encrypted");
        }
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme()) && a.getHost().equalsIgnoreCase(b.getHost()) && port(a) == port(b);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static DeliveryException failure(URI uri, IOException e) {
        if (e instanceof SSLException) {
            return new DeliveryException(Reason.REFUSED, uri + ": TLS: " + e.getMessage(), e);
        }
        if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
            return new DeliveryException(Reason.STALLED, uri + ": no answer in time", e);
        }
        String text = e instanceof ConnectException && e.getMessage() == null ? "cannot be reached" : String.valueOf(e.getMessage());
        return new DeliveryException(Reason.UNREACHABLE, uri + ": " + text, e);
    }

    private static DeliveryException interrupted(URI uri) {
        Thread.currentThread().interrupt();
        return new DeliveryException(Reason.INTERRUPTED, uri + ": asked to stop", new InterruptedIOException());
    }
}
