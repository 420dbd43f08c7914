package dev.hearken.app.internal.call;

import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.dsp.CallOutput;
import dev.hearken.dsp.Stft;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;

/**
 * What the speaker hears, cut into frames for the other speaker. While the microphones are off, and for whatever was heard before they were switched off, there
 * is no frame with sound, only a sign of life. Confined to the call's thread, which is none of the sound's: nothing is allocated there, here one message a frame,
 * which the hub keeps until it is sent.
 */
final class CallSender {

    /** A sign of life after so long without sound. */
    static final long ALIVE_NANOS = 400_000_000L;
    private static final float FULL_SCALE = 32_768f;
    /** 18 dB quieter: the other end's voice hardly comes back to it, and who speaks over it is still heard. */
    private static final float DUCKED = 0.125f;
    /** Sound older than this is not sent any more, and what is behind it comes sooner. 0.3 s. */
    private static final int OLDEST = 4_800;

    private final Ear ear;
    private final Hush hush;
    private final HubPort port;
    private final CallOutput output = new CallOutput();
    private final ImaAdpcm encoder = new ImaAdpcm();
    private final short[] block = new short[Stft.HOP];
    private final float[] hop = new float[Stft.HOP];
    private final float[] cleaned = new float[Stft.HOP];
    private final short[] frame = new short[SoundFrame.SAMPLES + Stft.HOP];
    private int gathered;
    private float gain = 1;
    private int number;
    private int closings;
    private long position;
    private long toldNanos;
    private String topic = "";
    private long key;

    CallSender(Ear ear, Hush hush, HubPort port) {
        this.ear = ear;
        this.hush = hush;
        this.port = port;
    }

    /** Begins a call: nothing that was heard before is sent. */
    void begin(String audioTopic, long callKey, long now) {
        topic = audioTopic;
        key = callKey;
        number = 0;
        toldNanos = now - ALIVE_NANOS;
        forget();
    }

    /** Sends nothing of what has been heard until now, only a sign of life. */
    void skip(long now) {
        forget();
        alive(now);
    }

    /**
     * Sends what has been heard.
     *
     * @param ducked more quietly, since the other end talks and no echo canceller takes that out
     * @return frames with sound
     */
    int step(long now, boolean ducked) {
        if (hushed()) {
            skip(now);
            return 0;
        }
        if (ear.head() - position > OLDEST) {
            forget();
        }
        int sent = 0;
        while (ear.head() - position >= Stft.HOP) {
            if (ear.read(position, block, 0, Stft.HOP) != Stft.HOP) {
                forget();
                break;
            }
            position += Stft.HOP;
            clean(ducked ? DUCKED : 1);
            if (gathered >= SoundFrame.SAMPLES) {
                if (hushed()) {
                    forget();
                    break;
                }
                sent += send(now);
            }
        }
        alive(now);
        return sent;
    }

    private boolean hushed() {
        return hush.closed() || hush.closings() != closings;
    }

    private void forget() {
        closings = hush.closings();
        position = ear.head();
        gathered = 0;
        gain = 1;
        output.reset();
        encoder.reset();
    }

    private void clean(float target) {
        for (int i = 0; i < Stft.HOP; i++) {
            hop[i] = block[i] / FULL_SCALE;
        }
        output.process(hop, cleaned);
        float change = (target - gain) / Stft.HOP;
        for (int i = 0; i < Stft.HOP; i++) {
            gain += change;
            frame[gathered++] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(cleaned[i] * gain * FULL_SCALE)));
        }
        gain = target;
    }

    private int send(long now) {
        byte[] bytes = new byte[SoundFrame.BYTES];
        encoder.encode(frame, SoundFrame.SAMPLES, bytes, SoundFrame.HEADER);
        gathered -= SoundFrame.SAMPLES;
        System.arraycopy(frame, SoundFrame.SAMPLES, frame, 0, gathered);
        SoundFrame.writeHeader(bytes, SoundFrame.SOUND, key, number++);
        return publish(bytes, now) ? 1 : 0;
    }

    private void alive(long now) {
        if (now - toldNanos >= ALIVE_NANOS) {
            byte[] bytes = new byte[SoundFrame.HEADER];
            SoundFrame.writeHeader(bytes, SoundFrame.ALIVE, key, number);
            publish(bytes, now);
        }
    }

    /** Nothing waits for a connection: it would leave the house when nobody thinks of it any more. */
    private boolean publish(byte[] bytes, long now) {
        toldNanos = now;
        if (port.state().phase() != HubPort.State.Phase.CONNECTED) {
            return false;
        }
        SiteTopic kind = SiteTopic.CALL_AUDIO;
        port.publish(new HubPort.Message(topic, bytes, kind.qos(), kind.retain(), kind.expiry(), kind.urgency()));
        return true;
    }
}
