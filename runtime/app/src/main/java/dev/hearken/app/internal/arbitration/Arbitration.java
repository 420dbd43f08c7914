package dev.hearken.app.internal.arbitration;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bids for wake words over MQTT, {@code hearken/<siteId>/bid}. Belongs to the event loop. */
public final class Arbitration {

    private static final Logger LOG = LoggerFactory.getLogger(Arbitration.class);
    /** Bids of more bytes are none. */
    private static final int LONGEST = 2_000;
    private static final double LARGEST_SCORE = 1_000;
    private static final long OLDEST_MILLIS = 10_000;

    /**
     * @param group      speakers of the same group are siblings
     * @param waitMillis how long a wake word waits for the bids of siblings
     */
    public record Settings(String group, long waitMillis) {
    }

    /** What becomes of wake words and of the conversations they begin. */
    public interface Dialogue {

        /** The wake word that was told last is this speaker's. */
        void answer();

        /** The conversation that it began goes on elsewhere. */
        void leave();

        /** Whether that conversation has got beyond listening. */
        boolean settled();
    }

    private final HubPort port;
    private final Topics topics;
    private final Executor loop;
    private final LongSupplier millis;
    private final InstantSource wallClock;
    private final Siblings siblings;
    private final Arbiter arbiter;
    private final Dialogue dialogue;
    private Bid.Hearing hearing = Bid.Hearing.NOTHING;

    /**
     * @param loop   the event loop
     * @param millis a clock that never goes back
     */
    public Arbitration(Settings settings, HubPort port, String siteId, Executor loop, LongSupplier millis, InstantSource wallClock, Dialogue dialogue) {
        this.port = port;
        this.loop = loop;
        this.millis = millis;
        this.wallClock = wallClock;
        this.dialogue = dialogue;
        topics = new Topics(siteId);
        siblings = new Siblings(siteId, settings.group());
        arbiter = new Arbiter(siteId, settings.waitMillis(), new Wire());
    }

    /** Subscribes; once. */
    public void begin() {
        port.subscribe(Topics.ofAll(SiteTopic.STATUS), 1, received -> body(received).ifPresent(status -> loop.execute(() -> siblings.status(status))));
        port.subscribe(Topics.ofAll(SiteTopic.BID), 1, received -> {
            if (!received.retained()) {
                body(received).ifPresent(bid -> loop.execute(() -> heard(bid)));
            }
        });
    }

    /**
     * A wake word was heard here.
     *
     * @param energyDb  over the noise before it
     * @param depthDb   how deep the sound falls between syllables
     * @param ageMillis how long ago it was over
     */
    public void woke(String phrase, double energyDb, double depthDb, long ageMillis) {
        boolean connected = port.state().phase() == HubPort.State.Phase.CONNECTED;
        arbiter.siblings(connected ? siblings.online() : Set.of());
        hearing = new Bid.Hearing(energyDb, depthDb);
        arbiter.woke(phrase, hearing.score(), Math.max(0, Math.min(OLDEST_MILLIS, ageMillis)), millis.getAsLong());
    }

    public void tick() {
        arbiter.tick(millis.getAsLong());
    }

    /** Whether a wake word waits for the bids of others. */
    public boolean undecided() {
        return arbiter.undecided();
    }

    /** Ms until {@link #tick} is needed. */
    public long millisToDue() {
        return arbiter.millisToDue(millis.getAsLong());
    }

    private void heard(JsonObject body) {
        long now = millis.getAsLong();
        String siteId = String.valueOf(body.getValue("siteId", ""));
        double score = body.getValue("score") instanceof Number number ? number.doubleValue() : Double.NaN;
        double age = body.getValue("ageMs") instanceof Number number ? number.doubleValue() : Double.NaN;
        if (siteId.isEmpty() || !(Math.abs(score) <= LARGEST_SCORE) || !(age >= 0 && age <= OLDEST_MILLIS)) {
            LOG.debug("no bid: {}", body);
            return;
        }
        arbiter.heard(new Bid(siteId, String.valueOf(body.getValue("phrase", "")), score, now - Math.round(age),
            Boolean.TRUE.equals(body.getValue("claimed")), Boolean.TRUE.equals(body.getValue("settled"))), now);
    }

    private static Optional<JsonObject> body(HubPort.Received received) {
        try {
            return received.payload().length == 0 || received.payload().length > LONGEST ? Optional.empty()
                : Optional.of(new JsonObject(Buffer.buffer(received.payload())));
        } catch (DecodeException | ClassCastException e) {
            LOG.debug("no JSON object on {}", received.topic());
            return Optional.empty();
        }
    }

    /** The body of a bid. Ages, not times: the clocks of speakers need not agree. */
    private JsonObject body(Bid bid) {
        return new JsonObject().put("siteId", bid.siteId()).put("at", wallClock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("phrase", bid.phrase()).put("score", bid.score()).put("energy", rounded(hearing.energyDb())).put("depth", rounded(hearing.depthDb()))
            .put("ageMs", millis.getAsLong() - bid.atMillis()).put("claimed", bid.claimed()).put("settled", bid.settled());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private final class Wire implements Arbiter.Outcome {

        @Override
        public void tell(Bid bid) {
            port.publish(topics.message(SiteTopic.BID, body(bid).encode().getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void answer() {
            dialogue.answer();
        }

        @Override
        public void leave() {
            LOG.info("another speaker has heard it better");
            dialogue.leave();
        }

        @Override
        public boolean settled() {
            return dialogue.settled();
        }
    }
}
