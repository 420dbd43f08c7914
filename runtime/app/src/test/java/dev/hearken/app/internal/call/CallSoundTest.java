package dev.hearken.app.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.MemoryHub;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The two halves of a call's sound, each by itself. */
class CallSoundTest {

    private static final long KEY = SoundFrame.key("c1");
    private static final int ROUNDS = 12;

    /** Hears a voice all the time: 16 samples a millisecond of {@link #now}. */
    private final class Room implements Ear {
        @Override
        public long head() {
            return now / 62_500;
        }

        @Override
        public long oldest(int margin) {
            return 0;
        }

        @Override
        public int read(long from, short[] pcm, int offset, int length) {
            for (int i = 0; i < length; i++) {
                pcm[offset + i] = (short) ((from + i) % 4_800 < 3_200 ? 5_000 * Math.sin((from + i) * 0.2) : 0);
            }
            return length;
        }

        @Override
        public double levelDb() {
            return -20;
        }

        @Override
        public float speechProbability() {
            return 1;
        }
    }

    private static final class Switch implements Hush {
        boolean closed;
        int closings;

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public int closings() {
            return closings;
        }
    }

    private final Switch mute = new Switch();
    private final MemoryHub hub = new MemoryHub();
    private final CallSender sender = new CallSender(new Room(), mute, hub);
    private long now;

    private int send(int steps) {
        int sent = 0;
        for (int i = 0; i < steps; i++) {
            now += 10_000_000;
            sent += sender.step(now, false);
        }
        return sent;
    }

    private static long allocated(Runnable run) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                run.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void shouldSendTwentyFiveFramesASecondInOrder() {
        sender.begin("hearken/kitchen/call/audio", KEY, 0);
        int sent = send(1_000);
        assertTrue(sent >= 249 && sent <= 250, sent + " frames in ten seconds");
        int number = 0;
        for (HubPort.Message message : hub.published) {
            assertEquals("hearken/kitchen/call/audio", message.topic());
            assertEquals(0, message.qos());
            assertEquals(1, message.expiry().toSeconds());
            if (SoundFrame.sounds(message.payload())) {
                assertEquals(number++, SoundFrame.number(message.payload()));
            }
        }
        assertEquals(sent, number);
    }

    @Test
    void shouldSendNothingOfWhatWasHeardBeforeOrDuringAMute() {
        sender.begin("hearken/kitchen/call/audio", KEY, 0);
        send(100);
        // On and off again between two steps: what has been gathered of a frame is from before.
        mute.closings++;
        assertEquals(0, send(1));
        mute.closed = true;
        mute.closings++;
        assertEquals(0, send(200), "no frame with sound");
        long signs = hub.published.stream().filter(m -> m.payload().length == SoundFrame.HEADER).count();
        assertTrue(signs >= 5, signs + " signs of life in two seconds");
        mute.closed = false;
        assertEquals(0, send(3), "a frame has to be heard anew");
        assertTrue(send(20) >= 4);
    }

    private double loudness(int from) {
        ImaAdpcm decoder = new ImaAdpcm();
        short[] pcm = new short[SoundFrame.SAMPLES];
        double power = 0;
        for (HubPort.Message message : hub.published.subList(from, hub.published.size())) {
            if (SoundFrame.sounds(message.payload())) {
                decoder.decode(message.payload(), SoundFrame.HEADER, pcm, pcm.length);
                for (short sample : pcm) {
                    power += (double) sample * sample / (SoundFrame.SAMPLES * (hub.published.size() - from));
                }
            }
        }
        return 10 * Math.log10(power);
    }

    @Test
    void shouldSendMoreQuietlyWhereTheOtherEndWouldHearItself() {
        sender.begin("hearken/kitchen/call/audio", KEY, 0);
        send(500);
        int loud = hub.published.size();
        send(300);
        double full = loudness(loud);
        sender.step(now += 10_000_000, true);
        int quiet = hub.published.size();
        for (int i = 0; i < 300; i++) {
            sender.step(now += 10_000_000, true);
        }
        assertEquals(18, full - loudness(quiet), 1.5);
    }

    @Test
    void shouldTellForAWhileThatTheOtherEndTalks() {
        FrameInbox inbox = new FrameInbox();
        inbox.open(KEY);
        CallReceiver receiver = new CallReceiver(inbox, new LineOut(16_000), () -> { });
        receiver.begin(0);
        short[] voice = new short[SoundFrame.SAMPLES];
        java.util.Arrays.fill(voice, (short) 900);
        for (int number = 0; number < 3; number++) {
            byte[] frame = new byte[SoundFrame.BYTES];
            SoundFrame.writeHeader(frame, SoundFrame.SOUND, KEY, number);
            new ImaAdpcm().encode(voice, voice.length, frame, SoundFrame.HEADER);
            inbox.give(frame);
        }
        assertFalse(receiver.echoes(0));
        receiver.step(0);
        assertTrue(receiver.echoes(0));
        receiver.step(80_000_000);
        assertTrue(receiver.echoes(379_000_000));
        receiver.step(380_000_000);
        assertFalse(receiver.echoes(680_000_000));
    }

    @Test
    void shouldLetGoOfWhatIsTooOld() {
        sender.begin("hearken/kitchen/call/audio", KEY, 0);
        send(100);
        now += 2_000_000_000L;
        int late = sender.step(now, false);
        assertTrue(late <= 1, late + " frames of two seconds in which the thread stood still");
    }

    @Test
    void shouldKeepThePaceAndAllocateNothingAFrame() {
        FrameInbox inbox = new FrameInbox();
        inbox.open(KEY);
        LineOut line = new LineOut(48_000);
        CallReceiver receiver = new CallReceiver(inbox, line, () -> { });
        receiver.begin(0);
        byte[] frame = new byte[SoundFrame.BYTES];
        short[] played = new short[48_000];
        int[] number = {0};
        int[] frames = {0};
        Runnable step = () -> {
            now += SoundFrame.NANOS;
            SoundFrame.writeHeader(frame, SoundFrame.SOUND, KEY, number[0]++);
            inbox.give(frame);
            receiver.step(now);
            frames[0] += line.samples().read(played, 0, played.length);
        };
        for (int i = 0; i < 200; i++) {
            step.run();
        }
        frames[0] = 0;
        for (int i = 0; i < 250; i++) {
            step.run();
        }
        assertEquals(480_000, frames[0], 10, "ten seconds are ten seconds, at the loudspeaker's rate");
        assertEquals(0, receiver.buffer().lost());
        assertTrue(allocated(step) < 500, "500 frames allocated too much");
    }
}
