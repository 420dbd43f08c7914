package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.Deployment;
import dev.hearken.update.internal.http.HttpDownload;
import dev.hearken.update.internal.http.HttpFetch;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The artifacts of a deployment as a repository: documents by file name, content by its hash. It uses a client of its own, as
 * the update stages read on another thread than the one that polls.
 */
final class DeploymentSource implements ContentSource {

    private final Deployment deployment;
    private final Map<String, URI> links;
    private final HttpDownload download;

    DeploymentSource(DdiAnswers.Assignment assignment, HttpFetch fetch) {
        this.deployment = assignment.deployment();
        this.links = assignment.links();
        this.download = new HttpDownload(fetch);
    }

    @Override
    public String name() {
        return "hawkBit action " + deployment.id();
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        for (Deployment.Module module : deployment.modules()) {
            ContentId id = module.files().get(name);
            if (id != null) {
                return whole(id, name, limit);
            }
        }
        throw new DeliveryException(Reason.NOT_FOUND, name() + " has no file " + name);
    }

    private byte[] whole(ContentId id, String name, int limit) throws DeliveryException {
        if (id.length() > limit) {
            throw new DeliveryException(Reason.TOO_LARGE, name() + ": " + name + " is longer than the allowed " + limit + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) id.length());
        content(id, 0, piece -> {
            bytes.put(piece);
            return true;
        });
        return bytes.array();
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        URI link = links.get(id.sha256());
        if (link == null) {
            throw new DeliveryException(Reason.NOT_FOUND, name() + " has no file of the hash " + id.sha256());
        }
        download.content(link, id, offset, sink);
    }

    @Override
    public void close() {
        // The client ends with its last reference.
    }
}
