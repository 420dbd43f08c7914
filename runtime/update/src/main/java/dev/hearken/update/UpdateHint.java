package dev.hearken.update;

import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody says that there is something new. Nothing in it is believed: it makes a speaker look at its own, configured source
 * a little earlier than it would anyway.
 *
 * @param deploymentId names the occasion; the same id again is the same occasion
 * @param channel      the channel meant, empty for any
 */
public record UpdateHint(String deploymentId, String channel) {

    private static final int MOST_BYTES = 1024;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,80}");
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    public UpdateHint {
        if (!ID.matcher(deploymentId).matches() || !CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("deployment id: 1 to 80, channel: up to 64 letters, digits, '.', '_' or '-' expected");
        }
    }

    /** Empty if the bytes are no hint. */
    public static Optional<UpdateHint> parse(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            Map<?, ?> root = JsonTree.object(payload);
            return Optional.of(new UpdateHint(JsonTree.text(root, "deploymentId"), JsonTree.text(root, "channel")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The message's body. */
    public byte[] encode() {
        return JsonText.bytes(channel.isEmpty() ? Map.of("deploymentId", deploymentId) : Map.of("deploymentId", deploymentId, "channel", channel));
    }
}
