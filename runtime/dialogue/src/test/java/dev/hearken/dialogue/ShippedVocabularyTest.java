package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.internal.GrammarChecks;
import dev.hearken.speech.Transcript.SlotValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedVocabularyTest {

    private static final LoadedGrammar SHIPPED = GrammarSources.shipped(Home.shipped());
    private static final TextMatcher MATCHER = new TextMatcher(SHIPPED);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "set Bed Light brightness to 50 percent | HassLightSet {name=Bed Light, brightness=50}",
            "set Kitchen lights to green | HassLightSet {name=Kitchen lights, color=green}",
            "turn on Standing Light | HassTurnOn {name=Standing Light}",
            "Turn off the television, please! | HassTurnOff {name=TV}",
            "lock the Front Door | HassTurnOn {name=Front Door, domain=lock}",
            "open the garage door | HassTurnOn {name=Garage Door, domain=cover}",
            "open the living room blinds to 40% | HassSetPosition {name=Living Room Blinds, position=40, domain=cover}",
            "skip on TV | HassMediaNext {name=TV}",
            "what is the Outdoor Humidity | HassGetState {name=Outdoor Humidity}",
            "what's the weather | HassGetWeather {}",
            "what’s the date | HassGetCurrentDate {}",
            "set a timer for 3 hours and 10 minutes | HassStartTimer {hours=3, minutes=10}",
            "set a timer for one and a half minutes | HassStartTimer {minutes=1, seconds=30}",
            "set a timer for an hour and a half | HassStartTimer {hours=1, minutes=30}",
            "half an hour timer | HassStartTimer {minutes=30}",
            "set a pizza timer for 12 minutes | HassStartTimer {name=pizza, minutes=12}",
            "cancel all my timers | HassCancelAllTimers {}",
            "resume timer | HassUnpauseTimer {}",
            "pause the ten minute timer | HassPauseTimer {start_minutes=10}",
            "pause | HassMediaPause {}",
            "set the temperature in the office to 21.5 degrees | HassClimateSetTemperature {area=Office, temperature=21.5}",
            "set the volume to a hundred percent | HassSetVolume {volume_level=100}",
            "turn it up | HassSetVolumeRelative {volume_step=up}",
            "call the kitchen | HearkenCall {area=Kitchen}",
            "call the lounge | HearkenCall {area=Living Room}",
            "hang up | HearkenHangUp {}",
            "never mind | HassNevermind {}",
            "what can I say | HearkenHelp {}",
            "could you turn off all the lights | HassTurnOff {domain=light, name=all}",
            "turn on the lights in the lounge | HassTurnOn {area=Living Room, domain=light}",
    })
    void shouldUnderstandShippedSentences(String text, String expected) {
        Optional<TextMatcher.Match> match = MATCHER.match(text);
        assertTrue(match.isPresent(), text);
        assertEquals(expected, match.get().intent() + " " + values(match.get().slots()));
    }

    @ParameterizedTest
    @CsvSource({"turn", "turn on the", "set a timer for", "the kitchen", "bananas are yellow", "turn on the lights in the", "lock the kitchen lights"})
    void shouldNotUnderstandWhatIsNoCommand(String text) {
        assertEquals(Optional.empty(), MATCHER.match(text).map(TextMatcher.Match::intent));
    }

    @Test
    void shouldParseEveryCommandOfTheHomeCommandsList() throws Exception {
        Path list = SharedFiles.require("audio/test/home-commands-en.jsonl");
        List<String> missed = new ArrayList<>();
        int commands = 0;
        for (String line : Files.readAllLines(list)) {
            Matcher label = Pattern.compile("\"label\": \"([^\"]*)\"").matcher(line);
            assertTrue(label.find(), line);
            if (!label.group(1).equals("_oov_")) {
                commands++;
                if (MATCHER.match(label.group(1)).isEmpty()) {
                    missed.add(label.group(1));
                }
            }
        }
        assertEquals(List.of(), missed);
        assertEquals(15, commands);
    }

    @Test
    void shouldStaySmallEnoughForTheRecogniser() {
        long words = SHIPPED.grammar().sentences().stream()
                .mapToLong(sentence -> GrammarChecks.expandedWords(sentence.body(), SHIPPED.grammar().rules())).sum();
        // About 3.6 phones a word: this bound keeps the graph below 60,000 phone states even where it is not minimised.
        assertTrue(words < 16_000, words + " words when written out");
    }

    @Test
    void shouldLeaveOutNothingInTheShippedHome() {
        assertEquals(Map.of(), SHIPPED.dropped());
    }

    private static Map<String, String> values(Map<String, SlotValue> slots) {
        Map<String, String> values = new LinkedHashMap<>();
        slots.forEach((slot, value) -> values.put(slot, value.value()));
        return values;
    }
}
