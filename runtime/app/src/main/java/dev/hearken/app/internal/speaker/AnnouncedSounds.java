package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.DialogueEffect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Announcements whose end somebody waits for. Belongs to the event loop. */
public final class AnnouncedSounds {

    private final String prefix;
    /** By the session id under which the dialogue knows it. */
    private final Map<String, Consumer<Boolean>> pending = new LinkedHashMap<>();
    private final Map<Long, String> sounding = new HashMap<>();
    private long count;

    /** @param prefix of the session ids, different from that of others */
    public AnnouncedSounds(String prefix) {
        this.prefix = prefix;
    }

    /**
     * @param ended told true when it has sounded, false if it was dropped or could not be made to sound
     * @return the session id to give to the dialogue with the announcement
     */
    public String expect(Consumer<Boolean> ended) {
        String key = prefix + "-" + ++count;
        pending.put(key, ended);
        return key;
    }

    /** To be told of every effect. */
    public void done(DialogueEffect effect) {
        if (effect instanceof DialogueEffect.Speak speak && pending.containsKey(speak.sessionId())) {
            sounding.put(speak.utteranceId(), speak.sessionId());
        } else if (effect instanceof DialogueEffect.PlaySound play && pending.containsKey(play.sessionId())) {
            sounding.put(play.utteranceId(), play.sessionId());
        }
    }

    /** To be told of every end of a speech, before the dialogue is. */
    public void spoke(long utteranceId) {
        String key = sounding.remove(utteranceId);
        Consumer<Boolean> ended = key == null ? null : pending.remove(key);
        if (ended != null) {
            ended.accept(true);
        }
    }

    /** To be told whenever the speaker rests: what still waits then will never sound. */
    public void rest() {
        List<Consumer<Boolean>> dropped = List.copyOf(pending.values());
        pending.clear();
        sounding.clear();
        dropped.forEach(ended -> ended.accept(false));
    }
}
