package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sounds that wait for their turn to be played, by id; bounded. Confined to the event loop. */
final class ClipShelf {

    /** A minute of sound takes 3 MB. An older one gives way and is silence when its turn comes. */
    private static final int MOST = 4;

    private final Map<String, Clip> clips = new LinkedHashMap<>();
    private long count;

    /** @return the id it is asked for with */
    String put(Clip clip) {
        if (clips.size() >= MOST) {
            clips.remove(clips.keySet().iterator().next());
        }
        String id = "sound" + ++count;
        clips.put(id, clip);
        return id;
    }

    /** Once; silence if it is not there any more. */
    Clip take(String id) {
        Clip clip = clips.remove(id);
        return clip == null ? Clip.SILENCE : clip;
    }

    void clear() {
        clips.clear();
    }
}
