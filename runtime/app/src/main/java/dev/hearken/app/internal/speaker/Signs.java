package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which chime sounds when. A chime that goes with something said is part of it, so that it neither clips it nor is listened to; one that stands alone
 * sounds when nothing is listened to, or is waited for like a reply. Confined to the event loop.
 */
final class Signs {

    /** Somebody who says nothing for so long after the name waits for a sign. */
    static final long QUIET_MILLIS = 600;
    /** The name itself still counts as speech for so long. */
    private static final long NAME_MILLIS = 250;
    private static final float SPEECH = 0.5f;

    private static final long NONE = -1;

    private final Map<Chime, Clip> sounds = new EnumMap<>(Chime.class);
    private final boolean woken;
    /** The conversation that has had its sign, or in which somebody has spoken. */
    private String settled = "";
    private long sounding = NONE;

    Signs(Configuration.Signs settings) {
        woken = settings.enabled() && settings.woken();
        for (Chime chime : Chime.values()) {
            sounds.put(chime, settings.enabled() ? chime.sound(settings.volume()) : Clip.SILENCE);
        }
    }

    /** What goes before something said or played. */
    Clip before(DialogueState state) {
        if (!(state instanceof DialogueState.Speaking speaking) || speaking.priority() == Priority.REPLY) {
            return Clip.SILENCE;
        }
        if (speaking.priority() == Priority.ALARM) {
            return sound(Chime.TIMER);
        }
        // What has a session is a protocol's, which has sounds of its own.
        return speaking.sessionId().isEmpty() ? sound(Chime.ANNOUNCEMENT) : Clip.SILENCE;
    }

    /** What comes behind it: a question is followed by listening. */
    Clip after(DialogueState state) {
        return state instanceof DialogueState.Speaking speaking && speaking.listenAfter() ? sound(Chime.GO_ON) : Clip.SILENCE;
    }

    /** The sound of a sign; silence where words say it, or nothing must sound. */
    Clip alone(Sign sign, DialogueState state) {
        if (state instanceof DialogueState.Speaking) {
            return Clip.SILENCE;
        }
        return switch (sign) {
            case WOKEN -> Clip.SILENCE;
            case GO_ON -> sound(Chime.GO_ON);
            case DONE -> sound(Chime.DONE);
            case CANCELLED -> sound(Chime.CANCELLED);
            case NOTHING_HEARD, NOT_UNDERSTOOD -> sound(Chime.FAILED);
        };
    }

    /**
     * Whether now is the moment to ask for speech by a sign; true once a conversation at most.
     *
     * @param speech newest probability of speech
     * @param now    ms
     */
    boolean due(DialogueState state, float speech, long now) {
        if (!woken || !(state instanceof DialogueState.Listening listening) || listening.followUp() || settled.equals(listening.sessionId())
            || now - listening.since() < NAME_MILLIS) {
            return false;
        }
        boolean quiet = now - listening.since() >= QUIET_MILLIS;
        if (quiet || listening.speech() || speech >= SPEECH) {
            settled = listening.sessionId();
        }
        return quiet && !listening.speech() && speech < SPEECH;
    }

    /** A sign that stands alone has been handed over. */
    void sounds(long utteranceId) {
        sounding = utteranceId;
    }

    /** Something has been played to its end. */
    void over(long utteranceId) {
        if (utteranceId >= sounding) {
            sounding = NONE;
        }
    }

    /** Number of the sign that may sound still: nobody must listen before it is cut off. */
    OptionalLong sounding() {
        return sounding == NONE ? OptionalLong.empty() : OptionalLong.of(sounding);
    }

    private Clip sound(Chime chime) {
        return sounds.getOrDefault(chime, Clip.SILENCE);
    }
}
