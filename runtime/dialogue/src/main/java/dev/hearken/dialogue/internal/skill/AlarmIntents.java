package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.internal.alarm.Alarm;
import dev.hearken.dialogue.internal.alarm.Schedule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several alarms at times of day, once or on days of the week; named by their name or their time. */
final class AlarmIntents extends ScheduledIntents {

    AlarmIntents(Schedule schedule, SkillContext context) {
        super(schedule, context, "alarm-none");
    }

    @Override
    Optional<Answer> answer(Intent intent) {
        return switch (intent.name()) {
            case "HearkenSetAlarm" -> Optional.of(set(intent));
            case "HearkenCancelAlarm" -> Optional.of(cancel(intent));
            case "HearkenCancelAllAlarms" -> Optional.of(cancelAll(intent, schedule.alarms().stream().map(Alarm::id).toList()));
            case "HearkenAlarmStatus" -> Optional.of(Answer.say(status(intent)));
            default -> Optional.empty();
        };
    }

    private Answer set(Intent intent) {
        Optional<AlarmTime> said = AlarmTime.of(intent, now.wall());
        if (said.isEmpty()) {
            return Answer.ask(context.replies().fixed("alarm-no-time"));
        }
        if (schedule.full()) {
            return Answer.say(context.replies().fixed("timer-too-many"));
        }
        AlarmTime time = said.get();
        Alarm alarm = new Alarm(schedule.nextId(), intent.slot("name").orElse(""), time.time(), time.days(), time.date());
        schedule.put(alarm, now);
        return Answer.say(context.replies().to(intent.name(), described(alarm)));
    }

    private Answer cancel(Intent intent) {
        List<Alarm> meant = meant(intent);
        if (meant.isEmpty()) {
            return Answer.say(nothing());
        }
        if (meant.size() > 1) {
            return which("AlarmWhich", meant.stream().map(this::called).toList());
        }
        schedule.remove(List.of(meant.get(0).id()), now);
        return Answer.say(context.replies().to(intent.name(), described(meant.get(0))));
    }

    private String status(Intent intent) {
        if (schedule.alarms().isEmpty()) {
            return context.replies().to(intent.name(), Map.of());
        }
        List<Alarm> all = meant(intent);
        return all.isEmpty() ? nothing()
                : context.replies().to(intent.name(), Map.of("choices", phrases.list(all.stream().map(this::called).toList())));
    }

    /** By name, or by time; "seven" means seven in the morning and in the evening. Soonest first. */
    private List<Alarm> meant(Intent intent) {
        Optional<AlarmTime> time = AlarmTime.of(intent, now.wall());
        boolean sure = intent.slot("meridiem").isPresent();
        return schedule.alarms().stream().filter(alarm -> isCalled(intent, alarm.name()))
                .filter(alarm -> time.isEmpty() || alarm.time().equals(time.get().time()) || !sure && alarm.time().equals(time.get().time().plusHours(12)))
                .sorted(Comparator.comparingLong(alarm -> alarm.left(now))).toList();
    }

    private String called(Alarm alarm) {
        return context.replies().to("AlarmChoice", described(alarm));
    }

    private Map<String, String> described(Alarm alarm) {
        Map<String, String> slots = new HashMap<>();
        slots.put("time", phrases.time(alarm.time()));
        String when = alarm.days().isEmpty() ? phrases.day(alarm.date(), now.wall().toLocalDate()) : phrases.days(alarm.days());
        if (!when.isEmpty()) {
            slots.put("when", when);
        }
        putName(slots, alarm.name());
        return slots;
    }
}
