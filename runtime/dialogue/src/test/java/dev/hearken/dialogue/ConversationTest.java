package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.Home.Area;
import dev.hearken.dialogue.Home.Device;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.SlotValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asking back, confirming, correcting and referring, over the sentences that ship. */
class ConversationTest {

    private HandSteppedDialogue talk = new HandSteppedDialogue();

    @Test
    void shouldAskForTheRoomThatIsMissing() {
        assertEquals("The lights of which room?", talk.command("turn on the lights"));
        assertEquals(List.of(), talk.intents, "nothing is published before it is known");
        assertTrue(talk.listens(), "without the wake word");
        assertEquals("The lights in the Kitchen are on.", talk.answer("the kitchen"));
        assertEquals("HassTurnOn {area=Kitchen, domain=light}", talk.lastIntent());
        assertFalse(talk.listens());
    }

    @Test
    void shouldNotAskWhereTheSpeakerStands() {
        talk = new HandSteppedDialogue(Home.shipped(), new ConversationSettings("Bedroom", 120_000, 30_000, List.of()), List.of(), NameSounds.LETTERS);
        talk.command("turn off the lights");
        assertEquals("HassTurnOff {area=Bedroom, domain=light}", talk.lastIntent());
    }

    @Test
    void shouldTakeAnotherCommandInsteadOfAnAnswer() {
        talk.command("turn on the lights");
        assertEquals("It is 3:05 PM.", talk.answer("what time is it"));
        talk.command("kitchen too");
        assertEquals("HassGetCurrentTime {}", talk.lastIntent(), "nothing was said that the kitchen could follow");
    }

    @Test
    void shouldAskOnceMoreAndThenLeaveIt() {
        talk.command("turn on the lights");
        assertEquals("The lights of which room?", talk.answer("blah blah"));
        assertEquals("Sorry, I did not understand that.", talk.answer("blah blah"));
        assertEquals("idle", talk.state());
        assertEquals(List.of(), talk.intents);
    }

    @Test
    void shouldRepeatTheQuestion() {
        talk.command("turn on the lights");
        assertEquals("The lights of which room?", talk.answer("what did you say"));
        talk.answer("in the office please");
        assertEquals("HassTurnOn {area=Office, domain=light}", talk.lastIntent());
    }

    @Test
    void shouldConfirmWhatIsRisky() {
        assertEquals("Shall I unlock Front Door?", talk.command("unlock the front door"));
        assertEquals("Okay, I leave it.", talk.answer("no"));
        assertEquals(List.of(), talk.intents);
        talk.command("unlock the front door");
        assertEquals("Front Door is unlocked.", talk.answer("yes please"));
        assertEquals("HassTurnOff {domain=lock, name=Front Door}", talk.lastIntent());
        assertEquals("Shall I open Garage Door?", talk.command("open the garage door"));
        assertEquals("Shall I open Garage Door?", talk.answer("the kitchen"), "this is no yes");
        assertEquals("Sorry, I did not understand that.", talk.answer("the kitchen"));
        assertEquals(1, talk.intents.size());
        talk.command("lock the front door");
        talk.command("close the garage door");
        assertEquals(3, talk.intents.size(), "locking and closing let nobody in");
    }

    @Test
    void shouldConfirmWhatIsRiskyForOneOfSeveral() {
        Intent all = new Intent("HassTurnOn", Map.of("domain", new SlotValue("cover", ""), "area", new SlotValue("Garage", "garage")), 0.9, "open all in the garage", "k", "s1", "en");
        Conversation conversation = new Conversation(ConversationSettings.DEFAULT, Home.shipped(), Replies.shipped(), NameSounds.LETTERS);
        assertTrue(conversation.understand(List.of(all), 0) instanceof Conversation.Ask, "the garage door is among them");
        Intent living = all.with("area", "Living Room");
        assertTrue(conversation.understand(List.of(living), 0) instanceof Conversation.Act, "blinds let nobody in");
    }

    @Test
    void shouldActInTheConversationInWhichTheYesIsSaid() {
        Conversation conversation = new Conversation(ConversationSettings.DEFAULT, Home.shipped(), Replies.shipped(), NameSounds.LETTERS);
        Intent unlock = new Intent("HassTurnOff", Map.of("domain", new SlotValue("lock", ""), "name", new SlotValue("Front Door", "front door")), 0.9, "", "k", "s1", "en");
        assertTrue(conversation.understand(List.of(unlock), 0) instanceof Conversation.Ask);
        Intent yes = new Intent("HearkenYes", Map.of(), 0.9, "yes", "k", "s2", "en");
        assertEquals(new Conversation.Act(unlock.inSession("s2")), conversation.understand(List.of(yes), 1_000));
    }

    @Test
    void shouldNotTakeAYesToAnythingLater() {
        talk.command("unlock the front door");
        talk.pass(Duration.ofSeconds(8));
        assertEquals("idle", talk.state());
        assertEquals("Sorry, I did not understand that.", talk.command("yes"));
        assertEquals(List.of(), talk.intents);
    }

    @Test
    void shouldCorrectAQuestionAndAsk() {
        talk.command("unlock the front door");
        assertEquals("Shall I unlock Back Door?", talk.answer("no the back door"));
        talk.answer("yes");
        assertEquals("HassTurnOff {domain=lock, name=Back Door}", talk.lastIntent());
    }

    @Test
    void shouldCorrectTheRoom() {
        talk.command("turn on the bedroom lights");
        assertEquals("The lights in the Kitchen are on.", talk.command("no the kitchen"));
        assertEquals("HassTurnOn {area=Kitchen, domain=light}", talk.lastIntent());
        talk.command("turn on the desk lamp");
        talk.command("no i meant the porch light");
        assertEquals("HassTurnOn {name=Porch Light}", talk.lastIntent());
        talk.command("no the office");
        assertEquals("HassTurnOn {name=Desk Lamp}", talk.lastIntent(), "the only light of the office");
    }

    @Test
    void shouldReferToWhatWasSaidBefore() {
        talk.command("turn on the desk lamp");
        talk.command("turn it off");
        assertEquals("HassTurnOff {name=Desk Lamp}", talk.lastIntent());
        talk.command("set it to fifty percent");
        assertEquals("HassLightSet {brightness=50, name=Desk Lamp}", talk.lastIntent());
        talk.command("turn off the lights in the kitchen");
        talk.command("and the bedroom");
        assertEquals("HassTurnOff {area=Bedroom, domain=light}", talk.lastIntent());
        talk.command("turn them on");
        assertEquals("HassTurnOn {area=Bedroom, domain=light}", talk.lastIntent());
        talk.command("turn off the lights");
        assertEquals("HassTurnOff {area=Bedroom, domain=light}", talk.lastIntent(), "the room last spoken of");
    }

    @Test
    void shouldExpectASequelOnlyWhileThereIsSomethingToReferTo() {
        assertEquals(Expected.COMMAND, talk.expectedAfterWakeWord());
        talk.command("set a timer for ten minutes");
        assertEquals(Expected.COMMAND, talk.expectedAfterWakeWord(), "a timer is no device");
        talk.command("turn on the desk lamp");
        assertEquals(Expected.SEQUEL, talk.expectedAfterWakeWord());
        talk.command("unlock the back door");
        assertEquals(Expected.ANSWER, talk.expectedAfterWakeWord(), "shall I?");
        talk.pass(Duration.ofMinutes(3));
        assertEquals(Expected.COMMAND, talk.expectedAfterWakeWord());
    }

    @Test
    void shouldNotTakeATimerForADevice() {
        talk.command("turn on the desk lamp");
        talk.command("set a laundry timer for ten minutes");
        talk.command("turn it off");
        assertEquals("HassTurnOff {name=Desk Lamp}", talk.lastIntent());
    }

    @Test
    void shouldForgetAfterAWhile() {
        talk.command("turn on the desk lamp");
        talk.pass(Duration.ofMinutes(3));
        assertEquals("Which device?", talk.command("turn it off"));
        talk.answer("the coffee machine");
        assertEquals("HassTurnOff {name=Coffee Machine}", talk.lastIntent());
    }

    @Test
    void shouldNotUnlockByReferenceUnasked() {
        talk.command("lock the back door");
        assertEquals("Shall I unlock Back Door?", talk.command("unlock it"));
        talk.command("turn on the tv");
        talk.command("turn it off");
        assertEquals("HassTurnOff {name=TV}", talk.lastIntent());
    }

    @Test
    void shouldAskWhichOfSeveralIsMeant() {
        talk = new HandSteppedDialogue(twoLamps(), ConversationSettings.DEFAULT, List.of(), NameSounds.LETTERS);
        assertEquals("Which one: Reading Lamp or Corner Lamp?", talk.command("turn on the lamp"));
        talk.answer("the one in the bedroom");
        assertEquals("HassTurnOn {name=Corner Lamp}", talk.lastIntent());
        talk.command("turn off the lamp");
        assertEquals("HassTurnOff {name=Corner Lamp}", talk.lastIntent(), "the bedroom was spoken of");
        talk.pass(Duration.ofMinutes(3));
        talk.command("turn off the lamp");
        talk.answer("reading lamp");
        assertEquals("HassTurnOff {name=Reading Lamp}", talk.lastIntent());
    }

    @Test
    void shouldTellSameNamesApartByTheirRooms() {
        Home home = new Home("en", List.of(new Area("Attic", List.of(), Optional.empty()), new Area("Cellar", List.of(), Optional.empty())), List.of(),
                List.of(light("Lamp", "Attic"), light("Lamp", "Cellar")));
        talk = new HandSteppedDialogue(home, ConversationSettings.DEFAULT, List.of(), NameSounds.LETTERS);
        assertEquals("Which one: Lamp in the Attic or Lamp in the Cellar?", talk.command("turn on the lamp"));
        talk.answer("cellar");
        assertEquals("HassTurnOn {area=Cellar, name=Lamp}", talk.lastIntent());
    }

    @Test
    void shouldAskWhereTheRecogniserWasNotSureAndNamesSoundAlike() {
        NameSounds alike = (one, other) -> 0.2;
        talk = new HandSteppedDialogue(Home.shipped(), ConversationSettings.DEFAULT, List.of(), alike);
        assertEquals("Which one: Front Door or Back Door?", heard(List.of(reading("Front Door", 0.8), reading("Back Door", 0.6))));
        talk.answer("front door");
        assertEquals("Shall I unlock Front Door?", talk.spoken.get(talk.spoken.size() - 1), "asked back, and still confirmed");
        talk.answer("no");
        assertEquals("Shall I unlock Front Door?", heard(List.of(reading("Front Door", 0.9), reading("Back Door", 0.4))));
    }

    private String heard(List<Transcript.Hypothesis> readings) {
        talk.on(new DialogueEvent.Woke("computer", 0.9));
        return talk.hear(readings);
    }

    private static Transcript.Hypothesis reading(String door, double confidence) {
        return new Transcript.Hypothesis("HassTurnOff", "unlock the " + door, Map.of("name", new SlotValue(door, door), "domain", new SlotValue("lock", "")), confidence,
                new Transcript.Evidence(0, 0, 0, 0, 9));
    }

    @Test
    void shouldStopEverythingByVoice() {
        talk.command("set a timer for one minute");
        talk.pass(Duration.ofSeconds(61));
        assertTrue(talk.speaks(), "it rings");
        assertEquals("", talk.command("stop"));
        talk.pass(Duration.ofMinutes(5));
        assertFalse(talk.speaks(), "and never again");
        assertEquals("idle", talk.state());
    }

    @Test
    void shouldDropTheQuestionOnNeverMind() {
        talk.command("unlock the front door");
        assertEquals("", talk.answer("never mind"));
        assertEquals("idle", talk.state());
        assertEquals("Sorry, I did not understand that.", talk.command("yes"));
    }

    @Test
    void shouldCompleteTheIntentOfASkillThatAsks() {
        Skill pizza = (intent, context) -> intent.name().equals("HassGetWeather")
                ? Optional.of(intent.slot("area").map(area -> Answer.say("Sunny in the " + area + ".")).orElse(Answer.ask("Where?"))) : Optional.empty();
        talk = new HandSteppedDialogue(Home.shipped(), ConversationSettings.DEFAULT, List.of(pizza), NameSounds.LETTERS);
        assertEquals("Where?", talk.command("what's the weather"));
        assertEquals("Sunny in the Garden.", talk.answer("in the garden"));
    }

    private static Home twoLamps() {
        return new Home("en", List.of(new Area("Bedroom", List.of(), Optional.empty()), new Area("Office", List.of(), Optional.empty())), List.of(),
                List.of(new Device("Reading Lamp", List.of("lamp"), "light", Optional.of("Office"), Optional.empty()),
                        new Device("Corner Lamp", List.of("lamp"), "light", Optional.of("Bedroom"), Optional.empty())));
    }

    private static Device light(String name, String area) {
        return new Device(name, List.of(), "light", Optional.of(area), Optional.empty());
    }
}
