package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.dialogue.Replies;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.Transcript.SlotValue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** A question and its answer through all agents, with a room in which the speaker hears itself. */
class FollowUpWiringTest {

    /** What the echo of the speaker's own voice is in the recording. */
    private static final short ECHO = 99;

    @TempDir
    private Path folder;

    private final FakeHub hub = new FakeHub();
    private final FakeSound.Source source = new FakeSound.Source(AudioFormat.SPEECH);
    private final FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
    private final ScriptedRecogniser recogniser = new ScriptedRecogniser();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final CompiledGrammar answers = named("answers");
    private SpeakerAssembly assembly;
    private long now = 1_000_000_000L;

    @BeforeEach
    void assembleWithoutHook() {
        assemble("none");
    }

    @AfterEach
    void close() {
        assembly.close();
    }

    private void assemble(String hook) {
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(),
            Optional.empty(), List.of(new ConfigurationSources.Override("--set", "signs.enabled", "false"), new ConfigurationSources.Override("--set", "dialogue.hook", hook))).load();
        SpeechParts speech = new SpeechParts(FakeHearing.words("computer"), FakeHearing.Wake::new, FakeHearing.Activity::new, () -> recogniser, FakeHearing.grammar(),
            FakeHearing::compiled, FakeHearing::matcher, () -> recogniser, Optional.empty(), Optional.of(FakeHearing.Voice::new), Optional.of(new SpeechParts.Talk(answers, Home.shipped(), NameSounds.LETTERS)));
        assembly = new SpeakerAssembly(configuration, speech, new SoundParts(source, () -> source, sink, () -> sink), hub, Replies.shipped(),
            SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s1"), ending -> { });
        source.waits = true;
    }

    @Test
    void shouldHearTheAnswerWithoutWakeWordAndNeverItsOwnQuestion() {
        recogniser.script.add(reading("HassTurnOn", Map.of("domain", new SlotValue("light", ""))));
        recogniser.script.add(reading("HearkenAnswer", Map.of("area", new SlotValue("Kitchen", "the kitchen"))));
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(180);
        assertEquals("The lights of which room?", hub.bodies("reply").get(0).getString("text"));
        assertEquals(List.of(), hub.bodies("intent"));
        while (!states().get(states().size() - 1).equals("listening")) {
            source.then(ECHO, 160);
            step(1);
        }
        source.then(6, 8000).then(0, 800);
        step(200);
        assertEquals("Kitchen", hub.bodies("intent").get(0).getJsonObject("slots").getJsonObject("area").getString("value"));
        assertEquals("s1", hub.bodies("intent").get(0).getString("sessionId"));
        assertEquals(List.of(FakeHearing.grammar().source().language(), "answers"), recogniser.grammars);
        assertTrue(recogniser.heard.stream().filter(s -> s == ECHO).count() <= 160 * 3, "of the echo at most what came while orders were under way");
        assertTrue(recogniser.heard.contains((short) 6));
    }

    @Test
    void shouldUnderstandSequelsOnlyAfterADeed() {
        recogniser.script.add(reading("HassTurnOn", Map.of("name", new SlotValue("Desk Lamp", "the desk lamp"))));
        recogniser.script.add(reading("HassTurnOff", Map.of("name", new SlotValue("Desk Lamp", "the desk lamp"))));
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(180);
        source.then(1, 80_000).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(800);
        assertEquals(List.of(FakeHearing.grammar().source().language(), "answers"), recogniser.grammars);
    }

    @Test
    void shouldEndWhereNobodyAnswers() {
        recogniser.script.add(reading("HassTurnOn", Map.of("domain", new SlotValue("light", ""))));
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(1200);
        assertEquals("idle", states().get(states().size() - 1));
        assertEquals(1, hub.bodies("reply").size());
    }

    @Test
    void shouldSayWhatTheHomeAnswersOverMqtt() {
        close();
        assemble("mqtt");
        recogniser.script.add(reading("HassGetWeather", Map.of()));
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(170);
        assertEquals("answering", states().get(states().size() - 1));
        hub.receive("answer", "{\"sessionId\": \"another\", \"text\": \"Wrong.\"}", false);
        hub.receive("answer", "{\"sessionId\": \"s1\", \"text\": \"Sunny.\"}", false);
        drain();
        assertEquals("Sunny.", hub.bodies("reply").get(0).getString("text"));
    }

    @Test
    void shouldSayTheFixedReplyWhereTheHomeDoesNotAnswer() {
        close();
        assemble("mqtt");
        recogniser.script.add(reading("HassGetWeather", Map.of()));
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 800);
        step(170);
        assertEquals(List.of(), hub.bodies("reply"));
        step(220);
        assertEquals("I have no weather report.", hub.bodies("reply").get(0).getString("text"));
        hub.receive("answer", "{\"text\": \"Too late.\"}", false);
        drain();
        assertEquals(1, hub.bodies("reply").size());
    }

    private void step(int periods) {
        for (int i = 0; i < periods; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                drain();
            });
            now += 10_000_000L;
            if (i % 10 == 0) {
                assembly.dialogue().tick();
                drain();
            }
        }
    }

    private void drain() {
        for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
            action.run();
        }
    }

    private List<String> states() {
        return hub.bodies("state").stream().map(s -> s.getString("state")).toList();
    }

    private static Transcript reading(String intent, Map<String, SlotValue> slots) {
        return new Transcript(List.of(new Transcript.Hypothesis(intent, "typed", slots, 0.9, new Transcript.Evidence(0, 0, 0, 0, 9))), false, 1, EndReason.SILENCE);
    }

    private static CompiledGrammar named(String language) {
        return new CompiledGrammar() {
            @Override
            public Grammar source() {
                return new Grammar(language, Map.of(), List.of());
            }

            @Override
            public int states() {
                return 0;
            }

            @Override
            public int arcs() {
                return 0;
            }
        };
    }

    /** Gives the transcripts of a script, each after the first zero sample; says nothing of words while the script is empty. */
    private static final class ScriptedRecogniser implements SpeechRecognizer {
        final Deque<Transcript> script = new ArrayDeque<>();
        final List<Short> heard = new ArrayList<>();
        final List<String> grammars = new ArrayList<>();
        private boolean ended;
        private boolean told;

        @Override
        public void begin(CompiledGrammar grammar) {
            grammars.add(grammar.source().language());
            heard.clear();
            ended = false;
            told = false;
        }

        @Override
        public void accept(short[] pcm, int offset, int length) {
            for (int i = offset; i < offset + length && !ended; i++) {
                heard.add(pcm[i]);
                ended = pcm[i] == 0;
            }
        }

        @Override
        public @Nullable String partial() {
            boolean first = !told && heard.stream().anyMatch(s -> s > 1 && s < ECHO);
            told |= first;
            return first ? "words" : null;
        }

        @Override
        public @Nullable EndReason endReason() {
            return ended ? EndReason.SILENCE : null;
        }

        @Override
        public Transcript finish() {
            Transcript next = script.poll();
            return next == null ? new Transcript(List.of(), true, 1, EndReason.CANCELLED) : next;
        }

        @Override
        public void close() {
        }
    }
}
