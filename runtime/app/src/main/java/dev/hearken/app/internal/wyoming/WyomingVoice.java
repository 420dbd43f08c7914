package dev.hearken.app.internal.wyoming;

import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Text to sound for clients, one after the other. Belongs to the speaking worker. */
final class WyomingVoice {

    /** About 46 ms at 22,050 Hz. */
    private static final int BLOCK = 1024;

    /** Takes events as fast as the client does. */
    interface Sink {
        /** @return false if the client has gone */
        boolean send(WyomingEvent event);
    }

    private final EngineRoom room;
    private EngineRoom.@Nullable Lease lease;
    private @Nullable SpeechSynthesizer synthesiser;

    WyomingVoice(EngineRoom room) {
        this.room = room;
    }

    void start(Sink sink) {
        sink.send(WyomingEvent.of("audio-start", format(voice()).put("timestamp", 0)));
    }

    /**
     * Sends the sound of a text.
     *
     * @param from samples of this answer that went before
     * @return samples of this answer so far, -1 if the client has gone
     */
    long speak(String text, long from, Sink sink) {
        short[] block = new short[BLOCK];
        long at = from;
        SpeechSynthesizer speaking = voice();
        try (SpeechSynthesizer.Utterance utterance = speaking.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            for (int count = utterance.read(block, 0, BLOCK); count != SpeechSynthesizer.Utterance.END; count = utterance.read(block, 0, BLOCK)) {
                JsonObject data = format(speaking).put("timestamp", at * 1000 / speaking.sampleRate());
                if (!sink.send(new WyomingEvent("audio-chunk", data, PcmConverter.bytes(block, count)))) {
                    return -1;
                }
                at += count;
            }
        }
        return at;
    }

    void stop(long samples, Sink sink) {
        sink.send(WyomingEvent.of("audio-stop", new JsonObject().put("timestamp", samples * 1000 / voice().sampleRate())));
    }

    private static JsonObject format(SpeechSynthesizer speaking) {
        return new JsonObject().put("rate", speaking.sampleRate()).put("width", 2).put("channels", 1);
    }

    private SpeechSynthesizer voice() {
        closeIfOutdated();
        SpeechSynthesizer open = synthesiser;
        if (open == null) {
            // It is asked to close when the models change, and needs no other reminder.
            EngineRoom.Lease fresh = room.lease(() -> { });
            lease = fresh;
            open = fresh.engines().voice().orElseThrow().get();
            synthesiser = open;
        }
        return open;
    }

    /** Lets go of a voice that the speaker does not speak with any more. */
    void closeIfOutdated() {
        if (lease != null && lease.outdated()) {
            close();
        }
    }

    void close() {
        if (synthesiser != null) {
            synthesiser.close();
            synthesiser = null;
        }
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
