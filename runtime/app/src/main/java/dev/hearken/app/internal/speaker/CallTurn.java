package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.call.CallAgent;
import dev.hearken.app.internal.call.CallMachine;
import dev.hearken.app.internal.call.CallState;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.Configuration.Calls;
import dev.hearken.app.internal.message.CallMessage;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.SpeakerAction;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls as people and other speakers know them: who may call, what is said about it, and when a call has to wait. Its course is that of a {@link CallMachine}, its
 * sound that of a {@link CallAgent}. While the speaker listens to a command or says something itself the call waits, both ways: what is said in the call is never
 * understood as a command, and a command never travels. Confined to the event loop.
 */
final class CallTurn implements CallMachine.Outcome {

    private static final Logger LOG = LoggerFactory.getLogger(CallTurn.class);
    private static final String SESSION = "call";
    /** From one tone to the next while nobody has answered yet. */
    private static final long TONE_MILLIS = 4_000;

    /**
     * What calls work with.
     *
     * @param agent the sound
     * @param hush  drops what the loudspeaker still holds
     * @param ids   a new one for each call
     */
    record Parts(HubPort port, Neighbours neighbours, Replies replies, Messages messages, DoNotDisturb undisturbed, Mute mute, CallAgent agent, Runnable hush,
                 Supplier<String> ids, NanoClock clock, Clock wallClock) {
    }

    /** How far somebody has been asked whether a call shall be taken. */
    private enum Asking { NOBODY, RUNG, ASKED }

    private final Configuration configuration;
    private final Parts parts;
    private final CallMachine machine;
    private final Clip ring;
    private SpeakerDialogue dialogue;
    private Runnable changed = () -> { };
    private Asking asking = Asking.NOBODY;
    private String question = "";
    /** What the one who calls says of its room. */
    private String told = "";
    private boolean held;
    private long signs;
    private long toneAt;

    CallTurn(Configuration configuration, Parts parts) {
        this.configuration = configuration;
        this.parts = parts;
        machine = new CallMachine(configuration.siteId(), configuration.intercom().longestMillis(), this);
        ring = configuration.signs().enabled() ? Chime.ANNOUNCEMENT.sound(configuration.signs().volume()) : Clip.SILENCE;
    }

    /** @param publish the state is to be told anew */
    void join(SpeakerDialogue speaker, Runnable publish) {
        dialogue = speaker;
        changed = publish;
    }

    boolean resting() {
        return machine.resting();
    }

    /** Whether somebody calls, and nobody has taken it yet. */
    boolean rings() {
        return machine.state() instanceof CallState.Ringing;
    }

    /** Site id of the other speaker; empty where there is no call. */
    String peer() {
        return machine.state().peer();
    }

    // What people want.

    /** Does what is wanted, if it has to do with calls. */
    void act(SpeakerAction action) {
        if (action instanceof SpeakerAction.Call call) {
            dial(call.area());
        } else if (action instanceof SpeakerAction.TakeCall) {
            if (rings()) {
                take();
            } else {
                say(parts.replies().fixed("call-missed"));
            }
        } else if (action instanceof SpeakerAction.HangUp) {
            say(resting() ? parts.replies().fixed("call-none") : parts.replies().to("HearkenHangUp", Map.of()));
            hangUp();
        }
    }

    private void dial(String area) {
        List<String> sites = parts.neighbours().in(Optional.of(area));
        if (calls() == Calls.OFF) {
            say(parts.replies().fixed("call-off"));
        } else if (parts.mute().muted()) {
            say(parts.replies().fixed("call-muted"));
        } else if (!resting()) {
            say(parts.replies().fixed("call-busy-here"));
        } else if (sites.isEmpty()) {
            say(parts.replies().to("CallNobody", Map.of("area", area)));
        } else {
            say(parts.replies().to("HearkenCall", Map.of("area", area)));
            toneAt = millis() + TONE_MILLIS;
            machine.dial(sites.get(0), parts.ids().get(), millis());
            changed.run();
        }
    }

    /** Takes the call that rings; a question about it is not put any more. */
    void take() {
        machine.take(millis());
        withdraw();
    }

    /** Ends whatever goes on. */
    void hangUp() {
        machine.hangUp();
    }

    // What others tell.

    void on(CallMessage message) {
        if (message.ofHome()) {
            switch (message.action()) {
                case DIAL -> dial(message.area());
                case ACCEPT -> take();
                default -> hangUp();
            }
        } else if (!parts.neighbours().knows(message.peer())) {
            LOG.warn("call of {} ignored: no speaker of this name is there", message.peer());
        } else {
            tell(message);
        }
    }

    private void tell(CallMessage message) {
        switch (message.action()) {
            case RING -> {
                told = message.room();
                machine.ring(message.peer(), message.id(), message.age(), welcome(), millis());
            }
            case ACCEPT -> machine.accepted(message.peer(), message.id(), millis());
            case REFUSE -> machine.refused(message.peer(), message.id(), message.reason());
            case END -> machine.ended(message.peer(), message.id());
            default -> LOG.debug("{} is not for speakers", message.action());
        }
    }

    private CallMachine.Welcome welcome() {
        if (calls() == Calls.OFF) {
            return CallMachine.Welcome.OFF;
        }
        if (parts.mute().muted()) {
            return CallMachine.Welcome.MUTED;
        }
        if (parts.undisturbed().at(ZonedDateTime.now(parts.wallClock()))) {
            return CallMachine.Welcome.UNDISTURBED;
        }
        return calls() == Calls.ASK ? CallMachine.Welcome.ASK : CallMachine.Welcome.ANSWER;
    }

    // What the dialogue does.

    /** The dialogue has come to rest in a state: the call waits while it is none of rest. */
    void settled(DialogueState state) {
        boolean hold = !state.resting();
        if (hold != held) {
            held = hold;
            parts.agent().hold(hold);
        }
    }

    /** Time has passed; about ten times a second. */
    void tick() {
        long now = millis();
        if (parts.agent().signs() != signs) {
            signs = parts.agent().signs();
            machine.heard(now);
        }
        machine.tick(now);
        if (machine.state() instanceof CallState.Dialling && now >= toneAt && dialogue.state().resting()) {
            toneAt = now + TONE_MILLIS;
            dialogue.play(ring, SESSION);
        }
        if (rings() && dialogue.state().resting()) {
            ask();
        }
    }

    /** A chime, then the question; whoever does not say yes does not take the call. */
    private void ask() {
        switch (asking) {
            case NOBODY -> {
                asking = Asking.RUNG;
                dialogue.play(ring, SESSION);
            }
            case RUNG -> {
                asking = Asking.ASKED;
                question = SESSION + "-" + parts.ids().get();
                Intent take = new Intent("HearkenTakeCall", Map.of(), 1, "", configuration.siteId(), question, configuration.language());
                dialogue.dispatch(new DialogueEvent.ConfirmRequested(take, parts.replies().to("CallAsks", room(peer()))));
            }
            case ASKED -> machine.decline("declined");
        }
    }

    private void withdraw() {
        if (!question.isEmpty()) {
            dialogue.dispatch(new DialogueEvent.Yielded(question));
            question = "";
        }
    }

    // What becomes of it.

    @Override
    public void tell(String peer, CallMessage.Action action, String id, String reason, long age) {
        byte[] body = parts.messages().call(action, id, configuration.dialogue().conversation().area(), reason, age).encode().getBytes(StandardCharsets.UTF_8);
        parts.port().publish(Topics.command(peer, SiteTopic.CALL, body));
    }

    @Override
    public boolean rings(String peer, boolean ask) {
        asking = Asking.NOBODY;
        if (!ask) {
            say(parts.replies().to("CallRings", room(peer)));
            return !dialogue.state().resting();
        }
        changed.run();
        return true;
    }

    @Override
    public void opened(String peer, String id) {
        LOG.info("call with {}", peer);
        signs = parts.agent().signs();
        parts.agent().open(peer, id);
        changed.run();
    }

    @Override
    public void closed(String peer, CallMachine.Ending ending, String reason) {
        LOG.info("call with {} over: {} {}; since the start {}", peer, ending, reason, parts.agent().quality());
        parts.agent().close();
        if (!held) {
            parts.hush().run();
        }
        if (ending != CallMachine.Ending.HUNG_UP && ending != CallMachine.Ending.DECLINED) {
            withdraw();
        }
        changed.run();
        switch (ending) {
            case REFUSED -> {
                Map<String, String> slots = new java.util.HashMap<>(room(peer));
                slots.put("reason", reason);
                say(parts.replies().to("CallRefused", slots));
            }
            case NO_ANSWER -> say(parts.replies().to("CallRefused", room(peer)));
            case OVER -> say(parts.replies().fixed("call-over"));
            case LOST -> say(parts.replies().fixed("call-lost"));
            case LIMIT -> say(parts.replies().fixed("call-limit"));
            default -> { }
        }
    }

    private Map<String, String> room(String peer) {
        String known = parts.neighbours().room(peer);
        String room = known.isBlank() ? told : known;
        return Map.of("area", room.isBlank() ? peer.replace('-', ' ').replace('_', ' ') : room);
    }

    private void say(String text) {
        dialogue.dispatch(new DialogueEvent.SayRequested(text));
    }

    private Calls calls() {
        return configuration.intercom().calls();
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(parts.clock().nanoTime());
    }
}
