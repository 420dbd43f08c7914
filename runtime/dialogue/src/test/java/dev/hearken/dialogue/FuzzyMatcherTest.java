package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.FuzzyMatcher.Reading;
import dev.hearken.dialogue.Home.Area;
import dev.hearken.dialogue.Home.Device;
import dev.hearken.speech.Lexicon;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are not quite those of the home, by the lexicon that ships. */
class FuzzyMatcherTest {

    private static final NameSounds SOUNDS = new PhoneNames(Lexicon.open(Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/en-small")));
    private static final FuzzyMatcher HOME = matcher(Home.shipped());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"turn on the desk lamb | Desk Lamp", "turn on the night lite | Night Light", "turn off the poor light | Porch Light",
            "turn on the seeling fan | Ceiling Fan", "unlock the frond door | Front Door", "turn on the coffee mashine | Coffee Machine",
            "turn on the standing light | Standing Light"})
    void shouldFindTheNameThatSoundsAlike(String text, String name) {
        List<Reading> readings = HOME.readings(text);
        assertEquals(name, readings.get(0).match().slots().get("name").value(), readings.toString());
        assertEquals(1, readings.size(), readings.toString());
    }

    @Test
    void shouldFindRooms() {
        assertEquals("Kitchen", HOME.readings("turn on the lights in the kitten").get(0).match().slots().get("area").value());
        assertEquals("Hallway", HOME.readings("turn off the lights in the hall weigh").get(0).match().slots().get("area").value());
    }

    @Test
    void shouldNotDecideBetweenNamesThatAreAsNear() {
        FuzzyMatcher fuzzy = matcher(home("Mike lamp", "Mick lamp"));
        assertEquals(2, fuzzy.readings("turn on the muck lamp").size());
        assertEquals(1, fuzzy.readings("turn on the mick lamp").size());
    }

    @Test
    void shouldNotFindWhatIsFarOff() {
        assertEquals(List.of(), HOME.readings("turn on the helicopter"));
        assertEquals(List.of(), HOME.readings("the weather is fine and we had cake"));
        assertEquals(List.of(), HOME.readings(""));
    }

    @Test
    void shouldMeasureSounds() {
        assertEquals(0, SOUNDS.distance("night light", "nite lite"), 0.2);
        assertEquals(0, SOUNDS.distance("their", "there"));
        assertTrue(SOUNDS.distance("bed", "bet") < SOUNDS.distance("bed", "sun"));
        assertEquals(SOUNDS.distance("lamp", "lamb"), SOUNDS.distance("lamb", "lamp"));
        assertEquals(1, SOUNDS.distance("lamp", "oven"), 0.3);
    }

    @Test
    void shouldBeSureOnlyWhereNothingIsGuessedOrRisked() {
        assertEquals("Desk Lamp", sure(HOME, "turn on the desk lamb").orElseThrow().slots().get("name").value());
        assertEquals("Front Door", sure(HOME, "unlock the front door").orElseThrow().slots().get("name").value());
        assertEquals(Optional.empty(), sure(HOME, "unlock the frond door"), "a near miss unlocks nothing");
        assertEquals(Optional.empty(), sure(matcher(home("Mike lamp", "Mick lamp")), "turn on the muck lamp"));
        assertEquals(Optional.empty(), sure(HOME, "turn on the helicopter"));
    }

    @Test
    void shouldAskWhereItWouldHaveToGuess() {
        TypedText.Understanding lamps = TypedText.Understanding.fuzzy(matcher(home("Mike lamp", "Mick lamp")), Replies.shipped());
        TypedText open = lamps.of("turn on the muck lamp", intent -> true);
        assertEquals(Optional.empty(), open.match());
        assertEquals(Set.of("Mike lamp", "Mick lamp"), Set.copyOf(open.choices()));
        assertTrue(open.question().matches("Which one: Mi.. lamp or Mi.. lamp\\?"), open.question());
        assertEquals("Mick lamp", lamps.of("turn on the mick lamp", intent -> true).match().orElseThrow().slots().get("name").value());
        assertEquals(new TypedText(Optional.empty(), "", List.of()), lamps.of("turn on the helicopter", intent -> true));
        assertEquals(new TypedText(Optional.empty(), "", List.of()), lamps.of("turn on the mick lamp", intent -> intent.equals("HassTurnOff")));
    }

    @Test
    void shouldNotGuessWhatIsRisky() {
        TypedText door = TypedText.Understanding.fuzzy(HOME, Replies.shipped()).of("unlock the frond door", intent -> true);
        assertEquals(new TypedText(Optional.empty(), "Do you mean Front Door?", List.of("Front Door")), door);
        assertTrue(TypedText.Understanding.fuzzy(HOME, Replies.shipped()).of("unlock the front door", intent -> true).match().isPresent());
    }

    @Test
    void shouldAskWhereTwoDevicesShareAName() {
        Home home = new Home("en", List.of(), List.of(), List.of(new Device("Front Door", List.of("door"), "lock", Optional.empty(), Optional.empty()),
            new Device("Back Door", List.of("door"), "lock", Optional.empty(), Optional.empty())));
        TypedText either = TypedText.Understanding.fuzzy(matcher(home), Replies.shipped()).of("unlock the door", intent -> true);
        assertEquals(new TypedText(Optional.empty(), "Which one: Front Door or Back Door?", List.of("Front Door", "Back Door")), either);
        assertEquals(Optional.empty(), sure(matcher(home), "unlock the door"));
        assertEquals(either, TypedText.Understanding.fuzzy(matcher(home), Replies.shipped()).of("unlock the dor", intent -> true), "nor by a near miss");
        assertTrue(sure(matcher(home), "unlock the back door").isPresent());
    }

    @Test
    void shouldTellDevicesOfOneNameApartByTheirRooms() {
        Home home = new Home("en", List.of(new Area("Kitchen", List.of(), Optional.empty()), new Area("Bedroom", List.of(), Optional.empty())), List.of(),
            List.of(new Device("Lamp", List.of(), "light", Optional.of("Kitchen"), Optional.empty()),
                new Device("Lamp", List.of(), "light", Optional.of("Bedroom"), Optional.empty())));
        TypedText either = TypedText.Understanding.fuzzy(matcher(home), Replies.shipped()).of("turn on the lamp", intent -> true);
        assertEquals("Which one: Lamp in the Kitchen or Lamp in the Bedroom?", either.question());
        assertEquals(List.of("Kitchen", "Bedroom"), matcher(home).readings("turn on the lamp").stream().map(reading -> reading.match().slots().get("area").value()).toList());
    }

    @Test
    void shouldKeepToTheIntentsThatAreWanted() {
        assertEquals(Optional.empty(), HOME.outcome("turn on the desk lamb", "HassTurnOff"::equals).sure());
        assertEquals("Desk Lamp", HOME.outcome("turn on the desk lamb", Set.of("HassTurnOff", "HassTurnOn")::contains).sure().orElseThrow().slots().get("name").value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"打开抬灯 | 台灯", "打开窗廉 | 窗帘", "关掉点风扇 | 电风扇", "打开落地登 | 落地灯", "打开咖灰机 | 咖啡机", "解锁达门 | 大门"})
    void shouldFindTheChineseNameThatSoundsAlike(String text, String name) {
        Home home = Home.shipped("zh");
        NameSounds sounds = new PhoneNames(Lexicon.open(Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/zh-small")));
        List<Reading> readings = new FuzzyMatcher(new TextMatcher(GrammarSources.shipped(home)), home, sounds).readings(text);
        assertEquals(name, readings.get(0).match().slots().get("name").value(), readings.toString());
        assertEquals(1, readings.size(), readings.toString());
    }

    private static Optional<TextMatcher.Match> sure(FuzzyMatcher fuzzy, String text) {
        return fuzzy.outcome(text, intent -> true).sure();
    }

    private static FuzzyMatcher matcher(Home home) {
        return new FuzzyMatcher(new TextMatcher(GrammarSources.shipped(home)), home, SOUNDS);
    }

    private static Home home(String... names) {
        return new Home("en", List.of(), List.of(), java.util.Arrays.stream(names).map(name -> new Device(name, List.of(), "light", Optional.empty(), Optional.empty())).toList());
    }
}
