package dev.hearken.app.internal.speaker;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** Which other speakers there are, and in which rooms, from their retained status. Confined to the event loop. */
final class Neighbours {

    private static final int MOST = 64;
    private static final int LONGEST = 2_000;

    private final String siteId;
    /** By site id; the room may be blank. */
    private final Map<String, String> rooms = new TreeMap<>();

    Neighbours(String siteId) {
        this.siteId = siteId;
    }

    /** Subscribes; once. */
    void begin(HubPort port, Executor loop) {
        port.subscribe(Topics.ofAll(SiteTopic.STATUS), 1, received -> {
            if (received.payload().length > 0 && received.payload().length <= LONGEST) {
                try {
                    JsonObject status = new JsonObject(Buffer.buffer(received.payload()));
                    loop.execute(() -> status(status));
                } catch (DecodeException | ClassCastException e) {
                    // Not of a speaker.
                }
            }
        });
    }

    private void status(JsonObject status) {
        String other = String.valueOf(status.getValue("siteId", ""));
        boolean there = Boolean.TRUE.equals(status.getValue("online"));
        if (!there) {
            rooms.remove(other);
        } else if (!other.equals(siteId) && isSite(other) && rooms.size() < MOST) {
            rooms.put(other, String.valueOf(status.getValue("area", "")));
        }
    }

    /** Whether a speaker may be called so: anybody at the broker can claim to be one. */
    private static boolean isSite(String name) {
        try {
            return !name.equals(Topics.EVERYBODY) && new Topics(name).siteId().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The speakers of a room; one that does not say where it stands counts by its name.
     *
     * @param area empty = all rooms
     * @return their site ids
     */
    List<String> in(Optional<String> area) {
        return rooms.entrySet().stream().filter(entry -> area.isEmpty() || same(area.get(), entry.getValue().isBlank() ? entry.getKey() : entry.getValue()))
            .map(Map.Entry::getKey).toList();
    }

    /** Whether a speaker of this name is there. */
    boolean knows(String site) {
        return rooms.containsKey(site);
    }

    /** Where a speaker stands; empty if it does not say so. */
    String room(String site) {
        return rooms.getOrDefault(site, "");
    }

    private static boolean same(String area, String other) {
        return area.replaceAll("[ _-]", "").equalsIgnoreCase(other.replaceAll("[ _-]", ""));
    }
}
