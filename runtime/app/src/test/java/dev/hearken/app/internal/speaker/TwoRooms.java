package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.MemoryHub;
import dev.hearken.speech.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two whole speakers, in hall and kitchen, that take calls; joined in memory, or over whatever hubs a test has. */
final class TwoRooms {

    static final double HALL_HERTZ = 440;
    static final double KITCHEN_HERTZ = 700;
    /** A room in which nobody talks; a microphone never gives nothing. */
    private static final int HUM = 1;

    final MemoryHub hallHub = new MemoryHub();
    final MemoryHub kitchenHub = new MemoryHub();
    final HandSteppedSpeaker hall;
    final HandSteppedSpeaker kitchen;
    /** False: nothing travels any more. */
    boolean joined = true;

    /** @param atKitchen settings of the kitchen; it answers by itself unless they say otherwise */
    TwoRooms(Path folder, Override... atKitchen) throws IOException {
        hall = speaker(folder, "hall", hallHub);
        kitchen = speaker(folder, "kitchen", kitchenHub, atKitchen);
        hallHub.carryBy(message -> carry(message, kitchenHub));
        kitchenHub.carryBy(message -> carry(message, hallHub));
        hallHub.deliver("hearken/kitchen/status", status("kitchen", "Kitchen"), true);
        kitchenHub.deliver("hearken/hall/status", status("hall", "Hall"), true);
        drain();
    }

    /** Over other hubs. */
    TwoRooms(Path folder, HubPort left, HubPort right) throws IOException {
        hall = speaker(folder, "hall", left);
        kitchen = speaker(folder, "kitchen", right);
    }

    private void carry(HubPort.Message message, MemoryHub to) {
        if (joined) {
            to.deliver(message.topic(), message.payload(), false);
        }
    }

    private static HandSteppedSpeaker speaker(Path folder, String siteId, HubPort hub, Override... more) throws IOException {
        List<Override> settings = new ArrayList<>(Arrays.asList(more));
        settings.add(new Override("test", "site-id", siteId));
        settings.add(new Override("test", "dialogue.area", siteId.equals("hall") ? "Hall" : "Kitchen"));
        settings.add(new Override("test", "arbitration.enabled", "false"));
        if (settings.stream().noneMatch(setting -> setting.toString().contains("intercom.calls"))) {
            settings.add(new Override("test", "intercom.calls", "answer"));
        }
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(Files.createDirectories(folder.resolve(siteId)), Optional.of(hub), settings.toArray(Override[]::new));
        speaker.source.clock = () -> speaker.now;
        return speaker;
    }

    static byte[] status(String siteId, String area) {
        return new Messages(siteId, Clock.systemUTC()).online("test", "en", "en-small", "", area).encode().getBytes(StandardCharsets.UTF_8);
    }

    void close() {
        hall.assembly.close();
        kitchen.assembly.close();
    }

    void drain() {
        hall.drain();
        kitchen.drain();
    }

    /** Lets 10 ms pass so many times. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            hall.step(1);
            kitchen.step(1);
            if (i % 10 == 9) {
                hall.tick();
                kitchen.tick();
            }
        }
    }

    /** Says the wake word and this at a speaker. */
    void command(HandSteppedSpeaker at, String intent, Map<String, String> slots) {
        at.recogniser.says = transcript(intent, slots);
        at.sayCommand();
        run(250);
    }

    /** Says "call the kitchen" in the hall and waits until it has been answered. */
    void call() {
        command(hall, "HearkenCall", Map.of("area", "Kitchen"));
        run(100);
    }

    /** Lets the hall talk, then the kitchen, for so many steps of 10 ms together. */
    void talk(int steps) {
        int half = steps / 2;
        hall.source.then(syllables(HALL_HERTZ, half / 100.0)).then(HUM, 160 * (steps - half));
        kitchen.source.then(HUM, 160 * half).then(syllables(KITCHEN_HERTZ, (steps - half) / 100.0));
        run(steps);
    }

    static Transcript transcript(String intent, Map<String, String> slots) {
        Map<String, Transcript.SlotValue> values = new java.util.HashMap<>();
        slots.forEach((name, value) -> values.put(name, new Transcript.SlotValue(value, value)));
        return new Transcript(List.of(new Transcript.Hypothesis(intent, intent, values, 0.9, new Transcript.Evidence(0, 0, 0, 0, 9))), false, 1,
            Transcript.EndReason.SILENCE);
    }

    /** A tone that comes and goes as speech does: one that stays would be noise to the noise suppression. */
    static short[] syllables(double hertz, double seconds) {
        short[] pcm = new short[(int) (16_000 * seconds)];
        for (int i = 0; i < pcm.length; i++) {
            boolean on = i % 4_800 < 3_200;
            pcm[i] = (short) (on ? 6_000 * Math.sin(2 * Math.PI * hertz * i / 16_000) : 0);
        }
        return pcm;
    }

    /** Windows of 20 ms, of what was played from {@code from} on, that are mostly this tone. */
    static int windows(HandSteppedSpeaker at, int from, double hertz) {
        List<Short> played = at.sink.played;
        int found = 0;
        for (int start = from; start + 320 <= played.size(); start += 320) {
            double re = 0;
            double im = 0;
            double power = 0;
            for (int i = 0; i < 320; i++) {
                double sample = played.get(start + i);
                re += sample * Math.cos(2 * Math.PI * hertz * i / 16_000);
                im += sample * Math.sin(2 * Math.PI * hertz * i / 16_000);
                power += sample * sample;
            }
            if (power > 320 * 200.0 * 200 && 2 * (re * re + im * im) / 320 > 0.5 * power) {
                found++;
            }
        }
        return found;
    }

    /** Frames that a speaker has published, with sound or without. */
    static long frames(MemoryHub hub, boolean sound) {
        return hub.published.stream().filter(m -> m.topic().endsWith("/call/audio") && m.payload().length > 14 == sound).count();
    }

    static List<String> replies(MemoryHub hub) {
        return bodies(hub, "/reply").stream().map(body -> body.getString("text")).toList();
    }

    static String lastState(MemoryHub hub) {
        List<io.vertx.core.json.JsonObject> states = bodies(hub, "/state").stream().filter(body -> body.containsKey("state")).toList();
        return states.get(states.size() - 1).getString("state");
    }

    static List<io.vertx.core.json.JsonObject> bodies(MemoryHub hub, String ending) {
        return hub.published.stream().filter(m -> m.topic().startsWith("hearken/") && m.topic().endsWith(ending))
            .map(m -> new io.vertx.core.json.JsonObject(new String(m.payload(), StandardCharsets.UTF_8))).toList();
    }
}
