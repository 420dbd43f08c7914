package dev.hearken.update.internal.mqtt;

import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What a speaker asks for: {@code {"transfer": "16 hex digits", "name": "content/...", "offset": "0", "length": "262144"}}.
 *
 * @param transfer returned in each answer
 * @param name     path below the repository's root
 * @param length   bytes wanted, at most {@link #MOST_BYTES}
 */
record ChunkRequest(long transfer, String name, long offset, int length) {

    static final int MOST_BYTES = ChunkFrame.MOST_BYTES * ChunkFrame.MOST_CHUNKS;

    private static final int LONGEST = 1024;

    /** Empty if the bytes are no request that could be answered. */
    static Optional<ChunkRequest> parse(byte[] payload) {
        if (payload.length > LONGEST) {
            return Optional.empty();
        }
        try {
            Map<?, ?> root = JsonTree.object(payload);
            String transfer = JsonTree.text(root, "transfer");
            ChunkRequest request = new ChunkRequest(HexFormat.fromHexDigitsToLong(transfer), JsonTree.text(root, "name"),
                Long.parseLong(JsonTree.text(root, "offset")), Integer.parseInt(JsonTree.text(root, "length")));
            boolean sound = transfer.length() == 16 && RepositoryFolder.isName(request.name) && request.offset >= 0
                && request.length > 0 && request.length <= MOST_BYTES;
            return sound ? Optional.of(request) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] encode() {
        return JsonText.bytes(Map.of("transfer", HexFormat.of().toHexDigits(transfer), "name", name, "offset", offset, "length", length));
    }
}
