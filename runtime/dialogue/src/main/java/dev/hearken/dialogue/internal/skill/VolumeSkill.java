package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SpeakerAction;
import java.util.Optional;

/** The speaker's own volume; the volume of a named player is the hub's. */
public final class VolumeSkill implements Skill {

    /** Points of a hundred for "louder" and "quieter". */
    private static final int STEP = 10;

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        if (intent.slot("name").isPresent() || intent.slot("area").isPresent()) {
            return Optional.empty();
        }
        String reply = context.replies().to(intent);
        return switch (intent.name()) {
            case "HassSetVolume" -> intent.number("volume_level")
                    .map(level -> Answer.act(new SpeakerAction.SetVolume((int) Math.round(level)), reply));
            case "HassSetVolumeRelative" -> intent.slot("volume_step").flatMap(step -> points(step, intent))
                    .map(points -> Answer.act(new SpeakerAction.ChangeVolume(points), reply));
            case "HassMediaPlayerMute" -> Optional.of(Answer.act(new SpeakerAction.SilenceOutput(true), ""));
            case "HassMediaPlayerUnmute" -> Optional.of(Answer.act(new SpeakerAction.SilenceOutput(false), reply));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> points(String step, Intent intent) {
        return switch (step) {
            case "up" -> Optional.of(STEP);
            case "down" -> Optional.of(-STEP);
            default -> intent.number("volume_step").map(Double::intValue);
        };
    }
}
