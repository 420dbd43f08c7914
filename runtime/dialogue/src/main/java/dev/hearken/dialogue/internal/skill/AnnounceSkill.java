package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SpeakerAction;
import java.util.List;
import java.util.Optional;

/** Takes a message for the speakers of a room, or for all. What it says is not understood: it travels as it sounds. */
public final class AnnounceSkill implements Skill {

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        if (!intent.name().equals("HearkenAnnounce")) {
            return Optional.empty();
        }
        Optional<String> area = intent.slot("area");
        if (area.isEmpty() && intent.slot("everywhere").isEmpty()) {
            return Optional.of(Answer.ask(context.replies().fixed("announce-where")));
        }
        return Optional.of(new Answer(context.replies().to(intent), true, List.of(new SpeakerAction.TakeMessage(area))));
    }
}
