package dev.hearken.app.internal.hermes;

import dev.hearken.dialogue.DialogueEffect;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts and sounds that somebody wants to be told the end of. Belongs to the event loop. */
final class HermesSounds {

    enum Kind { SAY, PLAY }

    private record Wanted(Kind kind, String id, String sessionId) {
    }

    private final HermesPort port;
    /** By the session id under which the speaker's dialogue knows it. */
    private final Map<String, Wanted> pending = new LinkedHashMap<>();
    private final Map<Long, String> sounding = new HashMap<>();
    private long count;

    HermesSounds(HermesPort port) {
        this.port = port;
    }

    /** @return the session id to give to the speaker's dialogue */
    String expect(Kind kind, String id, String sessionId) {
        String key = (kind == Kind.SAY ? "say-" : "play-") + ++count;
        pending.put(key, new Wanted(kind, id, sessionId));
        return key;
    }

    void done(DialogueEffect effect) {
        if (effect instanceof DialogueEffect.Speak speak && pending.containsKey(speak.sessionId())) {
            sounding.put(speak.utteranceId(), speak.sessionId());
        } else if (effect instanceof DialogueEffect.PlaySound play && pending.containsKey(play.sessionId())) {
            sounding.put(play.utteranceId(), play.sessionId());
        }
    }

    void spoke(long utteranceId) {
        String key = sounding.remove(utteranceId);
        Wanted wanted = key == null ? null : pending.remove(key);
        if (wanted != null) {
            tell(wanted);
        }
    }

    /** The speaker rests: what still pends was dropped, or could not be made to sound. */
    void rest() {
        pending.values().forEach(wanted -> {
            port.error(wanted.kind() == Kind.SAY ? "tts" : "audioServer/play", "it was stopped, or the speaker cannot sound now", wanted.sessionId());
            tell(wanted);
        });
        pending.clear();
        sounding.clear();
    }

    private void tell(Wanted wanted) {
        JsonObject body = new JsonObject().put("siteId", port.siteId()).put("id", wanted.id()).put("sessionId", wanted.sessionId());
        port.publish(wanted.kind() == Kind.SAY ? HermesPort.HERMES + "tts/sayFinished"
            : HermesPort.HERMES + "audioServer/" + port.siteId() + "/playFinished", body);
    }
}
