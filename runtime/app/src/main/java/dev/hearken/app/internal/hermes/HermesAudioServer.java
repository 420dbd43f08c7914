package dev.hearken.app.internal.hermes;

import dev.hearken.app.internal.config.Configuration.AudioFrames;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.app.internal.speaker.SpeakerDialogue;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.DialogueState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Hermes' audio server: sound out, sound in (only where it is asked for), volume, devices. Belongs to the event loop. */
final class HermesAudioServer {

    private static final String PREFIX = HermesPort.HERMES + "audioServer/";
    /** 64 ms, as others send it. */
    private static final int FRAME = 1024;
    /** What fits into the largest message: a little more than 8 s. */
    private static final int MOST_CAPTURED = 130_000;

    private final HermesPort port;
    private final Executor loop;
    private final Ear ear;
    private final AudioFrames frames;
    private final HermesSounds sounds;
    private final SpeakerDialogue dialogue;
    private boolean summary;
    private long position = -1;

    HermesAudioServer(HermesPort port, Executor loop, Ear ear, AudioFrames frames, HermesSounds sounds, SpeakerDialogue dialogue) {
        this.port = port;
        this.loop = loop;
        this.ear = ear;
        this.frames = frames;
        this.sounds = sounds;
        this.dialogue = dialogue;
    }

    void subscribe() {
        String component = "audioServer/play";
        port.onBytes(PREFIX + port.siteId() + "/playBytes/+", this::play);
        port.on(PREFIX + "toggleOn", component, body -> dialogue.silence(false));
        port.on(PREFIX + "toggleOff", component, body -> dialogue.silence(true));
        port.on(PREFIX + "toggleSummaryOn", "audioServer/record", body -> summary = true);
        port.on(PREFIX + "toggleSummaryOff", "audioServer/record", body -> summary = false);
        port.on(HermesPort.RHASSPY + "audioServer/setVolume", component, this::volume);
        port.on(HermesPort.RHASSPY + "audioServer/getDevices", component, this::devices);
    }

    private void play(String requestId, byte[] wav) {
        try {
            Clip clip = Clip.ofWav(wav);
            loop.execute(() -> dialogue.play(clip, sounds.expect(HermesSounds.Kind.PLAY, requestId, "")));
        } catch (IllegalArgumentException e) {
            port.error("audioServer/play", String.valueOf(e.getMessage()), "");
            port.publish(PREFIX + port.siteId() + "/playFinished", new JsonObject().put("id", requestId).put("siteId", port.siteId()));
        }
    }

    private void volume(JsonObject body) {
        double volume = body.getValue("volume") instanceof Number number ? number.doubleValue() : -1;
        if (!(volume >= 0 && volume <= 1)) {
            throw new IllegalArgumentException("volume must be 0 to 1");
        }
        dialogue.volume((int) Math.round(volume * 100));
    }

    private void devices(JsonObject body) {
        JsonArray modes = body.getJsonArray("modes") == null ? new JsonArray() : body.getJsonArray("modes");
        JsonArray devices = new JsonArray();
        for (String mode : new String[] {"input", "output"}) {
            if (modes.isEmpty() || modes.contains(mode)) {
                devices.add(new JsonObject().put("mode", mode).put("id", "default").put("name", "default").put("description", "as configured")
                    .put("working", !(dialogue.state() instanceof DialogueState.Faulted)));
            }
        }
        port.publish(HermesPort.RHASSPY + "audioServer/devices", new JsonObject().put("devices", devices).put("siteId", port.siteId())
            .put("id", body.getValue("id", "")));
    }

    /** About ten times a second. */
    void tick() {
        if (summary) {
            port.publish(PREFIX + port.siteId() + "/audioSummary", new JsonObject().put("siteId", port.siteId())
                .put("debiasedEnergy", 32768 * Math.pow(10, ear.levelDb() / 20)).put("isSpeech", ear.speechProbability() > 0.5));
        }
        Optional<String> topic = switch (frames) {
            case NONE -> Optional.empty();
            case ALWAYS -> Optional.of(PREFIX + port.siteId() + "/audioFrame");
            case SESSION -> dialogue.state() instanceof DialogueState.Listening listening
                ? Optional.of(PREFIX + port.siteId() + "/" + listening.sessionId() + "/audioSessionFrame") : Optional.empty();
        };
        if (topic.isEmpty()) {
            position = -1;
        } else {
            stream(topic.get());
        }
    }

    private void stream(String topic) {
        if (position < 0) {
            position = ear.head();
        }
        short[] frame = new short[FRAME];
        while (ear.head() - position >= FRAME) {
            int count = ear.read(position, frame, 0, FRAME);
            if (count < FRAME) {
                position = ear.head();
                return;
            }
            position += count;
            port.sound(topic, AudioFiles.wav(frame, count, AudioFormat.SPEECH), true);
        }
    }

    /** The sound of an utterance that has just ended, for whoever asked for it. */
    void captured(String sessionId, long from) {
        long end = ear.head();
        long begin = Math.max(Math.max(from, ear.oldest(FRAME)), end - MOST_CAPTURED);
        short[] pcm = new short[(int) (end - begin)];
        int count = ear.read(begin, pcm, 0, pcm.length);
        if (count > 0) {
            port.sound(HermesPort.RHASSPY + "asr/" + port.siteId() + "/" + sessionId + "/audioCaptured", AudioFiles.wav(pcm, count, AudioFormat.SPEECH), false);
        }
    }
}
