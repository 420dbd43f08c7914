package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.wyoming.Wyoming;
import dev.hearken.app.internal.wyoming.WyomingEngines;
import dev.hearken.speech.SpeechSynthesizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * How a running speaker goes over to other models, each agent when it can do so without losing a word: with both loaded side by side
 * ({@link #to} alone), or, where the board has no room for both, with the old ones closed first ({@link #letGo}, then {@link #to}).
 * Any thread.
 */
final class ModelChange {

    /** Those who hear and speak. */
    record Agents(RecogniserAgent recogniser, FrontEndAgent frontEnd, Optional<SynthesiserAgent> synthesiser) {
    }

    /** Clients of the network, who use networks of their own. */
    record Clients(Function<SpeechParts, WyomingEngines> engines, Wyoming wyoming) {
    }

    private final Agents agents;
    private final List<Wakeup> wakeups;
    private final Optional<Clients> clients;
    private final Function<SpeechParts, Runnable> followers;

    /** @param followers gives what is to be done at the moment at which the recogniser goes over */
    ModelChange(Agents agents, List<Wakeup> wakeups, Optional<Clients> clients, Function<SpeechParts, Runnable> followers) {
        this.agents = agents;
        this.wakeups = wakeups;
        this.clients = clients;
        this.followers = followers;
    }

    /** @param taken told once, when nothing of the old ones is in use */
    void to(LoadedSpeech next, Runnable taken) {
        SpeechParts parts = next.parts();
        Optional<SynthesiserAgent> speaking = agents.synthesiser().filter(agent -> next.synthesiser().isPresent());
        Runnable one = countDown(speaking, taken);
        Runnable follow = followers.apply(parts);
        agents.recogniser().succeed(new Handover.Offer<>(new RecogniserAgent.Ears(next.recogniser(), parts.grammar()),
            () -> new RecogniserAgent.Ears(parts.recogniser().get(), parts.grammar()), () -> {
                follow.run();
                one.run();
            }));
        agents.frontEnd().succeed(new Handover.Offer<>(new FrontEndAgent.Ears(parts.words(), next.wakeWords(), next.voiceActivity()),
            () -> new FrontEndAgent.Ears(parts.words(), parts.wakeWords().get(), parts.voiceActivity().get()), one));
        if (speaking.isEmpty()) {
            next.synthesiser().ifPresent(SpeechSynthesizer::close);
        }
        speaking.ifPresent(agent -> agent.succeed(new Handover.Offer<>(next.synthesiser().orElseThrow(), parts.synthesiser().orElseThrow(), one)));
        clients.ifPresent(side -> side.wyoming().change(side.engines().apply(parts), one));
        wakeups.forEach(Wakeup::run);
    }

    /**
     * Has all models closed; sound, orders and texts are kept until {@link #to} brings others.
     *
     * @param gone told once, when nothing of the old ones is in use
     */
    void letGo(Runnable gone) {
        Runnable one = countDown(agents.synthesiser(), gone);
        agents.recogniser().succeed(new Handover.LetGo<>(one));
        agents.frontEnd().succeed(new Handover.LetGo<>(one));
        agents.synthesiser().ifPresent(agent -> agent.succeed(new Handover.LetGo<>(one)));
        clients.ifPresent(side -> side.wyoming().letGo(one));
        wakeups.forEach(Wakeup::run);
    }

    /** Runs the action when all who take part have told that they are done. */
    private Runnable countDown(Optional<SynthesiserAgent> speaking, Runnable action) {
        AtomicInteger missing = new AtomicInteger(2 + (speaking.isPresent() ? 1 : 0) + (clients.isPresent() ? 1 : 0));
        return () -> {
            if (missing.decrementAndGet() == 0) {
                action.run();
            }
        };
    }
}
