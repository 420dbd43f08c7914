package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.internal.alarm.Schedule;
import dev.hearken.dialogue.internal.alarm.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Several timers at once, by name, by the length they were set to, or the only one there is. */
final class TimerIntents extends ScheduledIntents {

    TimerIntents(Schedule schedule, SkillContext context) {
        super(schedule, context, "timer-none");
    }

    @Override
    Optional<Answer> answer(Intent intent) {
        return switch (intent.name()) {
            case "HassStartTimer" -> Optional.of(start(intent));
            case "HassCancelTimer" -> Optional.of(change(intent, (timer, millis) -> Optional.empty()));
            case "HassPauseTimer" -> Optional.of(change(intent, (timer, millis) -> Optional.of(timer.pause(now))));
            case "HassUnpauseTimer" -> Optional.of(change(intent, (timer, millis) -> Optional.of(timer.resume(now))));
            case "HassIncreaseTimer" -> Optional.of(change(intent, (timer, millis) -> Optional.of(timer.add(millis, now))));
            case "HassDecreaseTimer" -> Optional.of(change(intent, (timer, millis) -> Optional.of(timer.add(-millis, now))));
            case "HassCancelAllTimers" -> Optional.of(cancelAll(intent, schedule.timers().stream().map(Timer::id).toList()));
            case "HassTimerStatus" -> Optional.of(Answer.say(status(intent)));
            default -> Optional.empty();
        };
    }

    private Answer start(Intent intent) {
        long seconds = Durations.seconds(intent, "");
        if (seconds <= 0) {
            return Answer.ask(context.replies().fixed("timer-no-duration"));
        }
        if (schedule.full()) {
            return Answer.say(context.replies().fixed("timer-too-many"));
        }
        Timer timer = Timer.started(schedule.nextId(), intent.slot("name").orElse(""), seconds, now);
        schedule.put(timer, now);
        return Answer.say(context.replies().to(intent.name(), described(timer, seconds)));
    }

    /** Applies a change to the one timer that is meant; an empty result removes it. */
    private Answer change(Intent intent, BiFunction<Timer, Long, Optional<Timer>> change) {
        List<Timer> meant = meant(intent);
        if (meant.isEmpty()) {
            return Answer.say(nothing());
        }
        if (meant.size() > 1) {
            return which("TimerWhich", meant.stream().map(this::called).toList());
        }
        Timer timer = meant.get(0);
        Optional<Timer> changed = change.apply(timer, Durations.seconds(intent, "") * 1000);
        changed.ifPresentOrElse(kept -> schedule.put(kept, now), () -> schedule.remove(List.of(timer.id()), now));
        return Answer.say(context.replies().to(intent.name(), described(timer, wholeSeconds(changed.orElse(timer)))));
    }

    private String status(Intent intent) {
        List<Timer> meant = new ArrayList<>(meant(intent));
        meant.sort(Comparator.comparingLong(timer -> timer.left(now)));
        if (meant.isEmpty()) {
            return nothing();
        }
        List<String> texts = new ArrayList<>();
        for (Timer timer : meant) {
            Map<String, String> slots = described(timer, wholeSeconds(timer));
            if (timer.isPaused()) {
                slots.put("paused", "paused");
            }
            texts.add(context.replies().to(intent.name(), slots));
        }
        return String.join(" ", texts);
    }

    /** The timers that the intent's name or start length fits; all if it names neither. */
    private List<Timer> meant(Intent intent) {
        long length = Durations.seconds(intent, "start_");
        return schedule.timers().stream().filter(timer -> isCalled(intent, timer.name()))
                .filter(timer -> length <= 0 || timer.length() == length).toList();
    }

    private long wholeSeconds(Timer timer) {
        return (Math.max(0, timer.left(now)) + 999) / 1000;
    }

    private String called(Timer timer) {
        return context.replies().to("TimerChoice", described(timer, timer.length()));
    }

    private Map<String, String> described(Timer timer, long seconds) {
        Map<String, String> slots = new HashMap<>();
        slots.put("duration", phrases.duration(seconds));
        slots.put("length", phrases.duration(timer.length()));
        putName(slots, timer.name());
        return slots;
    }
}
