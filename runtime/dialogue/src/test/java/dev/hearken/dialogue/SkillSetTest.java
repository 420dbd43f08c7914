package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Transcript.SlotValue;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SkillSetTest {

    private final TextMatcher matcher = new TextMatcher(GrammarSources.shipped(Home.shipped()));
    private final SkillSet skills = SkillSet.installed(Replies.shipped());
    private final ZonedDateTime wallClock = ZonedDateTime.parse("2026-11-20T15:05:00+00:00");
    private long elapsed;

    @Test
    void shouldTellTimeAndDate() {
        assertEquals("It is 3:05 PM.", say("what time is it"));
        assertEquals("It is Friday, November 20, 2026.", say("what's the date"));
    }

    @Test
    void shouldRunSeveralTimers() {
        assertEquals("Timer set for 10 minutes.", say("set a timer for ten minutes"));
        assertEquals("Pizza timer set for 1 hour and 30 seconds.", say("set a pizza timer for an hour and 30 seconds"));
        assertEquals("There are several: the one of 10 minutes and the pizza timer. Which one?", say("pause the timer"));
        elapsed += 60_000;
        assertEquals("9 minutes left on the timer. 59 minutes and 30 seconds left on the pizza timer.", say("how long is left"));
        assertEquals("Timer paused with 9 minutes left.", say("pause the ten minute timer"));
        elapsed += 3_600_000;
        assertEquals(List.of("The pizza timer is done."), skills.due(wallClock, elapsed));
        assertEquals(List.of(), skills.due(wallClock, elapsed), "a timer ends once");
        assertEquals("Timer goes on, 9 minutes left.", say("resume timer"));
        assertEquals("Timer: 14 minutes left.", say("add five minutes to my timer"));
        assertEquals("Timer: 13 minutes left.", say("take a minute off the timer"));
        assertEquals("Timer cancelled.", say("cancel the timer"));
        assertEquals("There is no such timer.", say("cancel the timer"));
    }

    @Test
    void shouldNotMindAJumpOfTheWallClock() {
        say("set a timer for 5 seconds");
        assertEquals(List.of(), skills.due(wallClock.plusYears(1), elapsed + 4_999));
        assertEquals(List.of("Your timer of 5 seconds is done."), skills.due(wallClock.minusYears(1), elapsed + 5_000));
    }

    @Test
    void shouldChangeItsOwnVolumeOnly() {
        assertEquals(List.of(new SpeakerAction.SetVolume(40)), answer("set the volume to 40 percent").actions());
        assertEquals(List.of(new SpeakerAction.ChangeVolume(-10)), answer("turn it down").actions());
        assertEquals(List.of(new SpeakerAction.SilenceOutput(true)), answer("mute").actions());
        assertEquals("Done.", answer(new Intent("HassSetVolumeRelative", Map.of("name", new SlotValue("TV", "tv")), 1, "", "a", "b", "en")).text());
    }

    @Test
    void shouldRepeatAndBeQuiet() {
        assertEquals("I have not said anything yet.", say("say that again"));
        say("what time is it");
        assertEquals("It is 3:05 PM.", say("repeat that"));
        assertEquals("", say("never mind"));
        assertEquals(List.of(new SpeakerAction.StopSounds()), answer("stop").actions());
    }

    @Test
    void shouldSurviveASkillThatFails() {
        Skill broken = (intent, context) -> {
            throw new IllegalStateException("broken on purpose");
        };
        SkillSet set = new SkillSet(List.of(broken), Replies.shipped());
        assertEquals(Replies.shipped().fixed("no-answer"), set.answer(intent("what time is it"), wallClock, 0).text());
        Skill silent = (intent, context) -> Optional.empty();
        assertTrue(new SkillSet(List.of(silent), Replies.shipped()).answer(intent("lock the front door"), wallClock, 0).text().contains("Front Door is locked"));
    }

    private String say(String text) {
        return answer(text).text();
    }

    private Answer answer(String text) {
        return answer(intent(text));
    }

    private Answer answer(Intent intent) {
        return skills.answer(intent, wallClock, elapsed);
    }

    private Intent intent(String text) {
        return Intent.of(matcher.match(text).orElseThrow(() -> new AssertionError(text)), "site", "session", "en");
    }
}
