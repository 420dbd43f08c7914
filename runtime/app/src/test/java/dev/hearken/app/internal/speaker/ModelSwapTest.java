package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeWordDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to other models, the speaker stepped by hand and the swap on the updater's thread. */
class ModelSwapTest {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;
    private HandSteppedSpeaker speaker;
    private final FakeHearing.Recogniser fresh = new FakeHearing.Recogniser();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        speaker = new HandSteppedSpeaker(folder);
        speaker.source.then(0, 8_000);
        speaker.step(60);
    }

    private ModelSwap swap(Duration patience) {
        return new ModelSwap(new ModelUser() {
            @Override
            public CompletableFuture<Void> change(LoadedSpeech next) {
                CompletableFuture<Void> taken = new CompletableFuture<>();
                speaker.assembly.modelChange().to(next, () -> taken.complete(null));
                return taken;
            }

            @Override
            public CompletableFuture<Void> letGo() {
                CompletableFuture<Void> gone = new CompletableFuture<>();
                speaker.assembly.modelChange().letGo(() -> gone.complete(null));
                return gone;
            }
        }, faults::add, patience);
    }

    private static SpeechParts parts(Supplier<SpeechRecognizer> recogniser) {
        return parts(recogniser, FakeHearing.Wake::new);
    }

    private static SpeechParts parts(Supplier<SpeechRecognizer> recogniser, Supplier<WakeWordDetector> wakeWords) {
        Supplier<SpeechSynthesizer> voice = FakeHearing.Voice::new;
        return new SpeechParts(FakeHearing.words("computer"), wakeWords, FakeHearing.Activity::new, recogniser, FakeHearing.grammar(), FakeHearing::compiled,
            FakeHearing::matcher, recogniser, Optional.empty(), Optional.of(voice), Optional.empty());
    }

    private CompletableFuture<Optional<String>> going(SpeechParts next, Supplier<SpeechParts> back, ModelSwap.Way way, Duration patience) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        Thread updater = new Thread(() -> {
            try {
                result.complete(swap(patience).go(next, back, way));
            } catch (InterruptedException | TimeoutException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        }, "updater");
        updater.setDaemon(true);
        updater.start();
        return result;
    }

    private CompletableFuture<Optional<String>> going(SpeechParts next, ModelSwap.Way way) {
        return going(next, () -> parts(() -> speaker.recogniser), way, Duration.ofMinutes(1));
    }

    /** Lets the speaker live, in a quiet room, until something has happened on the other thread. */
    private void until(String what, BooleanSupplier happened) {
        until(what, happened, 50_000);
    }

    /** @param parkNanos how long a step of 10 ms takes at least: where the other thread waits by the clock, the rings must not fill meanwhile */
    private void until(String what, BooleanSupplier happened, long parkNanos) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            // Not quite silence: ten seconds of that, which a fast machine gets to, are a dead microphone.
            speaker.source.then(1, 1).then(0, 159);
            speaker.step(1);
            LockSupport.parkNanos(parkNanos);
        }
    }

    private void assertHears(FakeHearing.Recogniser who, int intents) {
        speaker.sayCommand();
        speaker.step(500);
        assertEquals(intents, speaker.hub.bodies("intent").size());
        assertEquals(16_000, who.heard.stream().filter(s -> s == 5).count(), "all of the command");
        assertNothingLost();
    }

    private void assertNothingLost() {
        assertEquals(0L, speaker.assembly.metrics().snapshot().get("framesDropped"));
        assertEquals(0L, speaker.assembly.metrics().snapshot().get("frontEndGaps"));
        assertEquals(List.of(), speaker.hub.bodies("fault"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOverAndLoseNothing(ModelSwap.Way way) throws Exception {
        assertHears(speaker.recogniser, 1);
        CompletableFuture<Optional<String>> going = going(parts(() -> fresh), way);
        until("the swap", going::isDone);
        assertEquals(Optional.empty(), going.get());
        assertHears(fresh, 2);
        speaker.command("say", "Dinner");
        speaker.step(50);
        assertNotNull(speaker.hub.bodies("reply").get(2), "and the new voice speaks");
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayMutedOverTheSwap(ModelSwap.Way way) throws Exception {
        speaker.command("mute", "on");
        speaker.sayCommand();
        List<FakeHearing.Wake> detectors = new CopyOnWriteArrayList<>();
        SpeechParts next = parts(() -> fresh, () -> {
            FakeHearing.Wake detector = new FakeHearing.Wake();
            detectors.add(detector);
            return detector;
        });
        CompletableFuture<Optional<String>> going = going(next, way);
        until("the swap", going::isDone);
        assertEquals(Optional.empty(), going.get());
        speaker.sayCommand();
        speaker.step(500);
        assertFalse(detectors.isEmpty());
        assertEquals(0, detectors.stream().mapToInt(d -> d.loudest).max().orElseThrow());
        assertEquals(List.of(), speaker.hub.bodies("wake"));
        speaker.command("mute", "off");
        assertHears(fresh, 1);
        speaker.assembly.close();
    }

    /** As where an NPU had no room for two sets: now that the old one is gone, the new one is loaded once more. */
    @Test
    void shouldLoadTheSameOnceMoreAndLoseNothing() throws Exception {
        List<FakeHearing.Recogniser> loaded = new CopyOnWriteArrayList<>();
        SpeechParts next = parts(() -> {
            FakeHearing.Recogniser recogniser = new FakeHearing.Recogniser();
            loaded.add(recogniser);
            return recogniser;
        });
        for (ModelSwap.Way way : List.of(ModelSwap.Way.SIDE_BY_SIDE, ModelSwap.Way.ONE_AFTER_THE_OTHER)) {
            CompletableFuture<Optional<String>> going = going(next, () -> next, way, Duration.ofMinutes(1));
            until("the swap", going::isDone);
            assertEquals(Optional.empty(), going.get());
        }
        assertEquals(2, loaded.size());
        assertHears(loaded.get(1), 1);
        assertEquals(0, loaded.get(0).heard.stream().filter(s -> s == 5).count());
        assertEquals(List.of(), faults);
    }

    /** The whole sentence, name and all, is said while there is nothing to hear it with. */
    @Test
    void shouldHearWhatWasSaidWhileNothingWasLoaded() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch said = new CountDownLatch(1);
        CompletableFuture<Optional<String>> going = going(parts(() -> {
            loading.countDown();
            awaitIt(said);
            return fresh;
        }), ModelSwap.Way.ONE_AFTER_THE_OTHER);
        until("the old ones are closed", () -> loading.getCount() == 0);
        speaker.sayCommand();
        speaker.command("say", "Dinner");
        speaker.step(400);
        assertEquals(List.of(), speaker.hub.bodies("wake"), "nothing there to hear it");
        assertEquals(0, speaker.sink.played.size(), "nothing there to speak with");
        said.countDown();
        until("the swap", going::isDone);
        assertEquals(Optional.empty(), going.get());
        until("the intent", () -> !speaker.hub.bodies("intent").isEmpty());
        assertEquals(16_000, fresh.heard.stream().filter(s -> s == 5).count(), "all of the command");
        assertEquals(1, speaker.hub.bodies("wake").size());
        until("the announcement", () -> speaker.sink.played.size() >= 600);
        assertNothingLost();
        assertHears(fresh, 2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoBackIfTheNewOnesCannotBeLoaded(ModelSwap.Way way) throws Exception {
        CompletableFuture<Optional<String>> going = going(parts(() -> {
            throw new IllegalStateException("a tensor is missing");
        }), way);
        until("the swap", going::isDone);
        assertEquals(Optional.of("the speaker cannot load it: a tensor is missing"), going.get());
        until("a pause", new Turns(300));
        assertHears(speaker.recogniser, 1);
    }

    @Test
    void shouldTryOnAndTellIfNotEvenTheOldOnesCanBeLoadedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<Optional<String>> going = going(parts(() -> {
            throw new IllegalStateException("no memory");
        }), () -> parts(() -> {
            if (tries.incrementAndGet() < 2) {
                throw new IllegalStateException("no memory either");
            }
            return speaker.recogniser;
        }), ModelSwap.Way.ONE_AFTER_THE_OTHER, Duration.ofMinutes(1));
        until("the swap", going::isDone, 5_000_000);
        assertTrue(going.get().isPresent());
        assertEquals(2, faults.size(), faults.toString());
        assertTrue(faults.get(0).message().contains("no memory either") && !faults.get(0).cleared());
        assertTrue(faults.get(1).cleared());
        until("a pause", new Turns(300));
        assertHears(speaker.recogniser, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpIfThereIsNoPauseAndHearOn(ModelSwap.Way way) throws Exception {
        speaker.source.then(1, 480_000);
        speaker.step(5);
        CompletableFuture<Optional<String>> going = going(parts(() -> fresh), () -> parts(() -> speaker.recogniser), way, Duration.ofMillis(200));
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!going.isDone() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);   // The speaker does not get on meanwhile: as if somebody spoke all the time.
        }
        assertTrue(going.isCompletedExceptionally());
        try {
            going.get();
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof TimeoutException, e.toString());
        }
        speaker.source.then(0, 160);
        speaker.step(3_300);
        assertHears(speaker.recogniser, 1);
        assertFalse(speaker.hub.bodies("wake").isEmpty());
    }

    @Test
    void shouldNotHearWithAGrammarOfOtherModels() {
        UtteranceRing ring = new UtteranceRing(1 << 12);
        FakeHearing.Recogniser old = new FakeHearing.Recogniser();
        RecogniserAgent agent = new RecogniserAgent(ring, new CaptureClock(16_000), () -> old, () -> 0, event -> { });
        agent.onStart();
        var home = FakeHearing.grammar();
        var answers = FakeHearing.grammar();
        agent.beginWith(1, 0, answers, home);
        agent.doWork();
        assertEquals(answers, old.begunWith);
        agent.cancel(1);
        agent.doWork();
        var newHome = FakeHearing.grammar();
        agent.beginWith(2, 0, answers, home);
        agent.succeed(new Handover.Offer<>(new RecogniserAgent.Ears(fresh, newHome), () -> new RecogniserAgent.Ears(fresh, newHome), () -> { }));
        agent.doWork();
        assertEquals(newHome, fresh.begunWith, "asked with what the old ones had compiled");
        agent.cancel(2);
        agent.doWork();
        var newAnswers = FakeHearing.grammar();
        agent.beginWith(3, 0, newAnswers, newHome);
        agent.doWork();
        assertEquals(newAnswers, fresh.begunWith);
    }

    /** True at the end of so many questions. */
    private static final class Turns implements BooleanSupplier {
        private int left;

        Turns(int turns) {
            left = turns;
        }

        @Override
        public boolean getAsBoolean() {
            return left-- <= 0;
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_NANOS, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
