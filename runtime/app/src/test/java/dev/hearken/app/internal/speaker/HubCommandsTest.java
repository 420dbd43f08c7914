package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the home can make the speaker do, beside what {@link SpeakerAssemblyTest} tries. */
class HubCommandsTest {

    @TempDir
    private Path folder;

    private byte[] wav(int frames, int value) throws IOException {
        short[] samples = new short[frames];
        Arrays.fill(samples, (short) value);
        Path file = folder.resolve("sound.wav");
        AudioFiles.write(file, samples, AudioFormat.SPEECH);
        return Files.readAllBytes(file);
    }

    @Test
    void shouldPlayASound() throws IOException {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.step(3);
        speaker.command("play", wav(16_000, 7000));
        assertEquals("speaking", speaker.lastState());
        speaker.step(200);
        assertEquals("idle", speaker.lastState());
        assertEquals(16_000, speaker.sink.played.size(), 200);
        assertEquals(7000, speaker.sink.played.get(8_000), 10);
    }

    @Test
    void shouldStopASound() throws IOException {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.step(3);
        speaker.command("play", wav(16_000, 7000));
        speaker.step(20);
        speaker.command("stop", "");
        int played = speaker.sink.played.size();
        assertTrue(played > 0);
        speaker.step(100);
        assertEquals(played, speaker.sink.played.size());
        assertEquals("idle", speaker.lastState());
    }

    @Test
    void shouldTakeWhatIsSaidToAll() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.step(3);
        assertEquals(1, speaker.hub.deliver("hearken/all/say", "Dinner".getBytes(StandardCharsets.UTF_8), false));
        speaker.drain();
        assertEquals("Dinner", speaker.hub.bodies("reply").get(0).getString("text"));
        assertEquals("speaking", speaker.lastState());
        speaker.hub.deliver("hearken/all/stop", new byte[0], false);
        speaker.drain();
        assertEquals("idle", speaker.lastState());
    }

    @Test
    void shouldLetOnlyWhatIsUrgentDisturb() throws IOException {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new Override("test", "dialogue.do-not-disturb-from", "08:00"),
            new Override("test", "dialogue.do-not-disturb-to", "09:00"));
        speaker.step(3);
        speaker.command("say", "Dinner");
        speaker.command("play", wav(1_600, 7000));
        speaker.step(100);
        assertEquals(false, speaker.hub.bodies("reply").get(0).getBoolean("spoken"), "the hub learns that nobody heard it");
        assertEquals(0, speaker.sink.played.size(), "it is half past eight");
        speaker.command("say", "{\"text\": \"Fire!\", \"urgent\": true}");
        speaker.step(100);
        assertEquals(true, speaker.hub.bodies("reply").get(1).getBoolean("spoken"));
        assertTrue(speaker.sink.played.size() > 0);
    }

    @Test
    void shouldKeepThePeaceForAsLongAsTheHubAsksAndOverARestart() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.step(3);
        speaker.command("undisturbed", "{\"minutes\": 90}");
        assertEquals("2026-11-20T10:00:00Z", lastState(speaker).getString("undisturbedUntil"));
        speaker.command("say", "Dinner");
        assertEquals(false, speaker.hub.bodies("reply").get(0).getBoolean("spoken"));
        speaker.assembly.close();
        HandSteppedSpeaker restarted = new HandSteppedSpeaker(folder);
        restarted.step(3);
        restarted.command("say", "Dinner");
        assertEquals(false, restarted.hub.bodies("reply").get(0).getBoolean("spoken"), "a power cut wakes nobody");
        restarted.command("undisturbed", "off");
        assertEquals(null, lastState(restarted).getString("undisturbedUntil"));
        restarted.command("say", "Dinner");
        assertEquals(true, restarted.hub.bodies("reply").get(1).getBoolean("spoken"));
        restarted.command("undisturbed", "a while");
        assertEquals(1, restarted.hub.bodies("fault").size());
        restarted.assembly.close();
    }

    @Test
    void shouldLiftTheConfiguredHoursOnRequest() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new Override("test", "dialogue.do-not-disturb-from", "08:00"),
            new Override("test", "dialogue.do-not-disturb-to", "09:00"));
        speaker.step(3);
        speaker.command("undisturbed", "0");
        speaker.command("say", "Dinner");
        assertEquals(true, speaker.hub.bodies("reply").get(0).getBoolean("spoken"));
        speaker.assembly.close();
    }

    private static JsonObject lastState(HandSteppedSpeaker speaker) {
        return speaker.hub.bodies("state").get(speaker.hub.bodies("state").size() - 1);
    }

    @Test
    void shouldRefuseWhatIsNoWav() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.command("play", "ID3 something");
        speaker.command("play", "RIFF");
        assertEquals(2, speaker.hub.bodies("fault").size());
        assertEquals("hearken/default/play: play: the body must be a WAV file", speaker.hub.bodies("fault").get(0).getString("message"));
    }

    @Test
    void shouldListenOnlyForTheChosenWakeWord() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new Override("test", "wake.words", "[computer, hey house]"));
        speaker.step(3);
        assertEquals("all", speaker.hub.bodies("state").get(0).getString("wakeWord"));
        speaker.command("wakeword", "hey house");
        speaker.sayCommand();
        speaker.step(300);
        assertEquals(0, speaker.hub.bodies("wake").size(), "the fake hears 'computer'");
        speaker.command("wakeword", "{\"wakeWord\": \"all\"}");
        speaker.sayCommand();
        speaker.step(300);
        assertEquals(1, speaker.hub.bodies("wake").size());
        speaker.command("wakeword", "nobody");
        assertEquals("wakeword: one of [all, computer, hey house] is expected, not 'nobody'", speaker.hub.bodies("fault").get(0).getString("message"));
    }

    @Test
    void shouldEndForAReloadAndKeepWhatWasSet() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.command("mute", "on");
        speaker.command("volume", "30");
        speaker.command("reload", "");
        SpeakerSettings settings = new SpeakerSettings(true, 30, "computer", "en");
        assertEquals(Optional.of(Ending.reload(settings, Optional.empty())), speaker.ending);
        assertEquals("en", speaker.hub.bodies("state").get(0).getString("language"));
        speaker.assembly.close();
    }

    @Test
    void shouldChangeToALanguageOfWhichAPackIsThere() throws IOException {
        Path packs = Files.createDirectories(folder.resolve("models/packs/zh-small"));
        Files.writeString(packs.resolve("pack.yaml"), "id: zh-small\n");
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.command("language", "fr");
        speaker.command("language", "en");
        assertEquals(Optional.empty(), speaker.ending);
        speaker.command("language", "zh");
        assertEquals(Optional.of("zh"), speaker.ending.map(e -> ((Ending.Reload) e).language().orElseThrow()));
    }

    @Test
    void shouldTellMuteAndVolumeOnTopicsOfTheirOwn() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.command("mute", "on");
        speaker.command("volume", "30");
        assertEquals(false, speaker.hub.bodies("mute/state").get(0).getBoolean("muted"));
        assertEquals(true, speaker.hub.bodies("mute/state").get(1).getBoolean("muted"));
        assertEquals(100, speaker.hub.bodies("volume/state").get(0).getInteger("volume"));
        assertEquals(30, speaker.hub.bodies("volume/state").get(1).getInteger("volume"));
        speaker.assembly.close();
    }

    @Test
    void shouldNumberIntentsAndSayUntilWhenTheyHold() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.sayCommand();
        speaker.step(500);
        speaker.sayCommand();
        speaker.step(500);
        assertEquals("s1-1", speaker.hub.bodies("intent").get(0).getString("id"));
        assertEquals("s2-2", speaker.hub.bodies("intent").get(1).getString("id"));
        assertEquals("2026-11-20T08:30:30Z", speaker.hub.bodies("intent").get(0).getString("expiresAt"));
    }
}
