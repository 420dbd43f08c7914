package dev.hearken.app.internal.hermes;

import dev.hearken.app.internal.speaker.AnnouncedSounds;
import io.vertx.core.json.JsonObject;

/** Texts and sounds that a skill wants to be told the end of. Belongs to the event loop. */
final class HermesSounds {

    enum Kind { SAY, PLAY }

    private final HermesPort port;
    private final AnnouncedSounds sounds = new AnnouncedSounds("hermes");

    HermesSounds(HermesPort port) {
        this.port = port;
    }

    AnnouncedSounds announced() {
        return sounds;
    }

    /** @return the session id to give to the speaker's dialogue */
    String expect(Kind kind, String id, String sessionId) {
        return sounds.expect(sounded -> {
            if (!sounded) {
                port.error(kind == Kind.SAY ? "tts" : "audioServer/play", "it was stopped, or the speaker cannot sound now", sessionId);
            }
            port.publish(kind == Kind.SAY ? HermesPort.HERMES + "tts/sayFinished" : HermesPort.HERMES + "audioServer/" + port.siteId() + "/playFinished",
                new JsonObject().put("siteId", port.siteId()).put("id", id).put("sessionId", sessionId));
        });
    }
}
