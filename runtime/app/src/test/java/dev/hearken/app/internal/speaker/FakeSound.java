package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.AudioSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A microphone and a loudspeaker in memory. */
final class FakeSound {

    private FakeSound() {
    }

    /** Gives the samples period by period; END behind them unless it is told to wait. */
    static final class Source implements AudioSource {
        final AudioFormat format;
        boolean broken;
        boolean waits;
        boolean closed;
        /** When samples are captured; null: one after the other, as if it never waited. */
        @Nullable NanoClock clock;
        private short[] samples = new short[0];
        private int at;
        private long frames;
        private long nanos;

        Source(AudioFormat format) {
            this.format = format;
        }

        Source then(int value, int frameCount) {
            int from = samples.length;
            samples = java.util.Arrays.copyOf(samples, from + frameCount * format.channels());
            java.util.Arrays.fill(samples, from, samples.length, (short) value);
            return this;
        }

        Source then(short[] mono) {
            int from = samples.length;
            samples = java.util.Arrays.copyOf(samples, from + mono.length);
            System.arraycopy(mono, 0, samples, from, mono.length);
            return this;
        }

        Source thenChannels(int frameCount, int... values) {
            int from = samples.length;
            samples = java.util.Arrays.copyOf(samples, from + frameCount * format.channels());
            for (int i = from; i < samples.length; i++) {
                samples[i] = (short) values[(i - from) % values.length];
            }
            return this;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public int periodFrames() {
            return 160;
        }

        @Override
        public int read(short[] interleaved, int offset, int wanted) {
            if (broken) {
                throw new AudioException("card 'fake' is gone");
            }
            int count = Math.min(wanted * format.channels(), samples.length - at);
            if (count == 0) {
                return waits ? 0 : END;
            }
            System.arraycopy(samples, at, interleaved, offset, count);
            at += count;
            nanos = clock == null ? frames * 1_000_000_000L / format.sampleRate() : clock.nanoTime();
            frames += count / format.channels();
            return count / format.channels();
        }

        @Override
        public long captureNanos() {
            return nanos;
        }

        @Override
        public long framesLost() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static final class Sink implements AudioSink {
        final AudioFormat format;
        final List<Short> played = new ArrayList<>();
        boolean broken;
        int room = Integer.MAX_VALUE;
        int stops;

        Sink(AudioFormat format) {
            this.format = format;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public int periodFrames() {
            return 160;
        }

        @Override
        public int write(short[] interleaved, int offset, int frames) {
            if (broken) {
                throw new AudioException("loudspeaker 'fake' is gone");
            }
            int count = Math.min(frames, room);
            for (int i = 0; i < count * format.channels(); i++) {
                played.add(interleaved[offset + i]);
            }
            room -= room == Integer.MAX_VALUE ? 0 : count;
            return count;
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
            stops++;
        }

        @Override
        public void close() {
        }
    }
}
