package dev.hearken.app.internal.wyoming;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The answer to {@code describe}. */
final class WyomingInfo {

    private final EngineRoom room;
    private final boolean satellite;
    private final boolean microphone;

    WyomingInfo(EngineRoom room, boolean satellite, boolean microphone) {
        this.room = room;
        this.satellite = satellite;
        this.microphone = microphone;
    }

    JsonObject build() {
        WyomingEngines engines = room.described();
        JsonArray languages = new JsonArray().add(engines.language());
        JsonArray phrases = new JsonArray();
        engines.wakeWords().forEach(phrase -> phrases.add(program(engines, phrase, "wake word").put("languages", languages).put("phrase", phrase)));
        JsonObject info = new JsonObject()
            .put("asr", new JsonArray().add(program(engines, "hearken", "commands of the home, and free words where the pack has a word list")
                .put("models", new JsonArray().add(program(engines, engines.pack(), "model pack").put("languages", languages)))
                .put("supports_transcript_streaming", true)))
            .put("tts", new JsonArray())
            .put("wake", new JsonArray().add(program(engines, "hearken", "wake words typed as text").put("models", phrases)))
            .put("handle", new JsonArray())
            .put("intent", new JsonArray().add(program(engines, "hearken", "sentences of the home")
                .put("models", new JsonArray().add(program(engines, engines.pack(), "vocabulary").put("languages", languages)))))
            .put("mic", microphone ? new JsonArray().add(program(engines, "hearken", "the speaker's microphones").put("mic_format", format(16_000))) : new JsonArray())
            .put("snd", new JsonArray().add(program(engines, "hearken", "the speaker's loudspeaker").put("snd_format", format(WyomingSounds.SAMPLE_RATE))));
        engines.voice().ifPresent(voice -> info.getJsonArray("tts").add(program(engines, "hearken", "the voice of the pack")
            .put("voices", new JsonArray().add(program(engines, engines.pack(), "voice").put("languages", languages)))
            .put("supports_synthesize_streaming", true)));
        if (satellite) {
            JsonArray names = new JsonArray();
            engines.wakeWords().forEach(names::add);
            info.put("satellite", program(engines, engines.name(), "smart speaker").put("has_vad", true).put("active_wake_words", names)
                .put("max_active_wake_words", engines.wakeWords().size()).put("supports_trigger", true));
        }
        return info;
    }

    private static JsonObject format(int rate) {
        return new JsonObject().put("rate", rate).put("width", 2).put("channels", 1);
    }

    private static JsonObject program(WyomingEngines engines, String name, String description) {
        return new JsonObject().put("name", name).put("attribution", new JsonObject().put("name", "Hearken").put("url", ""))
            .put("installed", true).put("description", description).put("version", engines.version());
    }
}
