package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.HubSettings.Protocol;
import dev.hearken.hub.internal.Link.Event;
import dev.hearken.hub.internal.Link.Failure;

/**
 * Opens links of the version of MQTT that the broker speaks. With {@link Protocol#AUTO} the first attempt is MQTT 5; after a
 * failure that another version may mend the next attempt uses the other one, and a version that worked is kept.
 */
public final class BrokerLinks implements Link.Factory {

    private final HubSettings settings;
    private volatile boolean old;

    public BrokerLinks(HubSettings settings) {
        this.settings = settings;
        this.old = settings.protocol() == Protocol.MQTT_3_1_1;
    }

    @Override
    public Link open(Link.Listener listener) {
        Link.Listener told = settings.protocol() == Protocol.AUTO ? new Watching(listener) : listener;
        return old ? new OldPahoLink(settings, told) : new PahoLink(settings, told);
    }

    /** Notes failures over the version, and tells them as something that passes. */
    private final class Watching implements Link.Listener {

        private final Link.Listener next;

        Watching(Link.Listener next) {
            this.next = next;
        }

        @Override
        public void onEvent(Link link, Event event) {
            if (event instanceof Event.Failed failed && failed.failure().version()) {
                boolean tried = link instanceof OldPahoLink;
                old = !tried;
                next.onEvent(link, new Event.Failed(new Failure(false, failed.failure().detail() + "; next attempt with MQTT "
                        + (tried ? "5" : "3.1.1"), true)));
            } else {
                next.onEvent(link, event);
            }
        }

        @Override
        public void onMessage(Link link, Received message) {
            next.onMessage(link, message);
        }
    }
}
