package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import dev.hearken.app.internal.call.LineOut;
import dev.hearken.audio.AudioFormat;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpeakingAgentsTest {

    private final List<SpeakerEvent> events = new ArrayList<>();
    private final FakeHearing.Voice voice = new FakeHearing.Voice();
    private final SpeakingGate gate = new SpeakingGate(WhileSpeaking.OFF, 1, "");
    private FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
    private FakeSound.Sink replacement = new FakeSound.Sink(AudioFormat.SPEECH);
    private SpeechQueue queue;
    private AgentInvoker synthesiser;
    private PlaybackAgent playbackAgent;
    private AgentInvoker playback;
    private long now;

    private void assemble() {
        queue = new SpeechQueue(sink.format().sampleRate(), 512);
        synthesiser = invoker(new SynthesiserAgent(queue, () -> voice, () -> { }));
        playbackAgent = new PlaybackAgent(sink, () -> replacement, queue, new LineOut(16_000), gate, PlaybackTap.none(), () -> now, () -> { }, events::add);
        playback = invoker(playbackAgent);
    }

    private AgentInvoker invoker(Agent agent) {
        return new AgentInvoker(agent, () -> now, new DutyCycle(Long.MAX_VALUE), fault -> events.add(new SpeakerEvent.FaultChanged(fault)));
    }

    private void say(long speech, String text) {
        queue.request(new SpeechQueue.Text(speech, text, Settings.NORMAL));
    }

    private void step(int times) {
        for (int i = 0; i < times; i++) {
            synthesiser.invoke();
            playback.invoke();
            now += 1_000_000;
        }
    }

    private <T extends SpeakerEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
    }

    private String played() {
        return sink.played.stream().map(s -> String.valueOf((char) s.shortValue())).distinct().collect(Collectors.joining());
    }

    @Test
    void shouldPlayAllOfATextAndTellWhenItBeginsAndEnds() {
        assemble();
        say(1, "ABCDEFGHIJKLMNOP");
        step(60);
        assertEquals(1600, sink.played.size());
        assertEquals("ABCDEFGHIJKLMNOP", played());
        assertEquals(1, all(SpeakerEvent.SpeakingBegan.class).get(0).speech());
        SpeakerEvent.Spoke spoke = all(SpeakerEvent.Spoke.class).get(0);
        assertTrue(spoke.complete());
        assertTrue(spoke.atNanos() > all(SpeakerEvent.SpeakingBegan.class).get(0).atNanos());
        assertFalse(gate.speaking());
    }

    @Test
    void shouldBeginBeforeTheSentenceIsFinished() {
        assemble();
        say(1, "ABCDEFGHIJKLMNOP");
        step(4);
        assertFalse(all(SpeakerEvent.SpeakingBegan.class).isEmpty());
        assertTrue(gate.speaking());
        assertTrue(sink.played.size() < 1600);
    }

    @Test
    void shouldSayOneTextAfterTheOther() {
        assemble();
        say(1, "AB");
        say(2, "CD");
        step(40);
        assertEquals("ABCD", played());
        assertEquals(List.of(1L, 2L), all(SpeakerEvent.Spoke.class).stream().map(SpeakerEvent.Spoke::speech).toList());
    }

    @Test
    void shouldStopAtOnceAndSayTheNextText() {
        assemble();
        say(1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        step(5);
        queue.stop(1);
        int played = sink.played.size();
        say(2, "B");
        step(40);
        assertEquals(1, sink.stops, "what the card still holds is dropped");
        assertEquals(played + 100, sink.played.size(), "nothing more of the first text");
        assertFalse(all(SpeakerEvent.Spoke.class).get(0).complete());
        assertTrue(all(SpeakerEvent.Spoke.class).get(1).complete());
    }

    @Test
    void shouldWaitForRoomInTheLoudspeaker() {
        assemble();
        sink.room = 250;
        say(1, "ABCDE");
        step(20);
        assertEquals(250, sink.played.size());
        assertEquals(List.of(), all(SpeakerEvent.Spoke.class));
        sink.room = 250;
        step(20);
        assertEquals("ABCDE", played());
        assertEquals(500, sink.played.size());
    }

    @Test
    void shouldFillEveryChannelAtTheVolumeSet() {
        sink = new FakeSound.Sink(new AudioFormat(16_000, 2));
        assemble();
        playbackAgent.volume(0.5);
        say(1, "d");
        step(10);
        assertEquals(200, sink.played.size());
        assertTrue(sink.played.stream().allMatch(s -> s == 'd' / 2));
    }

    @Test
    void shouldConvertTheVoiceToTheRateOfTheLoudspeaker() {
        sink = new FakeSound.Sink(new AudioFormat(48_000, 1));
        assemble();
        say(1, "ABCDEFGHIJ");
        step(100);
        assertEquals(3000, sink.played.size());
    }

    @Test
    void shouldTellThatATextWasNotSpokenWhenTheVoiceBreaks() {
        assemble();
        voice.broken = true;
        say(1, "A");
        step(5);
        assertEquals("voice lost", all(SpeakerEvent.FaultChanged.class).get(0).fault().message());
        assertFalse(all(SpeakerEvent.Spoke.class).get(0).complete());
        voice.broken = false;
        say(2, "B");
        now += 1_000_000_000L;
        step(10);
        assertTrue(all(SpeakerEvent.FaultChanged.class).get(1).fault().cleared());
        assertTrue(all(SpeakerEvent.Spoke.class).get(1).complete());
    }

    @Test
    void shouldOpenTheLoudspeakerAgainAfterAFailure() {
        assemble();
        sink.broken = true;
        say(1, "AB");
        step(5);
        assertEquals("loudspeaker 'fake' is gone", all(SpeakerEvent.FaultChanged.class).get(0).fault().message());
        assertFalse(gate.speaking(), "a broken loudspeaker must not keep the microphone deaf");
        now += 1_000_000_000L;
        step(20);
        assertEquals(1, all(SpeakerEvent.Spoke.class).size());
        assertFalse(replacement.played.isEmpty());
    }
}
