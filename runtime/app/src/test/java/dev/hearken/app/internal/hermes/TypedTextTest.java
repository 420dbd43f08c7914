package dev.hearken.app.internal.hermes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.dialogue.ConversationSettings;
import dev.hearken.dialogue.FuzzyMatcher;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.PhoneNames;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.Lexicon;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the home and the lexicon that ship. */
class TypedTextTest {

    private static final Home HOME = Home.shipped();
    private static final TextMatcher EXACT = new TextMatcher(GrammarSources.shipped(HOME));
    private static final FuzzyMatcher NEAREST = new FuzzyMatcher(EXACT, HOME,
        new PhoneNames(Lexicon.open(Path.of(System.getProperty("hearken.root", "../..")).resolve("models/packs/en-small"))), ConversationSettings.RISKY);

    private final TypedText typed = new TypedText(EXACT, NEAREST::sure);

    @Test
    void shouldTakeASentenceAsItStands() {
        assertEquals(Optional.of("Desk Lamp"), named("turn on the desk lamp"));
        assertEquals(Optional.of("Front Door"), named("unlock the front door"));
    }

    @Test
    void shouldTakeTheNameThatCanOnlyBeMeant() {
        assertEquals(Optional.of("Desk Lamp"), named("turn on the desk lamb"));
    }

    @Test
    void shouldGuessNothingThatIsRiskyOrFarOff() {
        assertEquals(Optional.empty(), named("unlock the frond door"));
        assertEquals(Optional.empty(), named("turn on the helicopter"));
    }

    @Test
    void shouldKeepToTheIntentsThatAreWanted() {
        assertEquals(Optional.empty(), named("turn on the desk lamp", "HassTurnOff"));
        assertEquals(Optional.empty(), named("turn on the desk lamb", "HassTurnOff"));
        assertEquals(Optional.of("Desk Lamp"), named("turn on the desk lamb", "HassTurnOff", "HassTurnOn"));
    }

    private Optional<String> named(String text, String... intents) {
        return typed.understand(text, List.of(intents)).map(match -> match.slots().get("name").value());
    }
}
