package dev.hearken.update;

/**
 * A way by which documents and files reach the board: a web server, a broker, a folder. Nothing that comes out of it is trusted;
 * the caller checks signatures, lengths and digests.
 *
 * <p>Confined to the updater's thread; calls block. A source that is asked after a failure starts afresh.
 */
public interface ContentSource extends AutoCloseable {

    /** What a person may be shown, such as the address. */
    String name();

    /**
     * Fetches a small document whole.
     *
     * @param name  plain file name such as {@code timestamp.json} or {@code 7.root.json}, relative to the repository's root
     * @param limit bytes; more than that is never kept in memory
     * @throws DeliveryException with {@link DeliveryException.Reason#NOT_FOUND} if there is no such document, with
     *                           {@link DeliveryException.Reason#TOO_LARGE} if it has more than {@code limit} bytes
     */
    byte[] document(String name, int limit) throws DeliveryException;

    /**
     * Streams the bytes of a file from an offset to its end, in order. Never hands over more than {@code id.length() - offset}.
     *
     * @param offset bytes already held; 0 to {@code id.length()}
     * @param sink   takes the bytes; once it refuses, the transfer ends and the call returns
     * @throws DeliveryException if the transfer ended early; what the sink took stays valid, and the caller may resume behind it
     */
    void content(ContentId id, long offset, ContentSink sink) throws DeliveryException;

    @Override
    void close();
}
