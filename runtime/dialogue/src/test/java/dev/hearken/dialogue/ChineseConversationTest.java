package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations in Chinese, typed as they are spoken; it is 15:05 on a Friday. */
class ChineseConversationTest {

    private final HandSteppedDialogue talk = new HandSteppedDialogue(Home.shipped("zh"), ConversationSettings.DEFAULT, List.of(), NameSounds.LETTERS);

    @ParameterizedTest
    @CsvSource({
        "现在几点了,现在是下午三点零五分。",
        "今天星期几,今天是二零二六年十一月二十日，星期五。",
        "设一个十分钟的计时器,十分钟计时开始。",
        "设一个10分钟的计时器,十分钟计时开始。",
        "两小时后提醒我,两小时计时开始。",
        "倒计时一分半,一分钟三十秒计时开始。",
        "设一个半小时的披萨计时器,披萨计时器，三十分钟，开始。",
        "取消所有计时器,没有这个计时器。",
        "明天早上七点半叫我起床,闹钟设在明天早上七点半。",
        "设一个每天早上六点一刻的闹钟,闹钟设在每天早上六点一刻。",
        "定闹钟晚上十二点,闹钟设在明天凌晨零点整。",
        "有哪些闹钟,没有闹钟。",
        "音量调到百分之四十,音量百分之四十。",
        "音量40%,音量百分之四十。",
        "大声一点,大声一点。",
        "小点声,小声一点。",
        "取消静音,声音打开了。",
        "不要打扰我一小时,一小时内不打扰。",
        "半小时内别打扰我,三十分钟内不打扰。",
        "早上七点之前不要打扰我,早上七点整之前不打扰。",
        "可以打扰我了,可以打扰了。",
        "再说一遍,我还什么都没说。",
        "请打开台灯,已打开台灯。",
        "关掉厨房的灯,厨房的灯关了。",
        "把台灯调到百分之二十五,台灯调到百分之二十五。",
        "温度调到二十六度,温度设为二十六度。"})
    void shouldAnswerInWords(String said, String answer) {
        assertEquals(answer, talk.command(said));
    }

    @Test
    void shouldAskForTheTimeThatIsMissing() {
        assertEquals("多长时间？", talk.command("设一个计时器"));
        assertEquals("五分钟计时开始。", talk.answer("五分钟"));
        assertEquals("几点？", talk.command("设个闹钟"));
        assertEquals("闹钟设在下午四点整。", talk.answer("下午四点"));
    }

    @Test
    void shouldKeepSeveralTimersApart() {
        talk.command("设一个十分钟的披萨计时器");
        talk.command("设一个二十分钟的鸡蛋计时器");
        assertTrue(talk.command("取消计时器").startsWith("有好几个："));
        assertEquals("披萨计时器取消了。", talk.answer("披萨"));
        assertTrue(talk.command("还剩多久").startsWith("鸡蛋计时器还剩十九分钟"));
        talk.command("暂停鸡蛋计时器");
        talk.command("继续计时器");
        talk.pass(Duration.ofMinutes(20));
        assertTrue(talk.spoken.contains("鸡蛋计时器到时间了。"), talk.spoken.toString());
    }

    @Test
    void shouldAskForTheRoomAndTakeACorrection() {
        assertEquals("哪个房间的灯？", talk.command("开灯"));
        assertEquals("书房的灯开了。", talk.answer("书房"));
        assertEquals("卧室的灯开了。", talk.command("不是卧室"));
        assertEquals("客厅的灯开了。", talk.command("还有客厅"));
    }

    @Test
    void shouldConfirmWhatIsRisky() {
        assertEquals("要打开大门的锁吗？", talk.command("解锁大门"));
        assertEquals("好的，不做了。", talk.answer("不要"));
        talk.command("解锁大门");
        assertEquals("大门的锁已打开。", talk.answer("是的"));
    }

    @Test
    void shouldKnowWhatItIs() {
        talk.command("打开台灯");
        assertEquals("已关闭台灯。", talk.command("把它关掉"));
    }

    @Test
    void shouldStopAndSayThatItDidNotUnderstand() {
        assertEquals("", talk.command("停止"));
        assertEquals("idle", talk.state());
        assertEquals("对不起，我没听懂。", talk.command("天上有几颗星"));
    }

    @Test
    void shouldHelp() {
        assertTrue(talk.command("我能说什么").startsWith("你可以说："));
    }
}
