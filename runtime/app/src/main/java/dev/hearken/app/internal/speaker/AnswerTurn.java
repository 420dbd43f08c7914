package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.hook.IntentHook;
import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillSet;
import dev.hearken.dialogue.SpeakerAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who answers an intent: a skill, then somebody outside who is asked, then the home or the fixed reply. Confined to the event loop. */
final class AnswerTurn {

    private final SkillSet templates;
    private final SkillTurn skills;
    private final HomeDialogue home;
    private final IntentHook hook;
    private final long hookMillis;
    private final SpeakerDialogue dialogue;
    /** Intent that somebody outside is to answer. */
    private @Nullable Intent asked;
    private long askedUntil;

    /** @param hookMillis how long somebody outside is waited for */
    AnswerTurn(SkillSet templates, SkillTurn skills, HomeDialogue home, IntentHook hook, long hookMillis, SpeakerDialogue dialogue) {
        this.templates = templates;
        this.skills = skills;
        this.home = home;
        this.hook = hook;
        this.hookMillis = hookMillis;
        this.dialogue = dialogue;
    }

    void answer(Intent intent, long now) {
        Optional<Answer> own = skills.answer(intent);
        if (own.isPresent()) {
            home.answeredHere(intent);
        } else if (hook.ask(intent, this::answered)) {
            asked = intent;
            askedUntil = now + hookMillis;
            return;
        }
        own.or(() -> home.answer(intent)).ifPresent(answer -> give(intent, answer));
    }

    /** Somebody outside has answered; without a text, and after its time, the fixed reply is said. */
    void answered(HubCommand.Answer answer) {
        Intent intent = asked;
        if (intent != null && (answer.sessionId().isEmpty() || answer.sessionId().equals(intent.sessionId()))) {
            asked = null;
            if (dialogue.state() instanceof DialogueState.Answering) {
                give(intent, answer.text().isBlank() ? templates.template(intent) : new Answer(answer.text(), answer.listen(), List.of()));
            }
        }
    }

    void tick(long now) {
        if (asked != null && now >= askedUntil) {
            answered(new HubCommand.Answer("", "", false));
        }
    }

    /** What is done without a word is shown. */
    private void give(Intent intent, Answer answer) {
        boolean silent = answer.text().isBlank() && !answer.listenAgain() && answer.actions().isEmpty();
        dialogue.dispatch(new DialogueEvent.Answered(intent.sessionId(), silent ? Answer.act(new SpeakerAction.ShowDone(), "") : answer));
    }
}
