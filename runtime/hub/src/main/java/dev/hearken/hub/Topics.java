package dev.hearken.hub;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The topic names of one speaker.
 *
 * @param siteId name of the speaker among the home's speakers, 1 to 64 characters, no {@code / + #} and no control characters
 */
public record Topics(String siteId) {

    private static final String ROOT = "hearken/";
    private static final int LONGEST_SITE_ID = 64;
    /** In the place of a site id: all speakers. No speaker may be called so. */
    public static final String EVERYBODY = "all";

    public Topics {
        if (siteId.isBlank()) {
            throw new IllegalArgumentException("site-id: the name of the speaker is empty");
        }
        if (siteId.length() > LONGEST_SITE_ID) {
            throw new IllegalArgumentException("site-id: " + siteId.length() + " characters; at most " + LONGEST_SITE_ID + " are allowed");
        }
        for (int i = 0; i < siteId.length(); i++) {
            char c = siteId.charAt(i);
            if (c == '/' || c == '+' || c == '#' || Character.isISOControl(c)
                    || Character.isSurrogate(c) && !StandardCharsets.UTF_8.newEncoder().canEncode(siteId)) {
                throw new IllegalArgumentException("site-id \"" + siteId + "\": character " + (i + 1)
                        + " may not stand in a topic (no '/', '+', '#' or control characters)");
            }
        }
    }

    public String topic(SiteTopic kind) {
        return ROOT + siteId + "/" + kind.path();
    }

    /** How the speaker's updates go; more topics of updates are below it. */
    public String updates() {
        return ROOT + siteId + "/update";
    }

    /** The topic on which all speakers of the home take this command. */
    public static String toAll(SiteTopic kind) {
        return ROOT + EVERYBODY + "/" + kind.path();
    }

    /** Filter for this topic of all speakers. */
    public static String ofAll(SiteTopic kind) {
        return ROOT + "+/" + kind.path();
    }

    /** A message of this speaker with the delivery its kind asks for. */
    public HubPort.Message message(SiteTopic kind, byte[] payload) {
        if (kind.command()) {
            throw new IllegalArgumentException(kind + " is a command to the speaker, not a message of it");
        }
        return new HubPort.Message(topic(kind), payload, kind.qos(), kind.retain(), kind.expiry(), kind.urgency());
    }

    /** A command to another speaker, with the delivery its kind asks for. */
    public static HubPort.Message command(String siteId, SiteTopic kind, byte[] payload) {
        return new HubPort.Message(new Topics(siteId).topic(kind), payload, kind.qos(), kind.retain(), kind.expiry(), kind.urgency());
    }

    /** Which of this speaker's commands a topic is; empty if it is none. */
    public Optional<SiteTopic> command(String topic) {
        for (SiteTopic kind : SiteTopic.values()) {
            if (kind.command() && topic(kind).equals(topic)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Presence on the {@code status} topic. */
    public HubSettings.Presence presence(String online, String offline) {
        return HubSettings.Presence.of(topic(SiteTopic.STATUS), online, offline);
    }
}
