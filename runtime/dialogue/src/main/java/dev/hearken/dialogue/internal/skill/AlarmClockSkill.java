package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Skill;
import dev.hearken.dialogue.SkillContext;
import dev.hearken.dialogue.SkillStart;
import dev.hearken.dialogue.internal.alarm.Moment;
import dev.hearken.dialogue.internal.alarm.Ringing;
import dev.hearken.dialogue.internal.alarm.Schedule;
import dev.hearken.dialogue.internal.alarm.Schedule.Ring;
import dev.hearken.dialogue.internal.alarm.ScheduleStore;
import dev.hearken.dialogue.internal.alarm.Timer;
import dev.hearken.dialogue.internal.phrase.Phrases;
import dev.hearken.dialogue.internal.state.StateFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Timers and alarms. Before it is opened, and without a state folder, they are kept in memory only. */
public final class AlarmClockSkill implements Skill {

    /** Seconds for which something that rings is put off, unless it is said. */
    private static final long SNOOZE = 540;

    private @Nullable Schedule schedule;

    @Override
    public void open(SkillStart start, SkillContext context) {
        ScheduleStore store = new ScheduleStore(new StateFile(start.stateFolder().resolve("timers.yaml")), start.machineRun(), start.background(), start.faults());
        Moment now = now(context);
        schedule = new Schedule(store.load(now), now, store);
    }

    @Override
    public Optional<Answer> answer(Intent intent, SkillContext context) {
        Schedule all = schedule(context);
        if (intent.name().equals("HearkenSnooze")) {
            return Optional.of(snooze(all, intent, context));
        }
        return new TimerIntents(all, context).answer(intent).or(() -> new AlarmIntents(all, context).answer(intent));
    }

    @Override
    public List<String> due(SkillContext context) {
        List<String> texts = new ArrayList<>();
        schedule(context).due(now(context)).forEach(ring -> texts.add(text(ring, context)));
        return texts;
    }

    @Override
    public long millisToDue(SkillContext context) {
        return schedule(context).wait(now(context), LONGEST_WAIT);
    }

    @Override
    public void silence(SkillContext context) {
        schedule(context).silence(now(context));
    }

    @Override
    public boolean rings(SkillContext context) {
        return !schedule(context).ringing().isEmpty();
    }

    private Schedule schedule(SkillContext context) {
        Schedule all = schedule;
        if (all == null) {
            all = new Schedule(Schedule.Snapshot.NOTHING, now(context), (snapshot, now) -> { });
            schedule = all;
        }
        return all;
    }

    private static Answer snooze(Schedule all, Intent intent, SkillContext context) {
        long seconds = Durations.seconds(intent, "");
        Timer later = all.snooze(seconds > 0 ? seconds : SNOOZE, now(context));
        return Answer.say(later == null ? context.replies().fixed("nothing-rings")
                : context.replies().to(intent.name(), Map.of("duration", Phrases.of(context.replies().language()).duration(later.length()))));
    }

    private static String text(Ring ring, SkillContext context) {
        Phrases phrases = Phrases.of(context.replies().language());
        Ringing what = ring.what();
        Map<String, String> slots = new HashMap<>();
        if (!what.name().isBlank()) {
            slots.put("name", what.name());
        }
        if (ring.missed()) {
            slots.put("missed", "missed");
        }
        if (what.time() != null) {
            slots.put("time", phrases.time(what.time()));
            return context.replies().to("AlarmRings", slots);
        }
        slots.put("length", phrases.duration(what.length()));
        return context.replies().to("TimerEnded", slots);
    }

    static Moment now(SkillContext context) {
        return new Moment(context.elapsedMillis(), context.now());
    }
}
