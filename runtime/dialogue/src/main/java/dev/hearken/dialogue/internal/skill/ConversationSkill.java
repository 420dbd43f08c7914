package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SpeakerAction;
import java.util.Optional;

/** Never mind, stop, repeat, help. */
public final class ConversationSkill implements Skill {

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        return switch (intent.name()) {
            case "HassNevermind", "HearkenStop" -> Optional.of(Answer.act(new SpeakerAction.StopSounds(), ""));
            case "HearkenRepeat" -> Optional.of(Answer.say(context.lastReply().isBlank() ? context.replies().fixed("nothing-to-repeat") : context.lastReply()));
            case "HearkenHelp" -> Optional.of(Answer.say(context.replies().fixed("help")));
            default -> Optional.empty();
        };
    }
}
