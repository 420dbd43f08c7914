package dev.hearken.app.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.config.Configuration.GrammarFiles;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said to a speaker, by its configuration. */
class VocabularyTest {

    private static LoadedGrammar vocabulary(boolean calls, String language) {
        return Vocabulary.load(new GrammarFiles(true, List.of(), Optional.empty(), Optional.empty(), calls), Home.shipped(language));
    }

    @ParameterizedTest
    @CsvSource({"en, call the kitchen, HearkenCall, announce in the kitchen, HearkenAnnounce", "zh, 呼叫厨房, HearkenCall, 在厨房广播, HearkenAnnounce",
        "en, hang up, HearkenHangUp, volume forty, HassSetVolume"})
    void shouldHaveTheWordsOfCallsOnlyWhereThereAreCalls(String language, String said, String intent, String other, String otherIntent) {
        assertEquals(Optional.of(intent), new TextMatcher(vocabulary(true, language)).match(said).map(TextMatcher.Match::intent));
        LoadedGrammar without = vocabulary(false, language);
        assertEquals(Optional.empty(), new TextMatcher(without).match(said));
        assertEquals(Optional.of(otherIntent), new TextMatcher(without).match(other).map(TextMatcher.Match::intent), "nothing else is missing");
        assertEquals(without.grammar().sentences().size(), without.sentences().size());
    }

    @ParameterizedTest
    @CsvSource({"en, no the kitchen, HearkenCorrect, turn it off, HassTurnOff", "en, and the bedroom, HearkenAlso, turn off the lights in the kitchen, HassTurnOff",
        "zh, 还有卧室, HearkenAlso, 打开厨房的灯, HassTurnOn"})
    void shouldLeaveOutWhatNothingWasSaidBefore(String language, String said, String intent, String other, String otherIntent) {
        LoadedGrammar everything = vocabulary(false, language);
        assertEquals(Optional.of(intent), new TextMatcher(everything).match(said).map(TextMatcher.Match::intent));
        LoadedGrammar commands = Vocabulary.commands(everything);
        assertEquals(Optional.empty(), new TextMatcher(commands).match(said));
        assertEquals(Optional.of(otherIntent), new TextMatcher(commands).match(other).map(TextMatcher.Match::intent), "nothing else is missing");
    }
}
