package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Schemas;
import dev.hearken.drivers.panel.ScriptedKernel;
import dev.hearken.hub.MemoryHub;
import dev.hearken.hub.SiteTopic;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls between two whole speakers joined in memory: what is said at one sounds at the other. */
class CallWiringTest {

    @TempDir
    private Path folder;
    private TwoRooms rooms;

    @AfterEach
    void close() {
        rooms.close();
    }

    private TwoRooms rooms(Override... atKitchen) throws IOException {
        rooms = new TwoRooms(folder, atKitchen);
        return rooms;
    }

    private static Override calls(String policy) {
        return new Override("test", "intercom.calls", policy);
    }

    private static void order(HandSteppedSpeaker at, MemoryHub hub, String topic, String body) {
        hub.deliver("hearken/" + topic, body.getBytes(StandardCharsets.UTF_8), false);
        at.drain();
    }

    private static List<String> told(MemoryHub hub) {
        return TwoRooms.bodies(hub, "/call").stream().map(body -> body.getString("action") + body.getString("reason", "")).toList();
    }

    private void assertOpen() {
        assertEquals("calling", TwoRooms.lastState(rooms.hallHub));
        assertEquals("calling", TwoRooms.lastState(rooms.kitchenHub));
    }

    private void assertOver() {
        assertEquals("idle", TwoRooms.lastState(rooms.hallHub));
        assertEquals("idle", TwoRooms.lastState(rooms.kitchenHub));
    }

    /** Nothing is sent or heard any more, whatever is said. */
    private void assertSilentFromNowOn() {
        long frames = TwoRooms.frames(rooms.hallHub, true) + TwoRooms.frames(rooms.kitchenHub, true);
        int atHall = rooms.hall.sink.played.size();
        int atKitchen = rooms.kitchen.sink.played.size();
        rooms.talk(200);
        assertEquals(frames, TwoRooms.frames(rooms.hallHub, true) + TwoRooms.frames(rooms.kitchenHub, true));
        assertEquals(0, TwoRooms.windows(rooms.hall, atHall, TwoRooms.KITCHEN_HERTZ));
        assertEquals(0, TwoRooms.windows(rooms.kitchen, atKitchen, TwoRooms.HALL_HERTZ));
    }

    @Test
    void shouldLetTwoRoomsHearOneAnotherUntilSomebodyHangsUp() throws IOException {
        rooms();
        rooms.call();
        assertOpen();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("Calling the Kitchen."));
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("A call from the Hall."), "people are told before they are heard");
        rooms.talk(600);
        int atKitchen = TwoRooms.windows(rooms.kitchen, 0, TwoRooms.HALL_HERTZ);
        int atHall = TwoRooms.windows(rooms.hall, 0, TwoRooms.KITCHEN_HERTZ);
        assertTrue(atKitchen > 80, atKitchen + " of about 100 windows with the hall's voice");
        assertTrue(atHall > 80, atHall + " of about 100 windows with the kitchen's voice");
        assertEquals(0, TwoRooms.windows(rooms.kitchen, 0, TwoRooms.KITCHEN_HERTZ), "nobody hears himself");
        assertEquals(1, TwoRooms.bodies(rooms.hallHub, "/wake").size());
        assertEquals(0, TwoRooms.bodies(rooms.kitchenHub, "/transcript").size(), "what is said in a call is not transcribed");
        rooms.run(150);
        rooms.command(rooms.hall, "HearkenHangUp", Map.of());
        assertOver();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("The call is over."));
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("They have hung up."));
        assertSilentFromNowOn();
        for (MemoryHub hub : List.of(rooms.hallHub, rooms.kitchenHub)) {
            TwoRooms.bodies(hub, "/call").forEach(body -> Schemas.check(SiteTopic.CALL, body));
            TwoRooms.bodies(hub, "/state").stream().filter(body -> body.containsKey("state")).forEach(body -> Schemas.check(SiteTopic.STATE, body));
            assertTrue(hub.published.stream().filter(m -> m.topic().contains("/call")).noneMatch(m -> m.retain()), "nothing of it is kept at the broker");
        }
    }

    @Test
    void shouldTellNobodyAnythingBeforePeopleHaveBeenTold() throws IOException {
        rooms();
        rooms.command(rooms.hall, "HearkenCall", Map.of("area", "Kitchen"));
        rooms.kitchen.source.then(TwoRooms.syllables(TwoRooms.KITCHEN_HERTZ, 3));
        String told = "A call from the Hall.";
        for (int i = 0; i < 100 && rooms.kitchen.sink.played.size() < 100 * told.length(); i++) {
            assertEquals(0, TwoRooms.frames(rooms.kitchenHub, true), "not while it is being said");
            rooms.run(1);
        }
        rooms.run(100);
        assertTrue(TwoRooms.frames(rooms.kitchenHub, true) > 5);
    }

    @Test
    void shouldNeverSendASampleWhileTheMicrophonesAreOff() throws IOException {
        rooms();
        rooms.call();
        rooms.talk(100);
        order(rooms.hall, rooms.hallHub, "hall/mute", "on");
        long sent = TwoRooms.frames(rooms.hallHub, true);
        long signs = TwoRooms.frames(rooms.hallHub, false);
        long others = TwoRooms.frames(rooms.kitchenHub, true);
        rooms.talk(600);
        assertEquals(sent, TwoRooms.frames(rooms.hallHub, true));
        assertTrue(TwoRooms.frames(rooms.hallHub, false) > signs + 10, "but it is there");
        assertTrue(TwoRooms.frames(rooms.kitchenHub, true) > others + 100, "and hears");
        assertEquals("muted", TwoRooms.lastState(rooms.hallHub));
        assertEquals("calling", TwoRooms.lastState(rooms.kitchenHub));
        int heard = rooms.kitchen.sink.played.size();
        rooms.hall.source.then(TwoRooms.syllables(900, 2));
        rooms.run(199);
        order(rooms.hall, rooms.hallHub, "hall/mute", "off");
        rooms.talk(600);
        assertTrue(TwoRooms.frames(rooms.hallHub, true) > sent + 30, "and is heard again");
        assertTrue(TwoRooms.windows(rooms.kitchen, heard, TwoRooms.HALL_HERTZ) > 50);
        assertEquals(0, TwoRooms.windows(rooms.kitchen, heard, 900), "nothing of what was said meanwhile");
    }

    @Test
    void shouldAskWhoIsThereAndTakeTheCallAfterAYes() throws IOException {
        rooms(calls("ask"));
        rooms.kitchen.recogniser.says = TwoRooms.transcript("HearkenYes", Map.of());
        rooms.call();
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("A call from the Hall. Shall I answer?"));
        rooms.run(100);
        assertEquals("listening", TwoRooms.lastState(rooms.kitchenHub));
        assertEquals(0, TwoRooms.frames(rooms.kitchenHub, true), "nobody has said yes");
        rooms.kitchen.source.then(5, 8_000).then(0, 8_000);
        rooms.run(200);
        assertOpen();
        rooms.talk(600);
        assertTrue(TwoRooms.windows(rooms.hall, 0, TwoRooms.KITCHEN_HERTZ) > 50);
    }

    @Test
    void shouldNotTakeItAfterANoNorWhereNobodyIs() throws IOException {
        rooms(calls("ask"));
        rooms.kitchen.recogniser.says = TwoRooms.transcript("HearkenNo", Map.of());
        rooms.call();
        rooms.kitchen.source.then(0, 4_000).then(5, 8_000).then(0, 8_000);
        rooms.run(300);
        assertOver();
        assertEquals(List.of("refusedeclined"), told(rooms.kitchenHub));
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("Nobody answers in the Kitchen."));
        rooms.call();
        rooms.run(1_200);
        assertOver();
        assertEquals(0, TwoRooms.frames(rooms.kitchenHub, true));
    }

    @Test
    void shouldTakeItAtAnOrderOfTheHome() throws IOException {
        rooms(calls("ask"));
        order(rooms.hall, rooms.hallHub, "hall/call", "{\"action\": \"dial\", \"area\": \"kitchen\"}");
        rooms.run(100);
        assertEquals("calling", TwoRooms.lastState(rooms.hallHub));
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", "{\"action\": \"accept\"}");
        rooms.run(50);
        assertOpen();
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", "{\"action\": \"end\"}");
        rooms.run(50);
        assertOver();
    }

    @Test
    void shouldRefuseWithAReasonThatIsSaid() throws IOException {
        rooms(calls("off"));
        rooms.call();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("The Kitchen takes no calls."));
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", "{\"action\": \"dial\", \"area\": \"hall\"}");
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("Calls are switched off here."));
        assertFalse(rooms.kitchenHub.filters().contains("hearken/kitchen/call/audio"), "nor does it listen to the sound of any");
        rooms.close();
        rooms(calls("answer"));
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/undisturbed", "60");
        rooms.call();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("The Kitchen does not want to be disturbed."));
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/undisturbed", "off");
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/mute", "on");
        rooms.call();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("The microphones of the Kitchen are off."));
        assertEquals(List.of("refuseundisturbed", "refusemuted"), told(rooms.kitchenHub));
        assertEquals(0, TwoRooms.frames(rooms.kitchenHub, true) + TwoRooms.frames(rooms.kitchenHub, false));
        assertFalse(TwoRooms.replies(rooms.kitchenHub).contains("A call from the Hall."), "and nobody was disturbed");
    }

    @Test
    void shouldSayThatNobodyIsThere() throws IOException {
        rooms();
        rooms.command(rooms.hall, "HearkenCall", Map.of("area", "Garage"));
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("There is no other speaker in the Garage."));
        assertEquals(List.of(), told(rooms.hallHub));
    }

    @Test
    void shouldDoNothingAboutWhatIsRetainedReplayedOrOfNoSpeaker() throws IOException {
        rooms();
        JsonObject ring = new JsonObject().put("siteId", "hall").put("at", "2026-11-20T08:30:00Z").put("action", "ring").put("id", "old").put("ageMs", 0);
        rooms.kitchenHub.deliver("hearken/kitchen/call", ring.encode().getBytes(StandardCharsets.UTF_8), true);
        rooms.run(20);
        assertEquals("idle", TwoRooms.lastState(rooms.kitchenHub));
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", ring.copy().put("ageMs", 40_000).encode());
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", ring.copy().put("siteId", "cellar").encode());
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", ring.copy().put("siteId", "a/b").encode());
        assertEquals(List.of(), told(rooms.kitchenHub));
        rooms.call();
        rooms.command(rooms.hall, "HearkenHangUp", Map.of());
        JsonObject real = TwoRooms.bodies(rooms.hallHub, "/call").get(0);
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", real.encode());
        rooms.run(20);
        assertOver();
        assertEquals(List.of("accept", "end"), told(rooms.kitchenHub), "that call is over");
    }

    @Test
    void shouldEndOnBothSidesWithinSecondsWhenTheLinkIsLost() throws IOException {
        rooms();
        rooms.call();
        rooms.talk(100);
        rooms.joined = false;
        rooms.talk(380);
        assertOpen();
        rooms.talk(70);
        rooms.run(50);
        assertOver();
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("The connection is lost."));
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("The connection is lost."));
        assertSilentFromNowOn();
    }

    @Test
    void shouldSendNothingThatWaitedForAConnection() throws IOException {
        rooms();
        rooms.call();
        rooms.talk(100);
        rooms.hallHub.phase(dev.hearken.hub.HubPort.State.Phase.WAITING_TO_RECONNECT);
        long frames = TwoRooms.frames(rooms.hallHub, true);
        rooms.talk(100);
        assertEquals(frames, TwoRooms.frames(rooms.hallHub, true));
    }

    @Test
    void shouldLastNoLongerThanItMay() throws IOException {
        rooms(new Override("test", "intercom.longest-minutes", "0.5"));
        rooms.call();
        rooms.talk(2_750);
        assertOpen();
        rooms.talk(200);
        assertOver();
        assertTrue(TwoRooms.replies(rooms.kitchenHub).contains("The time for a call is over."));
        assertTrue(TwoRooms.replies(rooms.hallHub).contains("They have hung up."));
    }

    @Test
    void shouldMakeOneCallOfTwoThatCross() throws IOException {
        rooms();
        order(rooms.hall, rooms.hallHub, "hall/call", "{\"action\": \"dial\", \"area\": \"Kitchen\"}");
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", "{\"action\": \"dial\", \"area\": \"Hall\"}");
        rooms.run(100);
        assertOpen();
        rooms.talk(600);
        assertTrue(TwoRooms.windows(rooms.kitchen, 0, TwoRooms.HALL_HERTZ) > 50);
        assertTrue(TwoRooms.windows(rooms.hall, 0, TwoRooms.KITCHEN_HERTZ) > 50);
    }

    @Test
    void shouldTellAThirdThatItIsBusy() throws IOException {
        rooms();
        rooms.call();
        rooms.kitchenHub.deliver("hearken/office/status", TwoRooms.status("office", "Office"), true);
        rooms.drain();
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/call", "{\"siteId\": \"office\", \"action\": \"ring\", \"id\": \"o1\", \"ageMs\": 0}");
        assertEquals(List.of("accept", "refusebusy"), told(rooms.kitchenHub));
        rooms.talk(100);
        assertOpen();
    }

    @Test
    void shouldWaitWhileACommandIsSaidAndGoOn() throws IOException {
        rooms();
        rooms.call();
        rooms.talk(100);
        rooms.run(150);
        rooms.kitchen.recogniser.says = TwoRooms.transcript("HassGetCurrentTime", Map.of());
        rooms.kitchen.source.then(FakeHearing.WAKE, 8_000).then(5, 24_000).then(0, 8_000);
        rooms.run(70);
        assertEquals("listening", TwoRooms.lastState(rooms.kitchenHub));
        long sent = TwoRooms.frames(rooms.kitchenHub, true);
        int heard = rooms.kitchen.sink.played.size();
        rooms.hall.source.then(TwoRooms.syllables(TwoRooms.HALL_HERTZ, 1));
        rooms.run(90);
        assertEquals("listening", TwoRooms.lastState(rooms.kitchenHub));
        assertEquals(sent, TwoRooms.frames(rooms.kitchenHub, true), "a command does not travel");
        assertEquals(heard, rooms.kitchen.sink.played.size(), "nothing of the other end gets into the command");
        rooms.run(250);
        assertOpen();
        rooms.talk(200);
        assertTrue(TwoRooms.frames(rooms.kitchenHub, true) > sent + 25);
    }

    @Test
    void shouldNotBeWokenByWhatTheOtherEndSays() throws IOException {
        rooms();
        rooms.call();
        rooms.hall.source.then(TwoRooms.syllables(TwoRooms.HALL_HERTZ, 3)).then(0, 32_000);
        rooms.run(150);
        // What the loudspeaker says comes back through the microphone.
        rooms.kitchen.source.then(FakeHearing.WAKE, 8_000).then(0, 80_000);
        rooms.run(100);
        assertEquals(0, TwoRooms.bodies(rooms.kitchenHub, "/wake").size());
        rooms.run(350);
        rooms.kitchen.source.then(0, 80_000);
        rooms.run(100);
        assertOpen();
    }

    @Test
    void shouldBeHeardWithinAThirdOfASecond() throws IOException {
        rooms();
        rooms.call();
        rooms.talk(600);
        rooms.run(150);
        int before = rooms.kitchen.sink.played.size();
        rooms.hall.source.then(TwoRooms.syllables(TwoRooms.HALL_HERTZ, 0.4));
        int steps = 0;
        while (TwoRooms.windows(rooms.kitchen, before, TwoRooms.HALL_HERTZ) == 0) {
            rooms.run(1);
            steps++;
            assertTrue(steps <= 33, "not heard after " + steps + "0 ms");
        }
    }

    @Test
    void shouldHearBothThoughTheyTalkAtOnce() throws IOException {
        rooms();
        rooms.call();
        rooms.hall.source.then(TwoRooms.syllables(TwoRooms.HALL_HERTZ, 3));
        rooms.kitchen.source.then(TwoRooms.syllables(TwoRooms.KITCHEN_HERTZ, 3));
        rooms.run(300);
        assertTrue(TwoRooms.windows(rooms.kitchen, 0, TwoRooms.HALL_HERTZ) > 40, "more quietly, as there is no echo canceller");
        assertTrue(TwoRooms.windows(rooms.hall, 0, TwoRooms.KITCHEN_HERTZ) > 40);
    }

    @Test
    void shouldObeyTheButton() throws IOException {
        Override button = new Override("test", "panel.buttons", "[{chip: /dev/gpiochip0, line: 17, does: action}]");
        rooms(calls("ask"), button);
        Path chip = folder.resolve("kitchen/dev/gpiochip0");
        Files.createDirectories(chip.getParent());
        Files.createFile(chip);
        ScriptedKernel.Node pressed = rooms.kitchen.kernel.node(chip.toString());
        rooms.run(5);
        rooms.call();
        pressed.edge(true);
        pressed.edge(false);
        rooms.run(100);
        assertOpen();
        assertEquals(List.of("accept"), told(rooms.kitchenHub), "pressed while it rang: taken, and nothing more is asked");
        pressed.edge(true);
        rooms.run(100);
        assertOver();
    }

    @Test
    void shouldEndWithStop() throws IOException {
        rooms();
        rooms.call();
        order(rooms.kitchen, rooms.kitchenHub, "kitchen/stop", "");
        rooms.run(50);
        assertOver();
        rooms.call();
        assertOpen();
        rooms.command(rooms.hall, "HearkenStop", Map.of());
        assertOver();
        assertSilentFromNowOn();
    }
}
