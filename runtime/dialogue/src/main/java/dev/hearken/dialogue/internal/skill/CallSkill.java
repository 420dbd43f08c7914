package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SpeakerAction;
import java.util.Optional;

/** Calls between the speakers of a home. Whether there is somebody to call, and what became of it, the speaker says itself. */
public final class CallSkill implements Skill {

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        return switch (intent.name()) {
            case "HearkenCall" -> Optional.of(intent.slot("area").map(area -> Answer.act(new SpeakerAction.Call(area), ""))
                    .orElseGet(() -> Answer.ask(context.replies().fixed("call-where"))));
            case "HearkenTakeCall" -> Optional.of(Answer.act(new SpeakerAction.TakeCall(), ""));
            case "HearkenHangUp" -> Optional.of(Answer.act(new SpeakerAction.HangUp(), ""));
            default -> Optional.empty();
        };
    }
}
