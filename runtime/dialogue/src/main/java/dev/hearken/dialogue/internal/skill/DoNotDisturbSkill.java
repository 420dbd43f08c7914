package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SpeakerAction;
import dev.hearken.dialogue.internal.phrase.Phrases;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** "Do not disturb until seven", "for an hour", and its end. The speaker keeps it; here it is only understood. */
public final class DoNotDisturbSkill implements Skill {

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        return switch (intent.name()) {
            case "HearkenDoNotDisturb" -> Optional.of(begin(intent, context));
            case "HearkenDisturb" -> Optional.of(Answer.act(new SpeakerAction.Disturb(), context.replies().to(intent)));
            default -> Optional.empty();
        };
    }

    private static Answer begin(Intent intent, SkillContext context) {
        Phrases phrases = Phrases.of(context.replies().language());
        long seconds = Durations.seconds(intent, "");
        if (seconds > 0) {
            return Answer.act(new SpeakerAction.DoNotDisturb(context.now().plusSeconds(seconds).toInstant()),
                    context.replies().to(intent.name(), Map.of("duration", phrases.duration(seconds))));
        }
        return AlarmTime.of(intent, context.now()).map(until -> Answer.act(
                new SpeakerAction.DoNotDisturb(ZonedDateTime.of(until.date(), until.time(), context.now().getZone()).toInstant()),
                context.replies().to(intent.name(), Map.of("time", phrases.time(until.time()))))).orElseGet(() -> Answer.ask(context.replies().fixed("timer-no-duration")));
    }
}
