package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillSet;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The skills, asked when it is time to. Confined to the event loop. */
final class SkillTurn {

    private final SkillSet skills;
    private final Clock wallClock;
    private final NanoClock clock;
    private long nextMillis;
    private boolean ringing;

    SkillTurn(SkillSet skills, Clock wallClock, NanoClock clock) {
        this.skills = skills;
        this.wallClock = wallClock;
        this.clock = clock;
    }

    /** Texts to be said now; nothing, and at no cost, before something is due. */
    List<String> due() {
        if (millis() < nextMillis) {
            return List.of();
        }
        List<String> texts = skills.due(today(), millis());
        nextMillis = millis() + skills.millisToDue(today(), millis());
        return texts;
    }

    /** Ms until {@link #due} has something to do; 0 or more. */
    long millisToDue() {
        return Math.max(0, nextMillis - millis());
    }

    /** A skill's answer, which may bring something that is due soon. */
    Optional<Answer> answer(Intent intent) {
        nextMillis = 0;
        return skills.skilled(intent, today(), millis());
    }

    void silence() {
        skills.silence(today(), millis());
    }

    /** Looks whether something rings. @return whether that is otherwise than at the last look */
    boolean ringingChanged() {
        boolean before = ringing;
        ringing = skills.ringing(today(), millis());
        return ringing != before;
    }

    /** Whether a timer or alarm rang at the last look. */
    boolean ringing() {
        return ringing;
    }

    private ZonedDateTime today() {
        return ZonedDateTime.now(wallClock);
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime());
    }
}
