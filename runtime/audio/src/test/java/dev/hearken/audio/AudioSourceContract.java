package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link AudioSource} keeps to; one subclass an implementation. */
public abstract class AudioSourceContract {

    private static final int FRAMES = 5_000;

    /** Opens a source, in a format of its own choice, that delivers these frames from its start. */
    protected abstract AudioSource open(short[] interleaved, AudioFormat format);

    protected abstract AudioFormat format();

    /** Whether the source goes on (with anything) after what it was given. */
    protected boolean isEndless() {
        return false;
    }

    @Test
    void shouldDeliverItsFramesInOrder() {
        short[] content = content();
        try (AudioSource source = open(content, format())) {
            assertEquals(format(), source.format());
            assertArrayEquals(content, readFrames(source, FRAMES));
            assertEquals(0, source.framesLost());
        }
    }

    @Test
    void shouldDeliverAtMostWhatIsAskedForAndTouchNothingElse() {
        try (AudioSource source = open(content(), format())) {
            int channels = format().channels();
            int asked = Math.max(1, source.periodFrames() / 2);
            short[] block = new short[(asked + 4) * channels];
            Arrays.fill(block, (short) 77);
            int frames = source.read(block, 2 * channels, asked);
            assertTrue(frames >= 0 && frames <= asked, frames + " frames");
            for (int i = 0; i < 2 * channels; i++) {
                assertEquals(77, block[i]);
                assertEquals(77, block[block.length - 1 - i]);
            }
        }
    }

    @Test
    void shouldEndOnceAndForAll() {
        if (isEndless()) {
            return;
        }
        try (AudioSource source = open(content(), format())) {
            readFrames(source, FRAMES);
            short[] block = new short[source.periodFrames() * format().channels()];
            assertEquals(AudioSource.END, source.read(block, 0, source.periodFrames()));
            assertEquals(AudioSource.END, source.read(block, 0, source.periodFrames()));
        }
    }

    @Test
    void shouldEndWhenClosed() {
        AudioSource source = open(content(), format());
        short[] block = new short[source.periodFrames() * format().channels()];
        source.close();
        source.close();
        assertEquals(AudioSource.END, source.read(block, 0, source.periodFrames()));
    }

    @Test
    void shouldStampEachReadWithTheTimeOfItsFirstFrame() {
        try (AudioSource source = open(content(), format())) {
            short[] block = new short[source.periodFrames() * format().channels()];
            long last = Long.MIN_VALUE;
            for (int frames = 0; frames < FRAMES / 2;) {
                int read = source.read(block, 0, source.periodFrames());
                assertTrue(read >= 0, "ended after " + frames);
                if (read > 0) {
                    assertTrue(last == Long.MIN_VALUE || source.captureNanos() - last >= 0, "time ran backwards");
                    last = source.captureNanos();
                }
                frames += read;
            }
        }
    }

    @Test
    void shouldAllocateNothingWhileReading() {
        short[] content = new short[1_300 * 64 * format().channels()];
        try (AudioSource source = open(content, format())) {
            short[] block = new short[source.periodFrames() * format().channels()];
            int frames = Math.min(64, source.periodFrames());
            assertEquals(0, Allocation.bytes(400, () -> {
                source.read(block, 0, frames);
                source.captureNanos();
            }));
        }
    }

    private short[] content() {
        short[] content = new short[FRAMES * format().channels()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (short) (i * 7 + 1);
        }
        return content;
    }

    private static short[] readFrames(AudioSource source, int frames) {
        int channels = source.format().channels();
        short[] all = new short[frames * channels];
        int empty = 0;
        for (int done = 0; done < frames;) {
            int read = source.read(all, done * channels, Math.min(source.periodFrames(), frames - done));
            assertTrue(read >= 0, "ended after " + done + " frames");
            empty = read == 0 ? empty + 1 : 0;
            assertTrue(empty < 1_000, "gave nothing a thousand times after " + done + " frames");
            done += read;
        }
        return all;
    }
}
