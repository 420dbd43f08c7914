package dev.hearken.app.internal.wyoming;

import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.app.internal.speaker.SpeakerDialogue;
import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The speaker as a satellite: while a server has taken it over, what follows the wake word is sent to that server instead of
 * being understood here. The speaker's own dialogue listens along, so that its state, its signs and its time-outs are as ever
 * and the end of the utterance is found; the server may end it earlier by its transcript. Belongs to the event loop.
 *
 * <pre>
 *  state      event                               next       sent
 *  FREE       run-satellite                       WAITING
 *  WAITING    wake word, the dialogue listens     STREAMING  run-pipeline, detection, streaming-started, audio-start
 *  STREAMING  tick                                STREAMING  audio-chunk
 *  STREAMING  the dialogue listens no longer      WAITING    audio-stop, streaming-stopped
 *  STREAMING  transcript, voice-stopped, error    STREAMING  (ends the listening)
 *  any        pause-satellite, connection gone    FREE
 * </pre>
 */
final class WyomingSatellite implements SpeakerObserver {

    private enum State { FREE, WAITING, STREAMING }

    /** 64 ms. */
    private static final int CHUNK = 1024;
    /** As much before the end of the wake word as the speaker itself listens to. */
    private static final int MARGIN_SAMPLES = 960;

    private final SpeakerDialogue dialogue;
    private final Ear ear;
    private final short[] chunk = new short[CHUNK];
    private State state = State.FREE;
    private @Nullable WyomingConnection server;
    private String session = "";
    private String phrase = "";
    private long wokenAt;
    private long position;
    private long sent;

    WyomingSatellite(SpeakerDialogue dialogue, Ear ear) {
        this.dialogue = dialogue;
        this.ear = ear;
    }

    /** Whether a server understands what follows the wake word. */
    boolean taken() {
        return state != State.FREE;
    }

    /** A server takes the satellite over; the one before loses it. */
    void run(WyomingConnection connection) {
        if (server != connection) {
            release();
            server = connection;
            state = State.WAITING;
        }
    }

    boolean servedBy(WyomingConnection connection) {
        return server == connection;
    }

    /** A server pauses the satellite, or has gone. */
    void release(WyomingConnection connection) {
        if (server == connection) {
            release();
        }
    }

    private void release() {
        if (state == State.STREAMING) {
            state = State.WAITING;
            dialogue.finishListening();
        }
        server = null;
        state = State.FREE;
    }

    /** What the server tells. */
    void on(WyomingEvent event) {
        if (state == State.STREAMING && (event.type().equals("transcript") || event.type().equals("voice-stopped") || event.type().equals("error"))) {
            dialogue.finishListening();
        }
    }

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Woke woke) {
            phrase = woke.phrase();
            wokenAt = Math.max(0, woke.endSample() - MARGIN_SAMPLES);
        }
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        if (effect instanceof DialogueEffect.PublishWake wake && taken()) {
            session = wake.sessionId();
        } else if (effect instanceof DialogueEffect.StartListening start && start.sessionId().equals(session) && state == State.WAITING && server != null) {
            stream(server);
        }
    }

    private void stream(WyomingConnection to) {
        state = State.STREAMING;
        position = Math.max(wokenAt, ear.oldest(CHUNK));
        sent = 0;
        to.send(WyomingEvent.of("run-pipeline", new JsonObject().put("start_stage", "asr").put("end_stage", "tts").put("restart_on_end", false)
            .put("wake_word_name", phrase).put("snd_format", format(WyomingSounds.SAMPLE_RATE))));
        to.send(WyomingEvent.of("detection", new JsonObject().put("name", phrase)));
        to.send(WyomingEvent.of("streaming-started"));
        to.send(WyomingEvent.of("audio-start", format(Ear.SAMPLE_RATE).put("timestamp", 0)));
    }

    @Override
    public void settled(DialogueState now) {
        if (state == State.STREAMING && !(now instanceof DialogueState.Listening listening && listening.sessionId().equals(session)) && server != null) {
            tick();
            state = State.WAITING;
            server.send(WyomingEvent.of("audio-stop", new JsonObject().put("timestamp", sent * 1000 / Ear.SAMPLE_RATE)));
            server.send(WyomingEvent.of("streaming-stopped"));
        }
    }

    /** Sends what has been heard since; often enough that the server does not wait. A server that does not read loses sound. */
    void tick() {
        WyomingConnection to = server;
        while (state == State.STREAMING && to != null && ear.head() - position >= CHUNK) {
            int count = ear.read(position, chunk, 0, CHUNK);
            if (count < CHUNK) {
                position = ear.oldest(CHUNK);
                continue;
            }
            position += count;
            if (!to.congested()) {
                to.send(new WyomingEvent("audio-chunk", format(Ear.SAMPLE_RATE).put("timestamp", sent * 1000 / Ear.SAMPLE_RATE), PcmConverter.bytes(chunk, count)));
            }
            sent += count;
        }
    }

    static JsonObject format(int rate) {
        return new JsonObject().put("rate", rate).put("width", 2).put("channels", 1);
    }
}
