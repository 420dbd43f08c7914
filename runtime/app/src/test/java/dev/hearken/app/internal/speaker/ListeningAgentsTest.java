package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.PcmRing;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListeningAgentsTest {

    private final FakeHearing.Wake wake = new FakeHearing.Wake();
    private final FakeHearing.Recogniser recogniser = new FakeHearing.Recogniser();
    private final List<SpeakerEvent> events = new ArrayList<>();
    private final CaptureClock captureClock = new CaptureClock(16_000);
    private SpeakingGate gate = new SpeakingGate(WhileSpeaking.RAISED, 0.9, "");
    private List<WakeWord> words = List.of(new WakeWord("computer", Optional.empty()));
    private final MuteGate mute = new MuteGate();
    private final UtteranceRing utterances = new UtteranceRing(1 << 16, mute);
    private int microphone;
    private long now;

    private FakeSound.Source source = new FakeSound.Source(AudioFormat.SPEECH);
    private FakeSound.Source replacement = new FakeSound.Source(AudioFormat.SPEECH);
    private PcmRing ring;
    private AgentInvoker capture;
    private FrontEndAgent frontEnd;
    private AgentInvoker frontEndInvoker;
    private RecogniserAgent recogniserAgent;
    private AgentInvoker recogniserInvoker;

    private void assemble(int ringFrames) {
        ring = new PcmRing(source.format(), ringFrames);
        CaptureAgent captureAgent = new CaptureAgent(source, () -> replacement, ring, () -> { }, mute, 320);
        capture = invoker(captureAgent);
        frontEnd = new FrontEndAgent(ring, captureAgent::ended, utterances, captureClock,
            new FrontEndAgent.Parts(words, () -> wake, FakeHearing.Activity::new, ChannelStage.pick(source.format().channels(), microphone), gate, () -> now, mute),
            () -> { }, events::add);
        frontEndInvoker = invoker(frontEnd);
        recogniserAgent = new RecogniserAgent(utterances, captureClock, () -> recogniser, () -> now, events::add);
        recogniserInvoker = invoker(recogniserAgent);
    }

    private AgentInvoker invoker(dev.hearken.app.internal.agent.Agent agent) {
        return new AgentInvoker(agent, () -> now, new DutyCycle(Long.MAX_VALUE), fault -> events.add(new SpeakerEvent.FaultChanged(fault)));
    }

    private void step(int times) {
        for (int i = 0; i < times; i++) {
            capture.invoke();
            frontEndInvoker.invoke();
            recogniserInvoker.invoke();
        }
    }

    private <T extends SpeakerEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
    }

    @Test
    void shouldReportAWakeWordWithItsPlaceAndTime() {
        source.then(1, 1000).then(FakeHearing.WAKE, 3200).then(1, 1000);
        assemble(4096);
        step(60);
        SpeakerEvent.Woke woke = all(SpeakerEvent.Woke.class).get(0);
        assertEquals("computer", woke.phrase());
        assertEquals(1000, woke.startSample());
        assertEquals(4200, woke.endSample());
        assertEquals(4200 * 62_500L, woke.atNanos());
        assertEquals(1, all(SpeakerEvent.Woke.class).size());
    }

    @Test
    void shouldHearACommandThatFollowsTheWakeWordWithoutAPause() {
        source.then(1, 480).then(FakeHearing.WAKE, 1600).then(5, 800).then(0, 16_000);
        assemble(1 << 15);
        for (int i = 0; all(SpeakerEvent.Woke.class).isEmpty(); i++) {
            assertTrue(i < 100, "the wake word must be found");
            step(1);
        }
        // The event loop takes its time; the command has been said by then.
        step(20);
        recogniserAgent.begin(1, all(SpeakerEvent.Woke.class).get(0).endSample(), FakeHearing.grammar());
        step(100);
        assertEquals(801, recogniser.heard.size(), "all of the command and the first sample of the pause, nothing of the wake word");
        assertEquals((short) 5, recogniser.heard.get(0));
        assertEquals("turn on", all(SpeakerEvent.Partial.class).get(0).text());
        SpeakerEvent.Heard heard = all(SpeakerEvent.Heard.class).get(0);
        assertEquals("HassTurnOn", heard.transcript().nBest().get(0).intent());
        assertEquals(1, heard.utterance());
    }

    @Test
    void shouldEndTheUtteranceWithTheInput() {
        source.then(5, 1600);
        assemble(4096);
        step(2);
        recogniserAgent.begin(7, 0, FakeHearing.grammar());
        step(30);
        assertEquals(1600, recogniser.heard.size());
        assertEquals(1, all(SpeakerEvent.Heard.class).size());
        assertEquals(1, all(SpeakerEvent.InputEnded.class).size());
    }

    @Test
    void shouldDropACancelledUtteranceSilently() {
        source.then(5, 3200);
        source.waits = true;
        assemble(4096);
        step(2);
        recogniserAgent.begin(1, 0, FakeHearing.grammar());
        step(5);
        recogniserAgent.cancel(1);
        step(30);
        assertEquals(List.of(), all(SpeakerEvent.Heard.class));
    }

    @Test
    void shouldTellThatNothingWillBeHeardWhenTheModelBreaks() {
        source.then(5, 3200);
        assemble(4096);
        step(2);
        recogniser.broken = true;
        recogniserAgent.begin(3, 0, FakeHearing.grammar());
        step(5);
        assertEquals(3, all(SpeakerEvent.NotHeard.class).get(0).utterance());
        SpeakerEvent.FaultChanged fault = all(SpeakerEvent.FaultChanged.class).get(0);
        assertEquals("recogniser", fault.fault().source());
        assertEquals("model lost", fault.fault().message());
    }

    @Test
    void shouldListenToTheConfiguredMicrophone() {
        source = new FakeSound.Source(new AudioFormat(16_000, 3)).thenChannels(320, 1, 2, 3);
        microphone = 2;
        assemble(4096);
        step(5);
        short[] heard = new short[320];
        assertEquals(320, utterances.read(0, heard, 0, 320));
        for (short sample : heard) {
            assertEquals(3, sample);
        }
    }

    @Test
    void shouldCountOnAndStartTheDetectorsAfreshBehindAGap() {
        source.then(1, 160 * 10);
        assemble(256);
        for (int i = 0; i < 11; i++) { // the first invocation starts it
            capture.invoke();
        }
        assertEquals(160 * 10 - 256, ring.droppedFrames());
        for (int i = 0; i < 5; i++) {
            frontEndInvoker.invoke();
        }
        source.then(1, 160).then(FakeHearing.WAKE, 160).then(1, 160);
        step(20);
        assertEquals(1, wake.resets);
        assertEquals(1, frontEnd.gaps());
        assertEquals(160 * 13, utterances.head(), "silence stands for what was lost");
        assertEquals(160 * 11, all(SpeakerEvent.Woke.class).get(0).startSample());
    }

    @Test
    void shouldNotWakeAtItsOwnVoiceUnlessItIsVerySure() {
        gate.began();
        wake.score = 0.8f;
        source.then(FakeHearing.WAKE, 160).then(1, 160);
        source.waits = true;
        assemble(4096);
        step(10);
        assertEquals(List.of(), all(SpeakerEvent.Woke.class));
        wake.score = 0.95f;
        source.then(FakeHearing.WAKE, 160).then(1, 160);
        step(10);
        assertEquals(1, all(SpeakerEvent.Woke.class).size());
    }

    @Test
    void shouldStayDeafForATailBehindItsOwnVoiceWhenConfiguredSo() {
        gate = new SpeakingGate(WhileSpeaking.OFF, 0.9, "");
        gate.began();
        gate.ended(0);
        source.then(FakeHearing.WAKE, 160).then(1, 16_000).then(FakeHearing.WAKE, 160).then(1, 160);
        assemble(1 << 15);
        step(200);
        assertEquals(1, all(SpeakerEvent.Woke.class).size(), "the first lies in the tail, the second one second behind");
        assertEquals(16_160, all(SpeakerEvent.Woke.class).get(0).startSample());
    }

    @Test
    void shouldAskForTheScoreStatedForThePhrase() {
        words = List.of(new WakeWord("computer", Optional.of(0.97)));
        source.then(FakeHearing.WAKE, 160).then(1, 160);
        assemble(4096);
        step(10);
        assertEquals(List.of(), all(SpeakerEvent.Woke.class));
    }

    @Test
    void shouldWriteZerosInPlaceOfSoundWhileMuted() {
        source.then(FakeHearing.WAKE, 16_000);
        assemble(4096);
        mute.set(true);
        short[] captured = new short[160];
        for (int i = 0; i < 50; i++) {
            capture.invoke();
            ring.read(captured, 0, 160);
            assertArrayEquals(new short[160], captured, "nothing gets into the first ring");
        }
    }

    @Test
    void shouldSilenceWhatTheCardHadGatheredWhenTheMuteEnds() {
        source.then(3000, 16_000);
        assemble(4096);
        step(1);
        mute.set(true);
        mute.set(false);
        short[] captured = new short[160];
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            capture.invoke();
            ring.read(captured, 0, 160);
            first.add((int) captured[0]);
        }
        assertEquals(List.of(0, 0, 0, 3000, 3000), first, "the period in hand, and 320 frames that the card may have held");
    }

    @Test
    void shouldHearNothingWhileMuted() {
        source.then(3000, 1600).then(FakeHearing.WAKE, 160).then(1, 1600);
        assemble(4096);
        step(2);
        capture.invoke();
        wake.loudest = 0;
        mute.set(true);
        step(20);
        assertEquals(List.of(), all(SpeakerEvent.Woke.class));
        assertEquals(0, wake.loudest, "not even what was in the ring already");
        short[] heard = new short[1600];
        utterances.read(0, heard, 0, 1600);
        assertArrayEquals(new short[1600], heard);
        mute.set(false);
        utterances.read(0, heard, 0, 1600);
        assertArrayEquals(new short[1600], heard, "what was heard before the mute is forgotten");
    }

    @Test
    void shouldReportADeadMicrophoneAndItsRevival() {
        source.then(0, 160_000 + 160).then(3, 320);
        assemble(1 << 15);
        step(1100);
        List<SpeakerEvent.FaultChanged> faults = all(SpeakerEvent.FaultChanged.class);
        assertEquals("microphone", faults.get(0).fault().source());
        assertFalse(faults.get(0).fault().cleared());
        assertTrue(faults.get(1).fault().cleared());
    }

    @Test
    void shouldOpenTheMicrophoneAgainAfterAFailure() {
        source.then(1, 160);
        replacement.then(2, 160);
        assemble(4096);
        step(2);
        source.broken = true;
        step(2);
        assertTrue(source.closed);
        assertEquals("card 'fake' is gone", all(SpeakerEvent.FaultChanged.class).get(0).fault().message());
        now += 1_000_000_000L;
        step(5);
        assertTrue(all(SpeakerEvent.FaultChanged.class).get(1).fault().cleared());
        assertEquals(320, utterances.head());
    }

    @Test
    void shouldRefuseAMicrophoneThatComesBackDifferent() {
        source.broken = true;
        replacement = new FakeSound.Source(new AudioFormat(16_000, 2));
        assemble(4096);
        step(2);
        now += 1_000_000_000L;
        step(2);
        List<SpeakerEvent.FaultChanged> faults = all(SpeakerEvent.FaultChanged.class);
        assertEquals(2, faults.size());
        assertInstanceOf(SpeakerEvent.FaultChanged.class, faults.get(1));
        assertTrue(faults.get(1).fault().message().startsWith("the microphone came back with"), faults.get(1).toString());
    }

    @Test
    void shouldAllocateNothingAFrame() {
        source.then(1, 16_000 * 60);
        source.waits = true;
        assemble(4096);
        step(3000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 500; i++) {
                capture.invoke();
                frontEndInvoker.invoke();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertTrue(least < 500, "500 periods allocated " + least + " bytes");
    }
}
