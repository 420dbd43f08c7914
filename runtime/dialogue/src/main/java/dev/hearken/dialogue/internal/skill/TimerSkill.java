package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Several timers at once, by name, by the length they were set to, or the only one there is. Runs on the clock that never jumps; kept in memory. */
public final class TimerSkill implements Skill {

    private static final int MAX_TIMERS = 50;

    private final List<Timer> timers = new ArrayList<>();

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        long now = context.elapsedMillis();
        return switch (intent.name()) {
            case "HassStartTimer" -> start(intent, context);
            case "HassCancelTimer" -> change(intent, context, (timer, millis) -> Optional.empty());
            case "HassPauseTimer" -> change(intent, context, (timer, millis) -> Optional.of(timer.pause(now)));
            case "HassUnpauseTimer" -> change(intent, context, (timer, millis) -> Optional.of(timer.resume(now)));
            case "HassIncreaseTimer" -> change(intent, context, (timer, millis) -> Optional.of(timer.add(millis, now)));
            case "HassDecreaseTimer" -> change(intent, context, (timer, millis) -> Optional.of(timer.add(-millis, now)));
            case "HassCancelAllTimers" -> {
                String reply = timers.isEmpty() ? context.replies().fixed("timer-none") : context.replies().to(intent);
                timers.clear();
                yield Optional.of(Answer.say(reply));
            }
            case "HassTimerStatus" -> Optional.of(Answer.say(status(intent, context)));
            default -> Optional.empty();
        };
    }

    @Override
    public List<String> due(SkillContext context) {
        List<String> texts = new ArrayList<>();
        for (Iterator<Timer> each = timers.iterator(); each.hasNext();) {
            Timer timer = each.next();
            if (!timer.paused() && timer.dueMillis() <= context.elapsedMillis()) {
                each.remove();
                texts.add(context.replies().to("TimerEnded", described(timer, timer.length())));
            }
        }
        return texts;
    }

    private Optional<Answer> start(Intent intent, SkillContext context) {
        long seconds = seconds(intent, "");
        if (seconds <= 0 || timers.size() >= MAX_TIMERS) {
            return Optional.of(Answer.say(context.replies().fixed(seconds <= 0 ? "timer-no-duration" : "timer-too-many")));
        }
        Timer timer = new Timer(intent.slot("name").orElse(""), seconds, context.elapsedMillis() + seconds * 1000, -1);
        timers.add(timer);
        return Optional.of(Answer.say(context.replies().to(intent.name(), described(timer, seconds))));
    }

    /** Applies a change to the one timer that is meant; an empty result removes it. */
    private Optional<Answer> change(Intent intent, SkillContext context, BiFunction<Timer, Long, Optional<Timer>> change) {
        List<Timer> meant = meant(intent);
        if (meant.size() != 1) {
            return Optional.of(Answer.say(context.replies().fixed(meant.isEmpty() ? "timer-none" : "timer-which")));
        }
        Timer timer = meant.get(0);
        Optional<Timer> changed = change.apply(timer, seconds(intent, "") * 1000);
        int at = timers.indexOf(timer);
        if (changed.isPresent()) {
            timers.set(at, changed.get());
        } else {
            timers.remove(at);
        }
        long left = changed.orElse(timer).left(context.elapsedMillis());
        return Optional.of(Answer.say(context.replies().to(intent.name(), described(timer, (left + 999) / 1000))));
    }

    private String status(Intent intent, SkillContext context) {
        long now = context.elapsedMillis();
        List<Timer> meant = new ArrayList<>(meant(intent));
        meant.sort(Comparator.comparingLong(timer -> timer.left(now)));
        if (meant.isEmpty()) {
            return context.replies().fixed("timer-none");
        }
        List<String> texts = new ArrayList<>();
        for (Timer timer : meant) {
            Map<String, String> slots = described(timer, (timer.left(now) + 999) / 1000);
            if (timer.paused()) {
                slots.put("paused", "paused");
            }
            texts.add(context.replies().to(intent.name(), slots));
        }
        return String.join(" ", texts);
    }

    /** The timers that the intent's name or start length fits; all if it names neither. */
    private List<Timer> meant(Intent intent) {
        Optional<String> name = intent.slot("name");
        long length = seconds(intent, "start_");
        return timers.stream().filter(timer -> name.isEmpty() || timer.name().equalsIgnoreCase(name.get()))
                .filter(timer -> length <= 0 || timer.length() == length).toList();
    }

    private static long seconds(Intent intent, String prefix) {
        return (long) (intent.number(prefix + "hours").orElse(0.0) * 3600 + intent.number(prefix + "minutes").orElse(0.0) * 60
                + intent.number(prefix + "seconds").orElse(0.0));
    }

    private static Map<String, String> described(Timer timer, long seconds) {
        Map<String, String> slots = new HashMap<>();
        slots.put("duration", SpokenDuration.of(seconds));
        slots.put("length", SpokenDuration.of(timer.length()));
        if (!timer.name().isBlank()) {
            slots.put("name", timer.name());
        }
        return slots;
    }
}
