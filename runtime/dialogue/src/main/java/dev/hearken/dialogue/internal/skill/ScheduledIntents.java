package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.internal.alarm.Moment;
import dev.hearken.dialogue.internal.alarm.Schedule;
import dev.hearken.dialogue.internal.phrase.Phrases;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What intents about timers and about alarms have in common. Lives for one intent. */
abstract class ScheduledIntents {

    final Schedule schedule;
    final SkillContext context;
    final Phrases phrases;
    final Moment now;
    private final String none;

    /** @param none key of the reply where there is nothing of the kind */
    ScheduledIntents(Schedule schedule, SkillContext context, String none) {
        this.schedule = schedule;
        this.context = context;
        this.none = none;
        phrases = Phrases.of(context.replies().language());
        now = AlarmClockSkill.now(context);
    }

    /** Empty if it is about something else. */
    abstract Optional<Answer> answer(Intent intent);

    /** That there is nothing of the kind. */
    String nothing() {
        return context.replies().fixed(none);
    }

    /** Asks which of several is meant. */
    Answer which(String key, List<String> choices) {
        return Answer.ask(context.replies().to(key, Map.of("choices", phrases.list(choices))));
    }

    Answer cancelAll(Intent intent, List<Long> ids) {
        if (ids.isEmpty()) {
            return Answer.say(nothing());
        }
        schedule.remove(ids, now);
        return Answer.say(context.replies().to(intent));
    }

    static boolean isCalled(Intent intent, String name) {
        return intent.slot("name").isEmpty() || name.equalsIgnoreCase(intent.slot("name").get());
    }

    static void putName(Map<String, String> slots, String name) {
        if (!name.isBlank()) {
            slots.put("name", name);
        }
    }
}
