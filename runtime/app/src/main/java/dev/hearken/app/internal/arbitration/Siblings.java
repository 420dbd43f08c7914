package dev.hearken.app.internal.arbitration;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/** Which other speakers of the group are there, from their retained status. Confined to the event loop. */
final class Siblings {

    private static final int MOST = 64;

    private final String siteId;
    private final String group;
    private final Set<String> online = new TreeSet<>();

    Siblings(String siteId, String group) {
        this.siteId = siteId;
        this.group = group;
    }

    /** Takes note of a status message. */
    void status(JsonObject status) {
        String other = String.valueOf(status.getValue("siteId", ""));
        boolean there = Boolean.TRUE.equals(status.getValue("online")) && group.equals(status.getValue("group"));
        if (!there) {
            online.remove(other);
        } else if (!other.equals(siteId) && online.size() < MOST) {
            online.add(other);
        }
    }

    Set<String> online() {
        return online;
    }
}
