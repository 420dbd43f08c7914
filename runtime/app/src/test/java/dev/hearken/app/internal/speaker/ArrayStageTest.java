package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayStageTest {

    private static final int BLOCK = 320;

    @TempDir
    private Path folder;

    private Configuration read(String yaml) throws IOException {
        Path file = folder.resolve("hearken.yaml");
        Files.writeString(file, yaml);
        return new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.of(file), Optional.empty(), List.of()).load();
    }

    private ChannelStage stage(String array, int channels) throws IOException {
        return ArrayStage.choose(read("array: " + array), channels, PlaybackTap.none());
    }

    private static short[] noise(int samples, long seed, double level) {
        Random random = new Random(seed);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (level * random.nextGaussian());
        }
        return noise;
    }

    @Test
    void shouldLeaveASingleMicrophoneExactlyAsItIs() throws IOException {
        ChannelStage stage = ArrayStage.choose(read(""), 1, PlaybackTap.none());
        short[] in = noise(BLOCK, 1, 3000);
        short[] out = new short[BLOCK];
        stage.process(in, BLOCK, 0, out, out);
        assertArrayEquals(in, out);
        assertEquals(0, stage.latencyFrames());
    }

    @Test
    void shouldDelayByNoMoreThan32Milliseconds() throws IOException {
        assertEquals(512, stage("{profile: beam, microphones: [0, 1]}", 2).latencyFrames());
        assertEquals(256, stage("{profile: single, reference: playback}", 1).latencyFrames());
    }

    @Test
    void shouldCancelWhatTheReferenceChannelBrings() throws IOException {
        ChannelStage stage = stage("{profile: single, microphones: [0], reference: channel, reference-channel: 1}", 2);
        short[] played = noise(10 * 16_000, 2, 4000);
        short[] out = new short[BLOCK];
        double before = 0;
        double after = 0;
        short[] frames = new short[2 * BLOCK];
        for (int at = 0; at + BLOCK <= played.length; at += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                int n = at + i;
                frames[2 * i] = (short) (n < 50 ? 0 : played[n - 50] / 2 + (n < 200 ? 0 : played[n - 200] / 8));
                frames[2 * i + 1] = played[n];
            }
            stage.process(frames, BLOCK, at * 62_500L, out, out);
            for (int i = 0; i < BLOCK && at > 5 * 16_000; i++) {
                before += frames[2 * i] * frames[2 * i];
                after += out[i] * out[i];
            }
        }
        assertTrue(10 * Math.log10(before / after) > 25, "ERLE " + 10 * Math.log10(before / after));
    }

    @Test
    void shouldReportADeadMicrophoneOnceAndItsReturn() throws IOException {
        ChannelStage stage = stage("{profile: beam, microphones: [0, 2]}", 3);
        Fault fault = listen(stage, 12, true);
        assertEquals("ears", fault.source());
        assertEquals("channel 2: nothing but digital silence", fault.message());
        Fault over = listen(stage, 2, false);
        assertTrue(over.cleared());
    }

    private static Fault listen(ChannelStage stage, int seconds, boolean dead) {
        Fault last = null;
        short[] out = new short[BLOCK];
        for (int i = 0; i < seconds * 50; i++) {
            short[] frames = noise(3 * BLOCK, i, 1000);
            for (int f = 0; f < BLOCK && dead; f++) {
                frames[3 * f + 2] = 0;
            }
            stage.process(frames, BLOCK, 0, out, out);
            Fault change = stage.healthChange();
            if (change != null) {
                assertNull(last, "told twice");
                last = change;
            }
        }
        return last;
    }

    @Test
    void shouldLookForWakeWordsInASoundOfTheirOwnUnlessToldOtherwise() throws IOException {
        assertTrue(stage("{profile: beam, microphones: [0, 1]}", 2).wakesApart());
        assertTrue(!stage("{profile: beam, wake-hears: beam, microphones: [0, 1]}", 2).wakesApart());
        assertTrue(!ArrayStage.choose(read(""), 1, PlaybackTap.none()).wakesApart());
    }

    @Test
    void shouldGiveWakeWordsTheMicrophoneAsLateAsTheBeam() throws IOException {
        ChannelStage stage = stage("{profile: beam, wake-hears: microphone, microphones: [0, 1]}", 2);
        short[] frames = new short[2 * BLOCK];
        frames[2 * 100] = 16_000;
        short[] beam = new short[BLOCK];
        short[] wake = new short[BLOCK];
        int loudest = 0;
        int peak = 0;
        for (int block = 0; block < 4; block++) {
            stage.process(frames, BLOCK, 0, beam, wake);
            for (int i = 0; i < BLOCK; i++) {
                if (Math.abs(wake[i]) > peak) {
                    peak = Math.abs(wake[i]);
                    loudest = block * BLOCK + i;
                }
            }
            frames[2 * 100] = 0;
        }
        assertEquals(100 + stage.latencyFrames(), loudest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beam-while-playing", "whitened"})
    void shouldGiveWakeWordsTheBeamOnlyWhileTheLoudspeakerPlays(String wakeHears) throws IOException {
        ChannelStage stage = stage("{profile: beam, wake-hears: " + wakeHears + ", microphones: [0, 1], reference: channel, reference-channel: 2}", 3);
        assertEquals(1, differing(stage, 0), 0.1, "share of samples that differ while nothing plays");
        assertEquals(0, differing(stage, 4000), 0.1, "while it plays");
    }

    @Test
    void shouldGiveWakeWordsAllMicrophonesWithWhiteNoiseByDefault() throws IOException {
        ChannelStage usual = stage("{profile: beam, microphones: [0, 1]}", 2);
        ChannelStage whitened = stage("{profile: beam, wake-hears: whitened, microphones: [0, 1]}", 2);
        ChannelStage one = stage("{profile: beam, wake-hears: microphone, microphones: [0, 1]}", 2);
        short[] beam = new short[BLOCK];
        short[] wake = new short[BLOCK];
        short[] same = new short[BLOCK];
        short[] other = new short[BLOCK];
        for (int block = 0; block < 100; block++) {
            short[] frames = noise(2 * BLOCK, block, 3000);
            usual.process(frames, BLOCK, 0, beam, wake);
            whitened.process(frames, BLOCK, 0, beam, same);
            one.process(frames, BLOCK, 0, beam, other);
            assertArrayEquals(same, wake);
        }
        assertFalse(Arrays.equals(other, wake), "one microphone");
        assertFalse(Arrays.equals(beam, wake), "the beam");
    }

    /** Share of the samples of the third second in which what wake words are looked for in is not the beam. */
    private static double differing(ChannelStage stage, int played) {
        short[] beam = new short[BLOCK];
        short[] wake = new short[BLOCK];
        int different = 0;
        int counted = 0;
        for (int block = 0; block < 150; block++) {
            short[] frames = noise(3 * BLOCK, block, 3000);
            short[] reference = noise(BLOCK, 1000 + block, Math.max(1, played));
            for (int i = 0; i < BLOCK; i++) {
                frames[3 * i + 2] = played == 0 ? 0 : reference[i];
            }
            stage.process(frames, BLOCK, block * 20_000_000L, beam, wake);
            for (int i = 0; i < BLOCK && block >= 100; i++, counted++) {
                different += beam[i] == wake[i] ? 0 : 1;
            }
        }
        return different / (double) counted;
    }

    @Test
    void shouldRefuseChannelsThatTheCardLacks() {
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> stage("{profile: beam, microphones: [1, 5]}", 4));
        assertTrue(refusal.getMessage().startsWith("'array' names channel 5, but the microphone has 4 channels"), refusal.getMessage());
    }

    @Test
    void shouldRefuseArraysThatMakeNoSense() {
        assertThrows(ConfigurationException.class, () -> read("array: {profile: beam, microphones: [1]}"));
        assertThrows(ConfigurationException.class, () -> read("array: {reference: channel}"));
        assertThrows(ConfigurationException.class, () -> read("array: {microphones: [1, 1]}"));
        assertThrows(ConfigurationException.class, () -> read("array: {microphones: [{channel: 1, x-mm: 5}]}"));
        assertThrows(ConfigurationException.class, () -> read("array: {microphones: [1, 2], reference: channel, reference-channel: 2}"));
    }

    @Test
    void shouldReadPlacesInMillimetres() throws IOException {
        Configuration configuration = read("array:\n  profile: beam\n  microphones:\n    - {channel: 1, x-mm: 32, y-mm: 0}\n    - {channel: 2, x-mm: -32, y-mm: 0}\n");
        assertEquals(0.032, configuration.array().geometry().orElseThrow().positions().get(0).x(), 1e-9);
        assertTrue(read("array: {profile: beam, microphones: [0, 1]}").array().geometry().isEmpty());
    }
}
