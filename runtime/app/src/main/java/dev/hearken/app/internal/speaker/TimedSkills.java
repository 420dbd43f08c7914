package dev.hearken.app.internal.speaker;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillSet;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Skills with the clocks of the home, asked no sooner than they have something due. Confined to the event loop. */
final class TimedSkills {

    private final SkillSet skills;
    private final Clock wallClock;
    private final LongSupplier millis;
    private long nextMillis;

    /** @param millis a clock that never goes back */
    TimedSkills(SkillSet skills, Clock wallClock, LongSupplier millis) {
        this.skills = skills;
        this.wallClock = wallClock;
        this.millis = millis;
    }

    /** Empty if no skill has an answer. Whatever is due is asked for anew afterwards. */
    Optional<Answer> answer(Intent intent) {
        nextMillis = 0;
        return skills.skilled(intent, ZonedDateTime.now(wallClock), millis.getAsLong());
    }

    /** Texts to be said now. */
    List<String> due() {
        long now = millis.getAsLong();
        if (now < nextMillis) {
            return List.of();
        }
        List<String> texts = skills.due(ZonedDateTime.now(wallClock), now);
        nextMillis = now + skills.millisToDue(ZonedDateTime.now(wallClock), now);
        return texts;
    }

    /** Ms until {@link #due} is needed; below 0 if it is late. */
    long millisToDue() {
        return nextMillis - millis.getAsLong();
    }

    /** Ends what rings. */
    void silence() {
        skills.silence(ZonedDateTime.now(wallClock), millis.getAsLong());
    }
}
