package dev.hearken.app.internal.update;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;

/** The source of a speaker to which its fleet's server has offered nothing. */
final class NothingOffered implements ContentSource {

    @Override
    public String name() {
        return "hawkBit";
    }

    @Override
    public byte[] document(String name, int limit) throws DeliveryException {
        throw new DeliveryException(Reason.NOT_FOUND, "the hawkBit server has offered nothing");
    }

    @Override
    public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
        throw new DeliveryException(Reason.NOT_FOUND, "the hawkBit server has offered nothing");
    }

    @Override
    public void close() {
        // There is nothing.
    }
}
