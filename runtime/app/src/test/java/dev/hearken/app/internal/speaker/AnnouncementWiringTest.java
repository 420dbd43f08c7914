package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.MemoryHub;
import dev.hearken.hub.Mosquitto;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import dev.hearken.speech.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to one speaker sounds at another, as it was said. */
class AnnouncementWiringTest {

    private static final long LIMIT_MILLIS = 30_000;

    @TempDir
    private Path folder;

    private HandSteppedSpeaker speaker(String siteId, HubPort hub, Override... more) throws IOException {
        Override[] settings = java.util.Arrays.copyOf(more, more.length + 2);
        settings[more.length] = new Override("test", "site-id", siteId);
        settings[more.length + 1] = new Override("test", "arbitration.enabled", "false");
        return new HandSteppedSpeaker(Files.createDirectories(folder.resolve(siteId)), Optional.of(hub), settings);
    }

    private static byte[] status(String siteId, String area) {
        return new Messages(siteId, Clock.systemUTC()).online("test", "en", "en-small", "", area).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static Transcript announce(String area) {
        Map<String, Transcript.SlotValue> slots = area.isEmpty() ? Map.of("everywhere", new Transcript.SlotValue("yes", ""))
            : Map.of("area", new Transcript.SlotValue(area, area));
        return new Transcript(List.of(new Transcript.Hypothesis("HearkenAnnounce", "announce", slots, 0.9, new Transcript.Evidence(-0.1, -0.1, 0, -0.2, 12))),
            false, 1, Transcript.EndReason.SILENCE);
    }

    /** Asks for a message, waits for "speak now", and says 321 for a second. */
    private static void dictate(HandSteppedSpeaker from, String area) {
        from.recogniser.says = announce(area);
        from.sayCommand();
        run(from, 330);
        assertEquals("listening", from.assembly.dialogue().state().name());
        from.source.then(0, 3_200).then(321, 16_000).then(0, 32_000);
        run(from, 400);
    }

    private static void run(HandSteppedSpeaker speaker, int steps) {
        for (int i = 0; i < steps; i++) {
            speaker.step(1);
            if (i % 10 == 9) {
                speaker.tick();
            }
        }
    }

    private static long count(HandSteppedSpeaker speaker, int sample) {
        return speaker.sink.played.stream().filter(s -> s == sample).count();
    }

    private static List<HubPort.Message> sent(MemoryHub hub) {
        return hub.published.stream().filter(message -> message.topic().endsWith("/play")).toList();
    }

    @Test
    void shouldSendWhatIsSaidToTheSpeakersOfTheRoomOnly() throws IOException {
        MemoryHub hub = new MemoryHub();
        HandSteppedSpeaker hall = speaker("hall", hub);
        hub.deliver("hearken/kitchen-1/status", status("kitchen-1", "Kitchen"), true);
        hub.deliver("hearken/office/status", status("office", ""), true);
        hub.deliver("hearken/hall/status", status("hall", "Hall"), true);
        hall.drain();
        dictate(hall, "Kitchen");
        assertEquals(List.of("hearken/kitchen-1/play"), sent(hub).stream().map(HubPort.Message::topic).toList());
        assertTrue(!sent(hub).get(0).retain(), "nothing is kept at the broker");
        hall.recogniser.says = null;
        dictate(hall, "");
        assertEquals(List.of("hearken/kitchen-1/play", "hearken/kitchen-1/play", "hearken/office/play"), sent(hub).stream().map(HubPort.Message::topic).toList(),
            "everywhere but here");
        hall.assembly.close();
    }

    @Test
    void shouldSayThatNobodyIsThere() throws IOException {
        MemoryHub hub = new MemoryHub();
        HandSteppedSpeaker hall = speaker("hall", hub);
        dictate(hall, "Kitchen");
        assertEquals(List.of(), sent(hub));
        assertTrue(hub.published.stream().anyMatch(m -> new String(m.payload(), StandardCharsets.UTF_8).contains("There is no other speaker.")));
        hall.assembly.close();
    }

    @Test
    void shouldKeepNothingOfItOnceTheMicrophonesAreOff() throws IOException {
        MemoryHub hub = new MemoryHub();
        HandSteppedSpeaker hall = speaker("hall", hub);
        hub.deliver("hearken/kitchen/status", status("kitchen", "Kitchen"), true);
        hall.recogniser.says = announce("Kitchen");
        hall.sayCommand();
        run(hall, 330);
        hall.source.then(321, 16_000);
        run(hall, 50);
        hub.deliver("hearken/hall/mute", "on".getBytes(StandardCharsets.UTF_8), false);
        hall.drain();
        hall.source.then(0, 32_000);
        run(hall, 300);
        assertEquals(List.of(), sent(hub));
        hall.assembly.close();
    }

    @Test
    void shouldSoundAtTheOtherSpeakerOverMosquitto() throws IOException {
        try (Mosquitto broker = Mosquitto.start(folder, "mqtt", "allow_anonymous true"); HubPort left = hub(broker, "hall", "Hall"); HubPort right = hub(broker, "kitchen", "Kitchen")) {
            HandSteppedSpeaker hall = speaker("hall", left);
            HandSteppedSpeaker kitchen = speaker("kitchen", right);
            left.start();
            right.start();
            await("the two to know each other", () -> {
                run(hall, 10);
                return hall.assembly.neighbours().in(Optional.of("Kitchen")).equals(List.of("kitchen"));
            });
            dictate(hall, "Kitchen");
            await("the message", () -> {
                run(kitchen, 10);
                return count(kitchen, 321) > 15_000;
            });
            assertTrue(count(kitchen, 321) <= 16_000);
            assertEquals(0, count(hall, 321), "not here");
            hall.assembly.close();
            kitchen.assembly.close();
        }
    }

    private static HubPort hub(Mosquitto broker, String siteId, String area) {
        return new PahoHub(HubSettings.of(broker.url(), siteId).withPresence(new Topics(siteId).presence(new String(status(siteId, area), StandardCharsets.UTF_8),
            new Messages(siteId, Clock.systemUTC()).offline().encode())));
    }

    private static void await(String what, BooleanSupplier reached) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, what);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
