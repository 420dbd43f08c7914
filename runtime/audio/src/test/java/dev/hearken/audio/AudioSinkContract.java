package dev.hearken.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link AudioSink} keeps to; one subclass an implementation. */
public abstract class AudioSinkContract {

    private static final int FRAMES = 5_000;

    protected abstract AudioSink open(AudioFormat format);

    protected abstract AudioFormat format();

    /** What has left the sink opened last, which is closed by now: at least the frames written and drained. */
    protected abstract short[] played();

    @Test
    void shouldPlayAllFramesInOrder() {
        short[] content = new short[FRAMES * format().channels()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (short) (i * 7 + 1);
        }
        try (AudioSink sink = open(format())) {
            assertEquals(format(), sink.format());
            assertTrue(sink.periodFrames() > 0);
            writeAll(sink, content);
            sink.drain();
            assertEquals(0, sink.delayFrames());
        }
        assertArrayEquals(content, Arrays.copyOf(played(), content.length));
    }

    @Test
    void shouldStopAndPlayAgain() {
        short[] first = new short[64 * format().channels()];
        short[] second = new short[64 * format().channels()];
        Arrays.fill(second, (short) 1234);
        try (AudioSink sink = open(format())) {
            writeAll(sink, first);
            sink.stop();
            sink.stop();
            writeAll(sink, second);
            sink.drain();
        }
        short[] played = played();
        int found = 0;
        for (short sample : played) {
            found += sample == 1234 ? 1 : 0;
        }
        assertEquals(second.length, found);
    }

    @Test
    void shouldRefuseFramesWhenClosed() {
        AudioSink sink = open(format());
        sink.close();
        sink.close();
        assertThrows(AudioException.class, () -> sink.write(new short[format().channels()], 0, 1));
    }

    @Test
    void shouldAllocateNothingWhileWriting() {
        short[] block = new short[64 * format().channels()];
        try (AudioSink sink = open(format())) {
            assertEquals(0, Allocation.bytes(400, () -> {
                sink.write(block, 0, 64);
                sink.delayFrames();
            }));
        }
    }

    private static void writeAll(AudioSink sink, short[] interleaved) {
        int channels = sink.format().channels();
        int frames = interleaved.length / channels;
        int refused = 0;
        for (int done = 0; done < frames;) {
            int written = sink.write(interleaved, done * channels, Math.min(sink.periodFrames(), frames - done));
            refused = written == 0 ? refused + 1 : 0;
            assertTrue(refused < 1_000, "took nothing a thousand times");
            done += written;
        }
    }
}
