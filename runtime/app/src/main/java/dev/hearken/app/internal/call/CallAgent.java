package dev.hearken.app.internal.call;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The sound of a call, both ways, on a thread of its own: what is heard here becomes frames for the other speaker, its frames become sound. Rests where there is
 * no call. Told by the event loop when one begins and ends; woken by the front end and by the hub.
 */
public final class CallAgent implements Agent {

    /** A call that goes on. */
    private record Line(String topic, long key) {
    }

    private final FrameInbox inbox = new FrameInbox();
    private final LineOut out;
    private final NanoClock clock;
    private final Runnable wakeup;
    private final boolean cancelsEcho;
    private final CallSender sender;
    private final CallReceiver receiver;
    private volatile @Nullable Line line;
    private volatile boolean held;
    private @Nullable Line current;

    /**
     * @param cancelsEcho whether what the loudspeaker plays is taken out of what is heard
     * @param wakeup   wakes this agent's thread
     * @param playback told that there is something to play
     */
    public CallAgent(Ear ear, boolean cancelsEcho, Hush hush, HubPort port, LineOut out, NanoClock clock, Runnable wakeup, Runnable playback) {
        this.cancelsEcho = cancelsEcho;
        this.out = out;
        this.clock = clock;
        this.wakeup = wakeup;
        sender = new CallSender(ear, hush, port);
        receiver = new CallReceiver(inbox, out, playback);
    }

    /** Subscribes to the sound that others send to this speaker; once. */
    public void listen(HubPort port, Topics topics) {
        port.subscribe(topics.topic(SiteTopic.CALL_AUDIO), SiteTopic.CALL_AUDIO.qos(), received -> {
            if (!received.retained() && inbox.give(received.payload())) {
                wakeup.run();
            }
        });
    }

    /** A call begins; event loop. */
    public void open(String peer, String callId) {
        long key = SoundFrame.key(callId);
        inbox.open(key);
        line = new Line(new Topics(peer).topic(SiteTopic.CALL_AUDIO), key);
        out.open(!held);
        wakeup.run();
    }

    /** It is over: no frame of it is sent or played any more; event loop. */
    public void close() {
        out.open(false);
        inbox.close();
        line = null;
        wakeup.run();
    }

    /** Whether the call waits, both ways, because the speaker speaks or listens by itself; event loop. */
    public void hold(boolean value) {
        held = value;
        out.open(!value && line != null);
    }

    /** How the sound of the other speaker came, for the log; any thread. */
    public String quality() {
        return inbox.signs() + " frames came, " + receiver.buffer().lost() + " were missing in their time, " + receiver.buffer().dropped() + " dropped";
    }

    /** Grows with each sign of the other speaker; any thread. */
    public long signs() {
        return inbox.signs();
    }

    @Override
    public int doWork() {
        Line now = line;
        long nanos = clock.nanoTime();
        if (now != current) {
            current = now;
            if (now != null) {
                sender.begin(now.topic(), now.key(), nanos);
            }
            receiver.skip(nanos);
        }
        if (now == null) {
            return 0;
        }
        if (held) {
            sender.skip(nanos);
            receiver.skip(nanos);
            return 0;
        }
        int played = receiver.step(nanos);
        return played + sender.step(nanos, !cancelsEcho && receiver.echoes(nanos));
    }

    @Override
    public String roleName() {
        return "call";
    }
}
