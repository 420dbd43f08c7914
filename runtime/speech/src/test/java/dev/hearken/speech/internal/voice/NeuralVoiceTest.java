package dev.hearken.speech.internal.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import dev.hearken.speech.SpeechSynthesizer.Utterance;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralVoiceTest {

    private static final String REPLY = "The kitchen light is on.";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static SpeechSynthesizer voice;

    @BeforeAll
    static void open(@TempDir Path folder) {
        voice = ShippedVoice.open(folder);
    }

    @AfterAll
    static void close() {
        voice.close();
    }

    @Test
    void shouldSpeakAReplyAtSpeechLevelAndPlausibleLength() {
        short[] sound = say(REPLY);

        double seconds = (double) sound.length / voice.sampleRate();
        assertTrue(seconds > 1.0 && seconds < 3.5, seconds + " s");
        assertTrue(rms(sound) > 800 && rms(sound) < 10000, "level " + rms(sound));
    }

    @Test
    void shouldSayTheSameTextTheSameWay() {
        assertArrayEquals(say(REPLY), say(REPLY));
    }

    @Test
    void shouldGiveTheSameSoundInPiecesOfAnySize() {
        assertArrayEquals(ShippedVoice.say(voice, REPLY, Settings.NORMAL, 7), ShippedVoice.say(voice, REPLY, Settings.NORMAL, 100_000));
    }

    @Test
    void shouldDeliverTheFirstSamplesWithoutMakingTheRest() {
        try (Utterance utterance = voice.speak("This is a first sentence. ".repeat(4000), Settings.NORMAL)) {
            long before = allocated();
            assertEquals(160, utterance.read(new short[160], 0, 160));
            assertTrue(allocated() - before < 1_000_000, "bytes for the first samples of 100,000 characters: " + (allocated() - before));
        }
    }

    @Test
    void shouldSpeakFasterAndSlower() {
        int normal = say(REPLY).length;

        assertEquals(0.5, (double) say(REPLY, new Settings(2, 1, 1)).length / normal, 0.06);
        assertEquals(2, (double) say(REPLY, new Settings(0.5, 1, 1)).length / normal, 0.06);
    }

    @Test
    void shouldSpeakHigherAndLower() {
        double normal = pitch(say("All lights are on now."));

        assertEquals(1.4, pitch(say("All lights are on now.", new Settings(1, 1.4, 1))) / normal, 0.15);
        assertEquals(0.75, pitch(say("All lights are on now.", new Settings(1, 0.75, 1))) / normal, 0.1);
    }

    @Test
    void shouldSpeakSofterAndBeSilentAtVolumeZero() {
        double normal = rms(say(REPLY));

        assertEquals(0.25, rms(say(REPLY, new Settings(1, 1, 0.25))) / normal, 0.02);
        assertEquals(0, rms(say(REPLY, new Settings(1, 1, 0))));
    }

    @Test
    void shouldTakeSettingsOutOfRangeAsTheNearest() {
        assertArrayEquals(say(REPLY, new Settings(2, 2, 2)), say(REPLY, new Settings(50, Double.POSITIVE_INFINITY, 9)));
        assertTrue(say(REPLY, new Settings(Double.NaN, -1, 1)).length > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "...", "?!", "😀", "打开灯", "<speak></speak>", "\u0000", "\ud83d"})
    void shouldSayNothingWhereThereIsNothingToSay(String text) {
        assertEquals(0, say(text).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Open 打开 the light 灯", "α β γ", "<speak>Hello <break time=\"1s\"/> you</speak>", "sssssssssssssssssssssssssssss", "I 😀 you",
        "xkcd qwrtz bcdfghjklm", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "TV, MQTT & USB-C @ 12°C", "a", "1/2", "12:30"})
    void shouldSpeakWhatItCanOfOddText(String text) {
        double seconds = (double) say(text).length / voice.sampleRate();
        assertTrue(seconds > 0.2 && seconds < 30, seconds + " s");
    }

    @Test
    void shouldReadOnThroughHugeTextInBoundedMemory() {
        String text = "s".repeat(20_000) + " lamp".repeat(4_000) + "😀".repeat(10_000) + "语".repeat(20_000) + "<a>".repeat(5_000);
        short[] pcm = new short[16_000];
        int seconds = 0;
        try (Utterance utterance = voice.speak(text, new Settings(2, 1, 1))) {
            while (seconds < 60 && utterance.read(pcm, 0, pcm.length) != Utterance.END) {
                seconds++;
            }
        }
        assertEquals(60, seconds);
    }

    @Test
    void shouldEndAfterTheLastOf100000UnspeakableCharacters() {
        assertEquals(0, say("语 ".repeat(50_000)).length);
    }

    @Test
    void shouldAllocateNothingPerReadBetweenRunsOfTheNetworks() {
        short[] pcm = new short[160];
        try (Utterance utterance = voice.speak("one two three four five six seven eight nine ten ".repeat(20), Settings.NORMAL)) {
            long least = Long.MAX_VALUE;
            int free = 0;
            for (int i = 0; i < 1500; i++) {
                long before = allocated();
                utterance.read(pcm, 0, 160);
                long bytes = allocated() - before;
                least = Math.min(least, bytes);
                free += bytes == 0 && i >= 500 ? 1 : 0;
            }
            assertEquals(0, least);
            assertTrue(free > 950, free + " of 1000 reads of 10 ms allocated nothing");
        }
    }

    @Test
    void shouldEndAnUtteranceWhenAnotherBegins() {
        Utterance first = voice.speak(REPLY, Settings.NORMAL);
        assertTrue(first.read(new short[100], 0, 100) > 0);
        try (Utterance second = voice.speak(REPLY, Settings.NORMAL)) {
            assertEquals(Utterance.END, first.read(new short[100], 0, 100));
            first.close();
            assertTrue(second.read(new short[100], 0, 100) > 0);
        }
    }

    @Test
    void shouldRefuseToSpeakOnceClosed(@TempDir Path folder) {
        SpeechSynthesizer other = ShippedVoice.open(folder);
        other.close();
        other.close();
        assertThrows(IllegalStateException.class, () -> other.speak(REPLY, Settings.NORMAL));
    }

    private static short[] say(String text) {
        return say(text, Settings.NORMAL);
    }

    private static short[] say(String text, Settings settings) {
        return ShippedVoice.say(voice, text, settings, 4000);
    }

    private static double rms(short[] sound) {
        double sum = 0;
        for (short s : sound) {
            sum += (double) s * s;
        }
        return Math.sqrt(sum / Math.max(1, sound.length));
    }

    /** Median over the voiced frames of the best autocorrelation lag, in Hz. */
    private static double pitch(short[] sound) {
        int rate = voice.sampleRate();
        double[] found = java.util.stream.IntStream.range(0, (sound.length - 1600) / 160).mapToDouble(f -> {
            double best = 0.6;
            double hertz = 0;
            for (int lag = rate / 500; lag < rate / 80; lag++) {
                double cross = 0;
                double own = 1e4;
                double other = 1e4;
                for (int i = f * 160; i < f * 160 + 640; i++) {
                    cross += (double) sound[i] * sound[i + lag];
                    own += (double) sound[i] * sound[i];
                    other += (double) sound[i + lag] * sound[i + lag];
                }
                double likeness = cross / Math.sqrt(own * other);
                if (likeness > best + 0.03) {
                    best = likeness;
                    hertz = (double) rate / lag;
                }
            }
            return hertz;
        }).filter(h -> h > 0).sorted().toArray();
        return found[found.length / 2];
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
