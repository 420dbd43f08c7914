package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation that may be held in English or Chinese, with the homes that ship. */
class TwoLanguagesTest {

    private static final TextMatcher ENGLISH = matcher("en");
    private static final TextMatcher CHINESE = matcher("zh");

    private final Replies replies = Replies.shipped("en").and(Replies.shipped("zh"));
    private final Conversation talk = conversation("en", replies).and(conversation("zh", Replies.shipped("zh")));

    private static TextMatcher matcher(String language) {
        Home home = Home.shipped(language);
        LoadedGrammar commands = GrammarSources.shipped(home);
        return new TextMatcher(commands);
    }

    private static Conversation conversation(String language, Replies replies) {
        return new Conversation(ConversationSettings.DEFAULT, Home.shipped(language), replies, NameSounds.LETTERS);
    }

    private static Intent english(String text) {
        return Intent.of(ENGLISH.match(text).orElseThrow(), "site", "s", "en");
    }

    private static Intent chinese(String text) {
        return Intent.of(CHINESE.match(text).orElseThrow(), "site", "s", "zh");
    }

    @Test
    void shouldAnswerEachInItsLanguage() {
        SkillSet skills = SkillSet.installed(replies);
        ZonedDateTime now = ZonedDateTime.parse("2026-11-20T15:05:00Z");
        assertEquals("已打开台灯。", skills.template(chinese("打开台灯")).text());
        assertEquals("Turning on Desk Lamp.", skills.template(english("turn on the desk lamp")).text());
        assertTrue(skills.answer(chinese("现在几点了"), now, 0).text().contains("下午三点"));
        assertTrue(skills.answer(english("what time is it"), now, 0).text().startsWith("It is"));
    }

    @Test
    void shouldAskInTheLanguageThatIsSpoken() {
        assertEquals("en", talk.language());
        Conversation.Ask unlock = assertInstanceOf(Conversation.Ask.class, talk.understand(List.of(english("unlock the front door")), 0));
        assertTrue(unlock.question().contains("Front Door"), unlock.question());
        Conversation.Ask again = assertInstanceOf(Conversation.Ask.class, talk.understand(List.of(chinese("解锁大门")), 1000));
        assertTrue(again.question().contains("大门"), again.question());
        assertEquals("zh", talk.language());
    }

    @Test
    void shouldGiveUpAQuestionWhenTheLanguageChanges() {
        talk.understand(List.of(english("unlock the front door")), 0);
        assertInstanceOf(Conversation.Act.class, talk.understand(List.of(chinese("打开台灯")), 1000));
        assertEquals(false, talk.asking(1000));
    }
}
