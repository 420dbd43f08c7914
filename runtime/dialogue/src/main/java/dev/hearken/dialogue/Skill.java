package dev.hearken.dialogue;

import java.util.List;
import java.util.Optional;

/**
 * Answers intents without a hub; docs/dialogue.md shows how one is written. Found by {@link java.util.ServiceLoader}; needs a public constructor without arguments. Called from one thread, which
 * must not wait: compute, and return.
 */
public interface Skill {

    /** Ms; a skill that has nothing due is asked this often. */
    long LONGEST_WAIT = 1_000;

    /** Called once, before anything else. What is kept in the state folder is read here; later nothing may wait. */
    default void open(SkillStart start, SkillContext context) {
    }

    /** What is done and said; empty if this intent is somebody else's. */
    Optional<Answer> answer(Intent intent, SkillContext context);

    /** What has come due since the last call and is to be said unasked, such as the end of a timer; called after {@link #millisToDue}, or earlier. */
    default List<String> due(SkillContext context) {
        return List.of();
    }

    /** How long {@link #due} need not be called; asked again after each intent. 0..{@link #LONGEST_WAIT}. */
    default long millisToDue(SkillContext context) {
        return LONGEST_WAIT;
    }

    /** Somebody wants silence: what rings is over. */
    default void silence(SkillContext context) {
    }

    /** Whether something rings now, as a timer that is over does until somebody silences it. */
    default boolean rings(SkillContext context) {
        return false;
    }
}
