package dev.hearken.update;

import dev.hearken.update.internal.http.HttpDownload;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A repository on a web server: documents and content-addressed files below one folder. Any static server will do; one that
 * knows ranges saves what was already there. For one thread at a time, which waits in the calls.
 */
public final class HttpContentSource implements ContentSource {

    private final HttpSettings settings;
    private final HttpFetch fetch;
    private final HttpDownload download;

    /** @throws IOException naming the certificate file that cannot be used */
    public HttpContentSource(HttpSettings settings) throws IOException {
        this(settings, System::nanoTime);
    }

    HttpContentSource(HttpSettings settings, LongSupplier nanoTime) throws IOException {
        this.settings = settings;
        this.fetch = new HttpFetch(settings, nanoTime);
        this.download = new HttpDownload(fetch);
    }

    @Override
    public String name() {
        return settings.toString();
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        return fetch.get(uri(name), Map.of("Accept-Encoding", "identity", "Cache-Control", "no-cache"), limit);
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        download.content(uri(id.path()), id, offset, sink);
    }

    private URI uri(String name) {
        RepositoryFolder.requireName(name);
        return settings.base().resolve(name);
    }

    @Override
    public void close() {
        // The client ends with its last reference.
    }
}
