package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells time and date. */
public final class ClockSkill implements Skill {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy", Locale.ENGLISH);

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        return switch (intent.name()) {
            case "HassGetCurrentTime" -> Optional.of(Answer.say(context.replies().to(intent.name(), Map.of("time", TIME.format(context.now())))));
            case "HassGetCurrentDate" -> Optional.of(Answer.say(context.replies().to(intent.name(), Map.of("date", DATE.format(context.now())))));
            default -> Optional.empty();
        };
    }
}
