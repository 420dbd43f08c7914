package dev.hearken.speech.internal.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import dev.hearken.speech.SpeechSynthesizer.Utterance;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every voice that ships keeps to, whatever its language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VoiceContract {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ShippedVoice shipped;
    private final Texts texts;
    private final String reply;
    private SpeechSynthesizer voice;

    /**
     * Texts in the voice's language.
     *
     * @param reply       a reply of about two seconds
     * @param voiced      a reply of which most is voiced
     * @param counting    a piece of a long sentence
     * @param unspeakable a character that the language has no sound for
     * @param silent      texts without a sound
     * @param odd         texts of which only some can be spoken
     */
    record Texts(String reply, String voiced, String counting, String unspeakable, List<String> silent, List<String> odd) {
    }

    VoiceContract(String language, Texts texts) {
        this.shipped = new ShippedVoice(language);
        this.texts = texts;
        this.reply = texts.reply();
    }

    @BeforeAll
    void open(@TempDir Path folder) {
        assumeTrue(shipped.isThere(), "no voice in " + shipped.packFolder());
        voice = shipped.open(folder);
    }

    @AfterAll
    void close() {
        if (voice != null) {
            voice.close();
        }
    }

    List<String> silent() {
        return texts.silent();
    }

    List<String> odd() {
        return texts.odd();
    }

    @Test
    void shouldSpeakAReplyAtSpeechLevelAndPlausibleLength() {
        short[] sound = say(reply);

        double seconds = (double) sound.length / voice.sampleRate();
        assertTrue(seconds > 1.0 && seconds < 3.5, seconds + " s");
        assertTrue(rms(sound) > 800 && rms(sound) < 10000, "level " + rms(sound));
    }

    @Test
    void shouldSayTheSameTextTheSameWay() {
        assertArrayEquals(say(reply), say(reply));
    }

    @Test
    void shouldGiveTheSameSoundInPiecesOfAnySize() {
        assertArrayEquals(ShippedVoice.say(voice, reply, Settings.NORMAL, 7), ShippedVoice.say(voice, reply, Settings.NORMAL, 100_000));
    }

    @Test
    void shouldDeliverTheFirstSamplesWithoutMakingTheRest() {
        try (Utterance utterance = voice.speak((reply + " ").repeat(4000), Settings.NORMAL)) {
            long before = allocated();
            assertEquals(160, utterance.read(new short[160], 0, 160));
            assertTrue(allocated() - before < 1_000_000, "bytes for the first samples of 100,000 characters: " + (allocated() - before));
        }
    }

    @Test
    void shouldSpeakFasterAndSlower() {
        int normal = say(reply).length;

        assertEquals(0.5, (double) say(reply, new Settings(2, 1, 1)).length / normal, 0.06);
        assertEquals(2, (double) say(reply, new Settings(0.5, 1, 1)).length / normal, 0.06);
    }

    @Test
    void shouldSpeakHigherAndLower() {
        double normal = pitch(say(texts.voiced()));

        assertEquals(1.4, pitch(say(texts.voiced(), new Settings(1, 1.4, 1))) / normal, 0.15);
        assertEquals(0.75, pitch(say(texts.voiced(), new Settings(1, 0.75, 1))) / normal, 0.1);
    }

    @Test
    void shouldSpeakSofterAndBeSilentAtVolumeZero() {
        double normal = rms(say(reply));

        assertEquals(0.25, rms(say(reply, new Settings(1, 1, 0.25))) / normal, 0.02);
        assertEquals(0, rms(say(reply, new Settings(1, 1, 0))));
    }

    @Test
    void shouldTakeSettingsOutOfRangeAsTheNearest() {
        assertArrayEquals(say(reply, new Settings(2, 2, 2)), say(reply, new Settings(50, Double.POSITIVE_INFINITY, 9)));
        assertTrue(say(reply, new Settings(Double.NaN, -1, 1)).length > 0);
    }

    @ParameterizedTest
    @MethodSource("silent")
    void shouldSayNothingWhereThereIsNothingToSay(String text) {
        assertEquals(0, say(text).length);
    }

    @ParameterizedTest
    @MethodSource("odd")
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
        assertEquals(0, say((texts.unspeakable() + " ").repeat(50_000)).length);
    }

    @Test
    void shouldAllocateNothingPerReadBetweenRunsOfTheNetworks() {
        short[] pcm = new short[160];
        try (Utterance utterance = voice.speak(texts.counting().repeat(20), Settings.NORMAL)) {
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
        Utterance first = voice.speak(reply, Settings.NORMAL);
        assertTrue(first.read(new short[100], 0, 100) > 0);
        try (Utterance second = voice.speak(reply, Settings.NORMAL)) {
            assertEquals(Utterance.END, first.read(new short[100], 0, 100));
            first.close();
            assertTrue(second.read(new short[100], 0, 100) > 0);
        }
    }

    @Test
    void shouldRefuseToSpeakOnceClosed(@TempDir Path folder) {
        SpeechSynthesizer other = shipped.open(folder);
        other.close();
        other.close();
        assertThrows(IllegalStateException.class, () -> other.speak(reply, Settings.NORMAL));
    }

    private short[] say(String text) {
        return say(text, Settings.NORMAL);
    }

    private short[] say(String text, Settings settings) {
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
    private double pitch(short[] sound) {
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
