package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns one utterance at a time into a transcript, reading the utterance ring from wherever the utterance began. */
public final class RecogniserAgent implements Agent {

    /** 40 ms: one step of the acoustic model. */
    private static final int BLOCK = 640;

    /** A recogniser and the grammar that was compiled for it. */
    record Ears(SpeechRecognizer recogniser, CompiledGrammar grammar) {
    }

    private sealed interface Order {
        record Begin(long utterance, long fromSample, CompiledGrammar grammar, CompiledGrammar home) implements Order {
        }

        record Cancel(long utterance) implements Order {
        }

        record Finish(long utterance) implements Order {
        }
    }

    private final UtteranceRing utterances;
    private final CaptureClock captureClock;
    private final Handover<Ears> successor = new Handover<>();
    private final NanoClock clock;
    private final Consumer<SpeakerEvent> events;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final short[] block = new short[BLOCK];

    private Supplier<SpeechRecognizer> opener;
    /** The home's, of the recogniser that took over; null while it is the one the speaker began with, whose grammar comes with each order. */
    private @Nullable CompiledGrammar grammar;
    private @Nullable SpeechRecognizer recogniser;
    /** It has let go of its recogniser and is promised another: orders and sound wait. */
    private boolean waiting;
    private Order.@Nullable Begin current;
    private long position;
    private volatile long overwritten;

    RecogniserAgent(UtteranceRing utterances, CaptureClock captureClock, Supplier<SpeechRecognizer> opener, NanoClock clock,
                    Consumer<SpeakerEvent> events) {
        this.utterances = utterances;
        this.captureClock = captureClock;
        this.opener = opener;
        this.clock = clock;
        this.events = events;
    }

    /** Begins an utterance at an absolute sample, which may lie in the past; one that is going on is dropped. Any thread. */
    void begin(long utterance, long fromSample, CompiledGrammar grammar) {
        beginWith(utterance, fromSample, grammar, grammar);
    }

    /**
     * The same with this utterance's own grammar. If other models take over first it does not fit them, and their grammar of the home is
     * used. Any thread.
     *
     * @param home the grammar of the home that was compiled by the same models
     */
    void beginWith(long utterance, long fromSample, CompiledGrammar ownGrammar, CompiledGrammar home) {
        orders.add(new Order.Begin(utterance, fromSample, ownGrammar, home));
    }

    /** Drops an utterance; nothing more is told about it, except what is already on its way. Any thread. */
    void cancel(long utterance) {
        orders.add(new Order.Cancel(utterance));
    }

    /** Ends an utterance now; its transcript is told. Any thread. */
    void finish(long utterance) {
        orders.add(new Order.Finish(utterance));
    }

    @Override
    public void onStart() {
        changeIfIdle();
        if (recogniser == null && !waiting) {
            recogniser = opener.get();
        }
        events.accept(new SpeakerEvent.Ready(roleName()));
    }

    @Override
    public int doWork() {
        changeIfIdle();
        if (waiting) {
            return 0;
        }
        Order order = orders.poll();
        if (order instanceof Order.Begin begin) {
            start(begin);
        } else if (order instanceof Order.Cancel cancel) {
            drop(cancel.utterance());
        } else if (order instanceof Order.Finish end && current != null && current.utterance() == end.utterance()) {
            finish(current);
        }
        return (order == null ? 0 : 1) + listen();
    }

    /** Goes over to another recogniser between two utterances; any thread. */
    void succeed(Handover.Step<Ears> next) {
        successor.put(next);
    }

    private void changeIfIdle() {
        Handover.Step<Ears> next = successor.peek();
        if (next == null || current != null) {
            return;
        }
        if (recogniser != null) {
            recogniser.close();
            recogniser = null;
        }
        waiting = !(next instanceof Handover.Offer);
        if (next instanceof Handover.Offer<Ears> offer) {
            opener = () -> offer.reopen().get().recogniser();
            recogniser = offer.loaded().recogniser();
            grammar = offer.loaded().grammar();
        }
        successor.taken(next);
    }

    @Override
    public void onClose() {
        if (current != null) {
            events.accept(new SpeakerEvent.NotHeard(current.utterance(), "recognition broke down"));
            current = null;
        }
        if (recogniser != null) {
            recogniser.close();
            recogniser = null;
        }
    }

    @Override
    public String roleName() {
        return "recogniser";
    }

    /** Times at which it fell so far behind that sound was lost; any thread. */
    public long overwritten() {
        return overwritten;
    }

    private void start(Order.Begin begin) {
        if (current != null) {
            drop(current.utterance());
        }
        // Stated before the recogniser is asked, so that a failure there is told for this utterance.
        current = begin;
        position = Math.max(begin.fromSample(), utterances.oldest(BLOCK));
        if (recogniser != null) {
            recogniser.begin(grammar == null || begin.home() == grammar ? begin.grammar() : grammar);
        }
    }

    private void drop(long utterance) {
        if (current != null && current.utterance() == utterance && recogniser != null) {
            current = null;
            recogniser.finish();
        }
    }

    private int listen() {
        Order.Begin utterance = current;
        if (utterance == null || recogniser == null) {
            return 0;
        }
        int count = utterances.read(position, block, 0, BLOCK);
        if (count == UtteranceRing.OVERWRITTEN) {
            overwritten = overwritten + 1;
            position = utterances.oldest(utterances.capacity() / 4);
            return 1;
        }
        if (count > 0) {
            position += count;
            recogniser.accept(block, 0, count);
            String partial = recogniser.partial();
            if (partial != null) {
                events.accept(new SpeakerEvent.Partial(utterance.utterance(), partial));
            }
        }
        if (recogniser.endReason() != null || utterances.endedAt(position)) {
            finish(utterance);
        }
        return count;
    }

    private void finish(Order.Begin utterance) {
        if (recogniser == null) {
            return;
        }
        long endpoint = clock.nanoTime();
        Transcript transcript = recogniser.finish();
        current = null;
        events.accept(new SpeakerEvent.Heard(utterance.utterance(), transcript, endpoint, captureClock.nanosOf(position)));
    }
}
