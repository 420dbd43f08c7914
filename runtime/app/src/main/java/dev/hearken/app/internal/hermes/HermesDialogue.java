package dev.hearken.app.internal.hermes;

import dev.hearken.app.internal.hermes.HermesOutput.Publish;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue manager of Hermes: which session is on, which wait, and what skills are told. No clock, no input or output of
 * its own; confined to whoever calls it (the event loop). The speaker's own dialogue does the talking; here is only the protocol.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>state</th><th>event</th><th>next</th><th>outputs</th></tr>
 * <tr><td>IDLE, speaker at rest</td><td>startSession (action)</td><td>PROMPTING</td><td>sessionStarted, Begin</td></tr>
 * <tr><td>IDLE, speaker at rest</td><td>startSession (notification)</td><td>CLOSING</td><td>sessionStarted, Announce</td></tr>
 * <tr><td>any other</td><td>startSession, may wait</td><td>unchanged</td><td>sessionQueued</td></tr>
 * <tr><td>any other</td><td>startSession, may not wait</td><td>unchanged</td><td>sessionEnded (error)</td></tr>
 * <tr><td>any</td><td>listening, of a session unknown here</td><td>LISTENING</td><td>sessionEnded (abortedByUser) of the old one, sessionStarted</td></tr>
 * <tr><td>PROMPTING</td><td>listening</td><td>LISTENING</td><td></td></tr>
 * <tr><td>LISTENING</td><td>intent</td><td>AWAITING</td><td>intentParsed, intent</td></tr>
 * <tr><td>LISTENING</td><td>not recognised, skill wants to know</td><td>AWAITING</td><td>nlu/intentNotRecognized, intentNotRecognized</td></tr>
 * <tr><td>LISTENING</td><td>not recognised</td><td>FAILED until the speaker rests</td><td>nlu/intentNotRecognized</td></tr>
 * <tr><td>AWAITING</td><td>continueSession</td><td>PROMPTING</td><td>Ask</td></tr>
 * <tr><td>AWAITING</td><td>endSession</td><td>CLOSING</td><td>Conclude</td></tr>
 * <tr><td>PROMPTING, LISTENING</td><td>endSession</td><td>CLOSING</td><td>Abort, Conclude</td></tr>
 * <tr><td>AWAITING</td><td>time-out</td><td>IDLE</td><td>Conclude, sessionEnded (timeout)</td></tr>
 * <tr><td>AWAITING</td><td>answered by the speaker itself</td><td>CLOSING</td><td></td></tr>
 * <tr><td>CLOSING</td><td>speaker at rest</td><td>IDLE</td><td>sessionEnded (nominal)</td></tr>
 * <tr><td>FAILED</td><td>speaker at rest</td><td>IDLE</td><td>sessionEnded (intentNotRecognized or timeout)</td></tr>
 * <tr><td>PROMPTING, LISTENING</td><td>speaker at rest</td><td>IDLE</td><td>sessionEnded (abortedByUser, or error if it never listened)</td></tr>
 * <tr><td>any but IDLE</td><td>stopped by the user, then at rest</td><td>IDLE</td><td>sessionEnded (abortedByUser)</td></tr>
 * <tr><td>IDLE, speaker at rest</td><td>a session waits</td><td>as at its startSession</td><td></td></tr>
 * </table>
 */
final class HermesDialogue {

    private enum State { IDLE, PROMPTING, LISTENING, AWAITING, CLOSING, FAILED }

    /** More than this many sessions never wait; a skill that starts them in a loop is broken. */
    private static final int MOST_WAITING = 32;
    private static final int MOST_KNOWN = 2 * MOST_WAITING;
    private static final String PREFIX = "dialogueManager/";

    private final String siteId;
    private final long timeoutMillis;
    private final Deque<HermesSession> waiting = new ArrayDeque<>();
    private final Set<String> disabled = new HashSet<>();
    /** Ids of the last sessions of this speaker; other speakers' sessions are none of its business. */
    private final Deque<String> known = new ArrayDeque<>();
    private List<HermesOutput> outputs = new ArrayList<>();
    private State state = State.IDLE;
    private @Nullable HermesSession session;
    private String failure = "";
    private boolean stopped;
    private boolean resting = true;
    private long since;

    /** @param timeoutMillis how long a skill may take to continue or end a session */
    HermesDialogue(String siteId, long timeoutMillis) {
        this.siteId = siteId;
        this.timeoutMillis = timeoutMillis;
    }

    /** What is to be done since the last call. */
    List<HermesOutput> take() {
        List<HermesOutput> taken = outputs;
        outputs = new ArrayList<>();
        return taken;
    }

    Optional<HermesSession> current() {
        return Optional.ofNullable(session);
    }

    /** Whether an intent may be understood in this session. */
    boolean allows(String sessionId, String intent) {
        return !disabled.contains(intent) && (session == null || !session.id().equals(sessionId) || session.allows(intent));
    }

    /** Whether the skill of this session decides about what was not understood. */
    boolean takesRejections(String sessionId) {
        return session != null && session.id().equals(sessionId) && session.rejections();
    }

    void start(HermesSession wanted) {
        if (state == State.IDLE && resting && waiting.isEmpty()) {
            begin(wanted);
        } else if (wanted.enqueue() && waiting.size() < MOST_WAITING) {
            waiting.addLast(wanted);
            tell("sessionQueued", wanted, new JsonObject());
        } else {
            ended(wanted, "error", wanted.enqueue() ? "too many sessions wait" : "another session goes on, and this one may not wait");
        }
    }

    /** @throws IllegalArgumentException if there is nothing to continue */
    void resume(String sessionId, JsonObject message, long now) {
        if (!known.contains(sessionId)) {
            return;
        }
        if (session == null || !session.id().equals(sessionId) || state != State.AWAITING) {
            throw new IllegalArgumentException("no session " + sessionId + " waits to be continued");
        }
        session = session.continued(message);
        enter(State.PROMPTING, now);
        outputs.add(new HermesOutput.Ask(session));
    }

    /** @throws IllegalArgumentException if there is nothing to end */
    void end(String sessionId, JsonObject message, long now) {
        if (!known.contains(sessionId)) {
            return;
        }
        Optional<HermesSession> queued = waiting.stream().filter(w -> w.id().equals(sessionId)).findFirst();
        if (queued.isPresent()) {
            waiting.remove(queued.get());
            ended(queued.get(), "nominal", "");
            return;
        }
        if (session == null || !session.id().equals(sessionId) || state == State.CLOSING || state == State.FAILED) {
            throw new IllegalArgumentException("there is no session " + sessionId + " to end");
        }
        if (state != State.AWAITING) {
            outputs.add(new HermesOutput.Abort(sessionId));
        }
        session = session.withCustomData(message);
        enter(State.CLOSING, now);
        outputs.add(new HermesOutput.Conclude(sessionId, HermesSession.text(message)));
    }

    /** Intents that the skills switch on or off for every session. */
    void enable(String intent, boolean enabled) {
        if (enabled) {
            disabled.remove(intent);
        } else {
            disabled.add(intent);
        }
    }

    /** The speaker has begun to listen. */
    void listening(String sessionId, long now) {
        resting = false;
        if (session != null && !session.id().equals(sessionId)) {
            ended(session, "abortedByUser", "");
            session = null;
        }
        if (session == null) {
            session = HermesSession.woken(sessionId);
            tell("sessionStarted", session, new JsonObject());
        }
        stopped = false;
        enter(State.LISTENING, now);
    }

    /** @param intent body of intentParsed and intent, without what the session adds */
    void intent(String sessionId, JsonObject intent, long now) {
        if (session == null || !session.id().equals(sessionId)) {
            return;
        }
        session.customData().ifPresent(data -> intent.put("customData", data));
        outputs.add(new Publish("nlu/intentParsed", intent.copy()));
        outputs.add(new Publish("intent/" + intent.getJsonObject("intent").getString("intentName"), intent));
        enter(State.AWAITING, now);
    }

    /** @param timeout whether nothing was said, or not to an end */
    void notRecognised(String sessionId, String text, boolean timeout, long now) {
        if (session == null || !session.id().equals(sessionId) || state == State.AWAITING && !timeout) {
            return;
        }
        JsonObject body = new JsonObject().put("input", text).put("siteId", siteId).put("sessionId", sessionId).put("id", sessionId);
        session.customData().ifPresent(data -> body.put("customData", data));
        outputs.add(new Publish("nlu/intentNotRecognized", body));
        if (session.rejections()) {
            tell("intentNotRecognized", session, new JsonObject().put("input", text));
            enter(State.AWAITING, now);
        } else {
            failure = timeout ? "timeout" : "intentNotRecognized";
            enter(State.FAILED, now);
        }
    }

    /** The speaker answers by itself: no skill is waited for. */
    void answeredHere(String sessionId, long now) {
        if (session != null && session.id().equals(sessionId) && state == State.AWAITING) {
            enter(State.CLOSING, now);
        }
    }

    /** The user has stopped everything. */
    void stopped() {
        stopped = true;
        waiting.forEach(dropped -> ended(dropped, "abortedByUser", ""));
        waiting.clear();
    }

    /** @param atRest whether the speaker neither listens nor speaks nor waits */
    void settled(boolean atRest, long now) {
        resting = atRest;
        if (!atRest) {
            return;
        }
        if (session != null) {
            HermesSession over = session;
            if (stopped) {
                ended(over, "abortedByUser", "");
            } else {
                switch (state) {
                    case CLOSING -> ended(over, "nominal", "");
                    case FAILED -> ended(over, failure, "");
                    case LISTENING -> ended(over, "abortedByUser", "");
                    case PROMPTING -> ended(over, "error", "the speaker cannot listen now");
                    default -> {
                        return;
                    }
                }
            }
            clear(now);
        }
        stopped = false;
        if (!waiting.isEmpty()) {
            begin(waiting.removeFirst());
        }
    }

    /** Drives the time-out. */
    void tick(long now) {
        if (state == State.AWAITING && session != null && now - since >= timeoutMillis) {
            HermesSession late = session;
            clear(now);
            ended(late, "timeout", "");
            outputs.add(new HermesOutput.Conclude(late.id(), ""));
        }
    }

    private void begin(HermesSession next) {
        session = next;
        stopped = false;
        tell("sessionStarted", next, new JsonObject());
        state = next.notification() ? State.CLOSING : State.PROMPTING;
        outputs.add(next.notification() ? new HermesOutput.Announce(next) : new HermesOutput.Begin(next));
    }

    private void clear(long now) {
        session = null;
        failure = "";
        enter(State.IDLE, now);
    }

    private void enter(State next, long now) {
        state = next;
        since = now;
    }

    private void ended(HermesSession over, String reason, String error) {
        JsonObject termination = new JsonObject().put("reason", reason);
        if (!error.isEmpty()) {
            termination.put("error", error);
        }
        tell("sessionEnded", over, new JsonObject().put("termination", termination));
    }

    private void tell(String event, HermesSession about, JsonObject body) {
        if (!known.contains(about.id())) {
            known.addLast(about.id());
            if (known.size() > MOST_KNOWN) {
                known.removeFirst();
            }
        }
        body.put("sessionId", about.id()).put("siteId", siteId);
        about.customData().ifPresent(data -> body.put("customData", data));
        outputs.add(new Publish(PREFIX + event, body));
    }
}
