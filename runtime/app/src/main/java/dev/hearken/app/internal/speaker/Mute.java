package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.speaker.MuteRules.Holder;
import dev.hearken.app.internal.speaker.MuteRules.Order;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The mute: its rules, its gate and its memory, held together. Confined to the event loop, but for its making. */
final class Mute {

    private static final Fault FORGETFUL = Fault.raised("mute", "it cannot be remembered over a restart");

    private final MuteRules rules;
    private final MuteGate gate;
    private final MuteMemory memory;
    private final Executor background;
    private final Consumer<Fault> faults;

    /**
     * Closes the gate if somebody holds it, before anything can pass.
     *
     * @param background writes the memory
     * @param faults     any thread
     */
    Mute(MuteRules rules, MuteGate gate, MuteMemory memory, Executor background, Consumer<Fault> faults) {
        this.rules = rules;
        this.gate = gate;
        this.memory = memory;
        this.background = background;
        this.faults = faults;
        gate.set(rules.muted());
    }

    /** Does what is ordered: the gate moves before this returns, the memory follows. */
    void on(Order order) {
        Set<Holder> before = rules.kept();
        rules.on(order);
        gate.set(rules.muted());
        Set<Holder> kept = rules.kept();
        if (!kept.equals(before)) {
            background.execute(() -> keep(kept));
        }
    }

    boolean muted() {
        return rules.muted();
    }

    /** Why the microphones are off, for whoever tried to switch them on. */
    String reason() {
        return rules.holders().contains(Holder.SWITCH) ? "the switch of the case is on, or cannot be read; only it lifts this"
            : "they were switched off by the button of the case; only it lifts this";
    }

    private void keep(Set<Holder> holders) {
        try {
            memory.keep(holders);
            faults.accept(FORGETFUL.asCleared());
        } catch (IOException e) {
            faults.accept(Fault.raised(FORGETFUL.source(), FORGETFUL.message() + ": " + e));
        }
    }
}
