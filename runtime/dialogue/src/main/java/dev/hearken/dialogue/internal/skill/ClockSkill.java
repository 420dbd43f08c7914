package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.internal.phrase.Phrases;
import java.util.Map;
import java.util.Optional;

/** Tells time and date. */
public final class ClockSkill implements Skill {

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        return switch (intent.name()) {
            case "HassGetCurrentTime" -> Optional.of(Answer.say(context.replies().to(intent.name(), Map.of("time", phrases(context).time(context.now().toLocalTime())))));
            case "HassGetCurrentDate" -> Optional.of(Answer.say(context.replies().to(intent.name(), Map.of("date", phrases(context).date(context.now().toLocalDate())))));
            default -> Optional.empty();
        };
    }

    private static Phrases phrases(SkillContext context) {
        return Phrases.of(context.replies().language());
    }
}
