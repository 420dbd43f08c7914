package dev.hearken.app.internal.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.speaker.SoundParts;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundDevicesTest {

    @TempDir
    private Path folder;

    private Configuration configuration(Override... overrides) {
        return new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(), Optional.empty(), List.of(overrides)).load();
    }

    @Test
    void shouldNameTheRecordingOptionAndTheCardsForAMicrophoneThatIsNotThere() {
        Configuration unknown = configuration(new Override("test", "capture.device", "hw:CARD=NoSuchCard"));
        String message = assertThrows(AudioException.class, () -> SoundDevices.open(unknown, null, null)).getMessage();
        assertTrue(message.startsWith("Cannot open the microphone \"hw:CARD=NoSuchCard\": "), message);
        assertTrue(message.contains("--input FILE.wav"), message);
        assertTrue(message.contains("No sound card was found") || message.contains("Cards found:"), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void shouldTakeARecordingForTheMicrophoneAndAFileForTheLoudspeaker() {
        Path recording = folder.resolve("recording.wav");
        AudioFiles.write(recording, new short[512], AudioFormat.SPEECH);
        SoundParts parts = SoundDevices.open(configuration(), recording, folder.resolve("out.wav"));
        assertEquals(AudioFormat.SPEECH, parts.source().format());
        parts.sink().write(new short[480], 0, 480);
        parts.sink().close();
        parts.source().close();
        assertTrue(AudioFiles.read(folder.resolve("out.wav"), AudioFormat.SPEECH).length > 0);
    }

    @Test
    void shouldRunWithoutALoudspeakerWhenARecordingIsPlayed() {
        Path recording = folder.resolve("recording.wav");
        AudioFiles.write(recording, new short[512], AudioFormat.SPEECH);
        SoundParts parts = SoundDevices.open(configuration(new Override("test", "playback.device", "hw:CARD=NoSuchCard")), recording, null);
        assertEquals(480, parts.sink().write(new short[480], 0, 480));
        parts.source().close();
    }

    @Test
    void shouldRefuseRecordingsThatAreNone() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        Path text = Files.writeString(folder.resolve("text.wav"), "this is no sound at all, but it is long enough for a header");
        for (Path file : List.of(folder.resolve("absent.wav"), empty, text)) {
            String message = assertThrows(AudioException.class, () -> SoundDevices.open(configuration(), file, null)).getMessage();
            assertTrue(message.contains(file.getFileName().toString()), message);
        }
    }

    @Test
    void shouldOpenALateSourceByItsFirstRead() {
        AtomicInteger opened = new AtomicInteger();
        Path recording = folder.resolve("recording.wav");
        AudioFiles.write(recording, new short[] {1, 2, 3}, AudioFormat.SPEECH);
        LateSource late = new LateSource(AudioFormat.SPEECH, 256, () -> {
            opened.incrementAndGet();
            return dev.hearken.audio.FileSource.open(recording, AudioFormat.SPEECH, 256);
        });
        assertEquals(0, opened.get());
        short[] samples = new short[256];
        assertEquals(3, late.read(samples, 0, 256));
        assertEquals(AudioSource.END, late.read(samples, 0, 256));
        assertEquals(1, opened.get());
        late.close();
        assertEquals(AudioSource.END, late.read(samples, 0, 256));
    }

    @Test
    void shouldPaceASinkByTheClock() {
        long[] now = {0};
        dev.hearken.audio.FrameClock clock = new dev.hearken.audio.FrameClock() {
            @java.lang.Override
            public long nanoTime() {
                return now[0];
            }

            @java.lang.Override
            public void awaitNanos(long nanoTime) {
                now[0] = Math.max(now[0], nanoTime);
            }
        };
        PacedSink sink = new PacedSink(new DiscardingSink(AudioFormat.SPEECH), clock);
        short[] period = new short[320];
        for (int i = 0; i < 10; i++) {
            assertEquals(320, sink.write(period, 0, 320));
        }
        assertEquals(0, now[0], "200 ms fit in without waiting");
        assertEquals(3200, sink.delayFrames());
        assertEquals(320, sink.write(period, 0, 320));
        assertEquals(20_000_000L, now[0], "then a period leaves for each that comes");
        sink.drain();
        assertEquals(220_000_000L, now[0]);
        assertFalse(sink.delayFrames() > 0);
        sink.write(period, 0, 320);
        sink.stop();
        assertEquals(0, sink.delayFrames());
    }
}
