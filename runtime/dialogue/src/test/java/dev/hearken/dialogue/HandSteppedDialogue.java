package dev.hearken.dialogue;

import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole dialogue without sound: sentences are typed, replies take a second, the clock is set by hand. */
final class HandSteppedDialogue {

    /** What is not listened for where it could refer to nothing. */
    private static final Set<String> SEQUELS = Set.of("HearkenAlso", "HearkenCorrect");


    private final TextMatcher commands;
    private final TextMatcher answers;
    private final SkillSet skills;
    private final DialogueSession session;
    private final ZonedDateTime start = ZonedDateTime.parse("2026-11-20T15:05:00+00:00");
    final List<Intent> intents = new ArrayList<>();
    final List<DialogueEffect> effects = new ArrayList<>();
    final List<String> spoken = new ArrayList<>();
    private Optional<DialogueEffect.StartListening> listening = Optional.empty();
    private Optional<DialogueEffect.Speak> speaking = Optional.empty();
    private int sessions;
    long now;

    HandSteppedDialogue(Home home, ConversationSettings settings, List<Skill> skills, NameSounds sounds) {
        commands = new TextMatcher(GrammarSources.shipped(home));
        answers = new TextMatcher(GrammarSources.answers(home));
        Replies replies = Replies.shipped(home.language());
        this.skills = skills.isEmpty() ? SkillSet.installed(replies) : new SkillSet(skills, replies);
        session = new DialogueSession(DialogueSettings.of("kitchen", home.language()), replies, new Conversation(settings, home, replies, sounds), () -> "s" + ++sessions, 0);
    }

    HandSteppedDialogue() {
        this(Home.shipped(), ConversationSettings.DEFAULT, List.of(), NameSounds.LETTERS);
    }

    /** Says the wake word and a command; returns what was answered. */
    String command(String text) {
        on(new DialogueEvent.Woke("computer", 0.9));
        return answer(text);
    }

    /** Says something without the wake word; returns what was answered, or "-" if nobody listens. */
    String answer(String text) {
        if (listening.isEmpty()) {
            return "-";
        }
        Expected expected = listening.get().expected();
        Optional<TextMatcher.Match> command = commands.match(text).filter(m -> expected != Expected.COMMAND || !SEQUELS.contains(m.intent()));
        Optional<TextMatcher.Match> match = expected == Expected.ANSWER ? answers.match(text).or(() -> command) : command;
        return hear(match.map(m -> List.of(new Transcript.Hypothesis(m.intent(), m.text(), m.slots(), 0.9, new Transcript.Evidence(0, 0, 0, 0, 9)))).orElse(List.of()));
    }

    /** Says the wake word and nothing more. */
    Expected expectedAfterWakeWord() {
        on(new DialogueEvent.Woke("computer", 0.9));
        Expected expected = listening.orElseThrow().expected();
        on(new DialogueEvent.TranscriptReady(listening.orElseThrow().listenId(), new Transcript(List.of(), false, 1, EndReason.CANCELLED)));
        listening = Optional.empty();
        return expected;
    }

    String hear(List<Transcript.Hypothesis> readings) {
        int before = spoken.size();
        on(new DialogueEvent.SpeechStarted(listening.orElseThrow().listenId()));
        now += 1000;
        long id = listening.orElseThrow().listenId();
        listening = Optional.empty();
        on(new DialogueEvent.TranscriptReady(id, new Transcript(readings, readings.isEmpty(), 1, EndReason.SILENCE)));
        String said = String.join(" | ", spoken.subList(before, spoken.size()));
        finishSpeaking();
        return said;
    }

    /** Lets what is being said end, and the room fall silent. */
    void finishSpeaking() {
        while (speaking.isPresent()) {
            long id = speaking.get().utteranceId();
            speaking = Optional.empty();
            now += 1000;
            on(new DialogueEvent.ReplySpoken(id));
        }
        pass(Duration.ofMillis(400));
    }

    /** Lets time pass in ticks of 100 ms. */
    void pass(Duration time) {
        for (long end = now + time.toMillis(); now < end;) {
            now += 100;
            on(new DialogueEvent.Tick());
            skills.due(start.plus(Duration.ofMillis(now)), now).forEach(text -> on(new DialogueEvent.SayRequested(text)));
        }
    }

    void on(DialogueEvent event) {
        List<DialogueEvent> next = new ArrayList<>();
        for (DialogueEffect effect : session.on(event, now)) {
            effects.add(effect);
            if (effect instanceof DialogueEffect.StartListening start) {
                listening = Optional.of(start);
            } else if (effect instanceof DialogueEffect.StopListening) {
                listening = Optional.empty();
            } else if (effect instanceof DialogueEffect.Speak speak) {
                speaking = Optional.of(speak);
                spoken.add(speak.text());
                skills.said(speak.text());
            } else if (effect instanceof DialogueEffect.StopSpeaking) {
                speaking = Optional.empty();
            } else if (effect instanceof DialogueEffect.Act act && act.action() instanceof SpeakerAction.StopSounds) {
                skills.silence(start.plus(Duration.ofMillis(now)), now);
            } else if (effect instanceof DialogueEffect.Perform perform) {
                intents.add(perform.intent());
                next.add(new DialogueEvent.Answered(perform.intent().sessionId(), skills.answer(perform.intent(), start.plus(Duration.ofMillis(now)), now)));
            }
        }
        next.forEach(this::on);
    }

    boolean listens() {
        return listening.isPresent();
    }

    boolean speaks() {
        return speaking.isPresent();
    }

    String state() {
        return session.state().name();
    }

    /** Name and slots of the intent that was published last. */
    String lastIntent() {
        Intent intent = intents.get(intents.size() - 1);
        return intent.name() + " " + new java.util.TreeMap<String, String>(Map.copyOf(intent.values()));
    }
}
