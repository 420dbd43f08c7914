package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.arbitration.Arbitration;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a wake word count only if no other speaker has heard it better. While that is being found out nothing is lost: what follows the word is in the
 * utterance ring. Belongs to the event loop.
 */
final class ArbitratedWakes implements WakeGate, Arbitration.Dialogue {

    private final Arbitration arbitration;
    private final DialogueLoop dialogue;
    private final NanoClock clock;
    private SpeakerEvent.@Nullable Woke waiting;
    /** The conversation that the last wake word has begun. */
    private String session = "";

    /** @param arbitration makes the arbitration whose decisions are these wakes' */
    ArbitratedWakes(Function<Arbitration.Dialogue, Arbitration> arbitration, DialogueLoop dialogue, NanoClock clock) {
        this.dialogue = dialogue;
        this.clock = clock;
        this.arbitration = arbitration.apply(this);
    }

    /** Subscribes; once. */
    void begin() {
        arbitration.begin();
    }

    @Override
    public void woke(SpeakerEvent.Woke woke) {
        if (waiting == null) {
            waiting = woke;
        }
        arbitration.woke(woke.phrase(), woke.energyDb(), woke.depthDb(), TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - woke.atNanos()));
        if (!arbitration.undecided()) {
            waiting = null;
        }
    }

    @Override
    public void tick() {
        arbitration.tick();
        if (!arbitration.undecided()) {
            waiting = null;
        }
    }

    @Override
    public long millisToDue() {
        return arbitration.millisToDue();
    }

    @Override
    public boolean undecided() {
        return arbitration.undecided();
    }

    @Override
    public void answer() {
        SpeakerEvent.Woke woke = waiting;
        waiting = null;
        if (woke != null) {
            dialogue.wake(woke);
            session = dialogue.state().sessionId();
        }
    }

    @Override
    public void leave() {
        dialogue.dispatch(new DialogueEvent.Yielded(session));
    }

    @Override
    public boolean settled() {
        DialogueState state = dialogue.state();
        return !(state.sessionId().equals(session) && (state instanceof DialogueState.Listening || state instanceof DialogueState.Prompting
            || state instanceof DialogueState.Deciding));
    }
}
