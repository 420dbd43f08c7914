package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sounds that wait to be played. Confined to the event loop. */
final class ClipShelf {

    /** A minute of sound takes 3 MB. An older one gives way and is silence when its turn comes. */
    private static final int MOST_CLIPS = 4;

    /** By sound id, oldest first. */
    private final Map<String, Clip> clips = new LinkedHashMap<>();
    private long sounds;

    /** @return id of the sound */
    String put(Clip clip) {
        if (clips.size() >= MOST_CLIPS) {
            clips.remove(clips.keySet().iterator().next());
        }
        String id = "sound" + ++sounds;
        clips.put(id, clip);
        return id;
    }

    Clip take(String id) {
        Clip clip = clips.remove(id);
        return clip == null ? Clip.SILENCE : clip;
    }

    void clear() {
        clips.clear();
    }
}
