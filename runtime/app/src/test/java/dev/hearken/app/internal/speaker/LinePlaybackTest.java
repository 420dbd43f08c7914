package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.app.internal.call.LineOut;
import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What comes of a call, in the playback agent. */
class LinePlaybackTest {

    /** Keeps the last sample and counts. */
    private static final class Counter implements AudioSink {
        long count;
        short last;

        @Override
        public AudioFormat format() {
            return AudioFormat.SPEECH;
        }

        @Override
        public int periodFrames() {
            return 160;
        }

        @Override
        public int write(short[] interleaved, int offset, int frames) {
            count += frames;
            last = interleaved[offset + frames - 1];
            return frames;
        }

        @Override
        public long delayFrames() {
            return 0;
        }

        @Override
        public void drain() {
        }

        @Override
        public void stop() {
        }

        @Override
        public void close() {
        }
    }

    private final Counter sink = new Counter();
    private final LineOut line = new LineOut(16_000);
    private final SpeechQueue queue = new SpeechQueue(16_000, 16_000);
    private final SpeakingGate gate = new SpeakingGate(WhileSpeaking.SAME, 0.9, "");
    private long now = 1_000_000_000L;
    private final PlaybackAgent playback = new PlaybackAgent(sink, () -> sink, queue, line, gate, PlaybackTap.none(), () -> now, () -> { }, event -> { });
    private final SynthesiserAgent synthesiser = new SynthesiserAgent(queue, FakeHearing.Voice::new, () -> { });

    LinePlaybackTest() {
        playback.onStart();
        synthesiser.onStart();
        line.open(true);
    }

    private void said(int value, int frames) {
        short[] pcm = new short[frames];
        Arrays.fill(pcm, (short) value);
        line.samples().write(pcm, 0, frames, 0);
    }

    private void step(int times) {
        for (int i = 0; i < times; i++) {
            playback.doWork();
            now += 10_000_000;
        }
    }

    @Test
    void shouldPlayTheOtherEndAndCountItAsSpeaking() {
        said(800, 640);
        step(4);
        assertEquals(640, sink.count);
        assertTrue(gate.speaking(), "wake words need more");
        assertFalse(gate.lets("computer", 1, now, 0), "and none counts that may have been said there");
        step(30);
        assertFalse(gate.speaking(), "silent for 0.2 s");
        assertTrue(gate.lets("computer", 1, now + 400_000_000L, 0));
    }

    @Test
    void shouldLetARoomThatOnlyHumsWakeNobodyUp() {
        said(20, 640);
        step(4);
        assertTrue(gate.speaking());
        assertTrue(gate.lets("computer", 1, now, 0), "nobody talks there");
    }

    @Test
    void shouldDropWhatIsLeftWhenTheCallIsOver() {
        said(800, 3_200);
        step(5);
        line.open(false);
        step(30);
        assertEquals(800, sink.count, "not a sample more");
        assertFalse(gate.speaking());
        line.open(true);
        step(30);
        assertEquals(800, sink.count, "nor later");
    }

    @Test
    void shouldLetASpeechGoFirst() {
        said(800, 320);
        step(2);
        queue.request(new SpeechQueue.Text(1, "AA", new Settings(1, 1, 1)));
        for (int i = 0; i < 10; i++) {
            synthesiser.doWork();
        }
        said(800, 320);
        step(1);
        step(1);
        assertEquals('A', sink.last);
        step(10);
        assertEquals(800, sink.last, "then the call");
        assertTrue(gate.speaking());
        step(40);
        assertFalse(gate.speaking());
        assertEquals(320 + 200 + 320, sink.count);
    }

    @Test
    void shouldAllocateNothingABlock() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        short[] pcm = new short[160];
        Arrays.fill(pcm, (short) 900);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 12 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                line.samples().write(pcm, 0, 160, 0);
                playback.doWork();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 500, "500 blocks allocated " + least + " bytes");
        assertTrue(sink.count >= 500 * 160);
    }
}
