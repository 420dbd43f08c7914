package dev.hearken.app.internal.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.MemoryHub;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two to ten speakers that hear one wake word, over a broker that is slow, loses, repeats and reorders; a clock set by hand, millisecond by millisecond. */
class ManySpeakersTest {

    private static final int HOMES = 100;

    /** What the broker does to a message on its way to one speaker. */
    private record Broker(double lost, double repeated, int leastMillis, int mostMillis) {
    }

    private record Delivery(long at, long number, Speaker to, HubPort.Message message) {
    }

    private final PriorityQueue<Delivery> underWay = new PriorityQueue<>(Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::number));
    private final List<Speaker> speakers = new ArrayList<>();
    private long now;
    private long deliveries;

    private final class Speaker implements Arbitration.Dialogue {
        final String siteId;
        final MemoryHub hub = new MemoryHub();
        final Arbitration arbitration;
        long wakesAt;
        double energy;
        double depth;
        boolean talking;
        boolean everAnswered;
        long answeredAt;
        /** How long after its answer a conversation is past listening. */
        long settlesAfter = Long.MAX_VALUE;

        Speaker(String siteId, Broker broker, Random random) {
            this.siteId = siteId;
            hub.carryBy(message -> carry(message, broker, random));
            arbitration = new Arbitration(new Arbitration.Settings("home", 250), hub, siteId, Runnable::run, () -> now, () -> Instant.EPOCH, this);
            arbitration.begin();
        }

        double score() {
            return new Bid.Hearing(energy, depth).score();
        }

        @Override
        public void answer() {
            talking = true;
            everAnswered = true;
            answeredAt = now;
        }

        @Override
        public void leave() {
            talking = false;
        }

        @Override
        public boolean settled() {
            return talking && now - answeredAt >= settlesAfter;
        }
    }

    private void carry(HubPort.Message message, Broker broker, Random random) {
        for (Speaker to : speakers) {
            for (int copy = random.nextDouble() < broker.repeated() ? 2 : 1; copy > 0; copy--) {
                if (random.nextDouble() >= broker.lost()) {
                    underWay.add(new Delivery(now + random.nextInt(broker.leastMillis(), broker.mostMillis() + 1), deliveries++, to, message));
                }
            }
        }
    }

    private void home(int count, Broker broker, Random random) {
        speakers.clear();
        underWay.clear();
        now = 100_000;
        for (int i = 0; i < count; i++) {
            speakers.add(new Speaker("room" + i, broker, random));
        }
        for (Speaker speaker : speakers) {
            for (Speaker other : speakers) {
                JsonObject status = new JsonObject().put("siteId", other.siteId).put("online", true).put("group", "home");
                speaker.hub.deliver("hearken/" + other.siteId + "/status", status.encode().getBytes(StandardCharsets.UTF_8), true);
            }
            speaker.wakesAt = now + random.nextInt(150);
            speaker.energy = random.nextInt(0, 40);
            speaker.depth = random.nextInt(0, 30);
        }
    }

    private void run(int millis) {
        for (long end = now + millis; now < end; now++) {
            while (!underWay.isEmpty() && underWay.peek().at() <= now) {
                Delivery delivery = underWay.poll();
                delivery.to().hub.deliver(delivery.message().topic(), delivery.message().payload(), false);
            }
            for (Speaker speaker : speakers) {
                if (speaker.wakesAt == now) {
                    speaker.arbitration.woke("computer", speaker.energy, speaker.depth, 200);
                }
                speaker.arbitration.tick();
            }
        }
    }

    private Speaker best() {
        return speakers.stream().min(Comparator.comparingDouble(Speaker::score).reversed().thenComparing(speaker -> speaker.siteId)).orElseThrow();
    }

    private List<Speaker> talking() {
        return speakers.stream().filter(speaker -> speaker.talking).toList();
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "10"})
    void shouldAnswerOnceInTheRightRoomWithin300Milliseconds(int count) {
        for (int seed = 0; seed < HOMES; seed++) {
            home(count, new Broker(0, 0.2, 1, 40), new Random(seed));
            run(3_000);
            assertEquals(1, speakers.stream().filter(speaker -> speaker.everAnswered).count(), "seed " + seed);
            assertTrue(best().talking, "seed " + seed);
            assertTrue(best().answeredAt - best().wakesAt <= 300, "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,0.3,40", "5,0.3,40", "10,0.3,40", "2,0,1200", "5,0.2,900", "10,0.2,900"})
    void shouldEndWithOneSpeakerThoughTheBrokerIsSlowAndLoses(int count, double lost, int slowest) {
        for (int seed = 0; seed < HOMES; seed++) {
            home(count, new Broker(lost, 0.2, 1, slowest), new Random(seed));
            run(5_000);
            assertEquals(1, talking().size(), "seed " + seed);
            assertTrue(best().talking, "seed " + seed + ": the one that heard best");
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "5", "10"})
    void shouldEndWithOneSpeakerThoughSomeHaveActedWhenTheOthersAreHeard(int count) {
        for (int seed = 0; seed < HOMES; seed++) {
            Random random = new Random(seed);
            home(count, new Broker(0.2, 0.2, 1, 900), random);
            speakers.forEach(speaker -> speaker.settlesAfter = random.nextInt(200, 2_000));
            run(5_500);
            assertEquals(1, talking().size(), "seed " + seed);
        }
    }

    @Test
    void shouldLetALateDetectionTakeOverOnlyWhileTheOtherStillListens() {
        home(2, new Broker(0, 0, 5, 5), new Random(1));
        Speaker quick = speakers.get(0);
        Speaker late = speakers.get(1);
        quick.energy = 10;
        late.energy = 30;
        late.depth = quick.depth;
        late.wakesAt = quick.wakesAt + 900;
        run(3_000);
        assertEquals(List.of(late), talking());

        home(2, new Broker(0, 0, 5, 5), new Random(1));
        speakers.get(0).energy = 10;
        speakers.get(1).energy = 30;
        speakers.get(1).depth = speakers.get(0).depth;
        speakers.get(0).settlesAfter = 300;
        speakers.get(1).wakesAt = speakers.get(0).wakesAt + 900;
        run(3_000);
        assertEquals(List.of(speakers.get(0)), talking());
        assertTrue(!speakers.get(1).everAnswered, "nothing was begun that would have been done twice");
    }

    @Test
    void shouldNotWaitForAnybodyWhereThereIsNoBroker() {
        home(3, new Broker(0, 0, 5, 5), new Random(1));
        speakers.forEach(speaker -> speaker.hub.phase(HubPort.State.Phase.WAITING_TO_RECONNECT));
        run(300);
        speakers.forEach(speaker -> assertEquals(speaker.wakesAt, speaker.answeredAt, "each is alone"));
    }

    @Test
    void shouldNotWaitForSpeakersThatAreGone() {
        home(2, new Broker(1, 0, 5, 5), new Random(1));
        JsonObject gone = new JsonObject().put("siteId", "room1").put("online", false);
        speakers.get(0).hub.deliver("hearken/room1/status", gone.encode().getBytes(StandardCharsets.UTF_8), false);
        run(300);
        assertEquals(speakers.get(0).wakesAt, speakers.get(0).answeredAt);
    }

    @Test
    void shouldSurviveWhatIsNoBid() {
        home(2, new Broker(0, 0, 5, 5), new Random(1));
        for (String bad : List.of("", "[]", "{", "7", "{\"siteId\":\"x\"}", "{\"siteId\":\"x\",\"score\":\"loud\",\"ageMs\":1}",
            "{\"siteId\":\"x\",\"phrase\":\"computer\",\"score\":1e99,\"ageMs\":1}", "{\"siteId\":\"x\",\"phrase\":\"computer\",\"score\":50,\"ageMs\":-1}")) {
            speakers.get(0).hub.deliver("hearken/x/bid", bad.getBytes(StandardCharsets.UTF_8), false);
        }
        run(3_000);
        assertEquals(List.of(best()), talking());
    }
}
