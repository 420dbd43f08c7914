package dev.hearken.dialogue;

import java.util.List;
import java.util.Optional;

/**
 * Answers intents without a hub. Found by {@link java.util.ServiceLoader}; needs a public constructor without arguments. Called from one thread, which
 * must not wait: compute, and return.
 */
public interface Skill {

    /** What is done and said; empty if this intent is somebody else's. */
    Optional<Answer> answer(Intent intent, SkillContext context);

    /** What has come due since the last call and is to be said unasked, such as the end of a timer; called about once a second. */
    default List<String> due(SkillContext context) {
        return List.of();
    }

    /** Somebody wants silence: what rings is over. */
    default void silence(SkillContext context) {
    }
}
