package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Transcript.SlotValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timers and alarms as they are spoken of. */
class AlarmClockTest {

    private static final TextMatcher MATCHER = new TextMatcher(GrammarSources.shipped(Home.shipped()));

    @TempDir
    private Path folder;

    private SkillSet skills = SkillSet.installed(Replies.shipped());
    /** A Friday. */
    private ZonedDateTime wall = ZonedDateTime.parse("2026-11-20T15:05:00+01:00[Europe/Berlin]");
    private long elapsed = 1_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "set an alarm for seven | Alarm set for 7:00 PM.",
            "set an alarm for three o'clock | Alarm set for 3:00 AM tomorrow.",
            "wake me up at seven | Alarm set for 7:00 AM tomorrow.",
            "wake me tomorrow at half past six in the morning | Alarm set for 6:30 AM tomorrow.",
            "set an alarm for seven thirty pm | Alarm set for 7:30 PM.",
            "alarm for quarter to eight | Alarm set for 7:45 PM.",
            "wake me at six oh five every weekday | Alarm set for 6:05 AM every weekday.",
            "set an alarm for nine am on mondays | Alarm set for 9:00 AM on Mondays.",
            "set a tea alarm at noon | Tea alarm set for 12:00 PM tomorrow.",
            "set an alarm for sunday at eight in the morning | Alarm set for 8:00 AM on Sunday.",
            "set an alarm for midnight | Alarm set for 12:00 AM tomorrow.",
            "wake me every day at seven | Alarm set for 7:00 AM every day."})
    void shouldSetAlarmsAsTheyAreSaid(String said, String reply) {
        assertEquals(reply, say(said));
    }

    @Test
    void shouldRingSnoozeAndStop() {
        say("set an alarm for four");
        assertEquals("Alarms: 4:00 PM.", say("what alarms are set"));
        pass(Duration.ofMinutes(55));
        assertEquals(List.of("Alarm. It is 4:00 PM."), due());
        assertEquals("Again in 9 minutes.", say("snooze"));
        assertEquals(List.of(), due());
        pass(Duration.ofMinutes(9));
        assertEquals(1, due().size());
        skills.silence(wall, elapsed);
        pass(Duration.ofMinutes(20));
        assertEquals(List.of(), due());
        assertEquals("Nothing rings.", say("snooze for five minutes"));
        assertEquals("There is no alarm.", say("when is my next alarm"));
    }

    @Test
    void shouldCancelTheOneThatIsMeant() {
        say("set an alarm for four");
        say("wake me at seven");
        assertEquals("There are several: 4:00 PM and 7:00 AM tomorrow. Which one?", say("cancel the alarm"));
        assertEquals("Alarm for 7:00 AM tomorrow cancelled.", say("cancel the seven o'clock alarm"));
        assertEquals("Alarm for 4:00 PM cancelled.", say("cancel my alarm"));
        assertEquals("There is no such alarm.", say("cancel all alarms"));
    }

    @Test
    void shouldTellWhatWasMissed() {
        say("set an alarm for four");
        pass(Duration.ofHours(2));
        assertEquals(List.of("You missed your alarm of 4:00 PM."), due());
        assertEquals(List.of(), due());
    }

    @Test
    void shouldComeBackAfterARestart() {
        SkillStart start = new SkillStart(folder, "run", Runnable::run, problem -> { });
        skills.open(start, wall, elapsed);
        say("set a pizza timer for ten minutes");
        say("wake me every weekday at seven");
        pass(Duration.ofMinutes(4));
        skills = SkillSet.installed(Replies.shipped());
        skills.open(start, wall, elapsed);
        assertEquals("6 minutes left on the pizza timer.", say("how long is left"));
        assertEquals("Alarms: 7:00 AM every weekday.", say("what alarms do i have"));
        pass(Duration.ofMinutes(6).minusMillis(40));
        assertEquals(40, skills.millisToDue(wall, elapsed));
    }

    @Test
    void shouldAskForWhatIsMissing() {
        HandSteppedDialogue talk = new HandSteppedDialogue();
        assertEquals("For how long?", talk.command("set a pizza timer"));
        assertEquals("Pizza timer set for 10 minutes.", talk.answer("ten minutes"));
        assertEquals("For what time?", talk.command("set an alarm"));
        assertEquals("Alarm set for 6:30 PM.", talk.answer("half past six"));
        talk.command("set a timer for five minutes");
        assertTrue(talk.command("cancel the timer").startsWith("There are several: the pizza timer and the one of 5 minutes."));
        assertEquals("Pizza timer cancelled.", talk.answer("the pizza timer"));
        assertEquals("Timer: 5 minutes and 53 seconds left.", talk.command("add a minute to my timer"));
    }

    @Test
    void shouldSpeakChinese() {
        skills = SkillSet.installed(Replies.shipped("zh"));
        assertEquals("现在是下午三点零五分。", chinese("HassGetCurrentTime", Map.of()));
        assertEquals("今天是二零二六年十一月二十日，星期五。", chinese("HassGetCurrentDate", Map.of()));
        assertEquals("两分钟计时开始。", chinese("HassStartTimer", Map.of("minutes", "2")));
        assertEquals("披萨计时器，十二分钟，开始。", chinese("HassStartTimer", Map.of("minutes", "12", "name", "披萨")));
        assertEquals("有好几个：两分钟的计时器和披萨计时器。哪一个？", chinese("HassPauseTimer", Map.of()));
        assertEquals("披萨计时器暂停，还剩十二分钟。", chinese("HassPauseTimer", Map.of("name", "披萨")));
        assertEquals("闹钟设在明天早上七点半。", chinese("HearkenSetAlarm", Map.of("hour", "7", "minute", "30", "wake", "yes")));
        assertEquals("闹钟：明天早上七点半。", chinese("HearkenAlarmStatus", Map.of()));
        assertEquals("大声一点。", chinese("HassSetVolumeRelative", Map.of("volume_step", "up")));
        pass(Duration.ofMinutes(2));
        assertEquals(List.of("两分钟计时到了。"), due());
    }

    private String chinese(String intent, Map<String, String> slots) {
        Map<String, SlotValue> values = new HashMap<>();
        slots.forEach((slot, value) -> values.put(slot, new SlotValue(value, value)));
        return skills.answer(new Intent(intent, values, 1, "", "site", "session", "zh"), wall, elapsed).text();
    }

    private String say(String text) {
        Optional<TextMatcher.Match> match = MATCHER.match(text);
        return skills.answer(Intent.of(match.orElseThrow(() -> new AssertionError(text)), "site", "session", "en"), wall, elapsed).text();
    }

    private List<String> due() {
        return skills.due(wall, elapsed);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        elapsed += time.toMillis();
    }
}
