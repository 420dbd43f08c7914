package dev.hearken.app.internal.call;

import dev.hearken.app.internal.message.CallMessage.Action;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The course of a call: takes what the other speaker tells, what somebody here wants, and the time. No clock and no thread of its own; confined to the event
 * loop.
 *
 * <table>
 * <caption>Transitions; whatever else is told in a state changes nothing</caption>
 * <tr><th>state</th><th>event</th><th>next</th><th>told to the other</th></tr>
 * <tr><td>resting</td><td>dial</td><td>dialling</td><td>ring</td></tr>
 * <tr><td>resting</td><td>ring, welcome</td><td>open</td><td>accept</td></tr>
 * <tr><td>resting</td><td>ring, somebody is to be asked</td><td>ringing</td><td></td></tr>
 * <tr><td>resting</td><td>ring, not welcome</td><td>resting</td><td>refuse: off, muted, undisturbed, unavailable</td></tr>
 * <tr><td>dialling</td><td>accept</td><td>open</td><td></td></tr>
 * <tr><td>dialling</td><td>refuse</td><td>resting</td><td></td></tr>
 * <tr><td>dialling</td><td>every 2 s</td><td>dialling</td><td>ring again: a message may be lost</td></tr>
 * <tr><td>dialling</td><td>after 30 s</td><td>resting</td><td>end</td></tr>
 * <tr><td>dialling</td><td>ring of the one who is called: both call each other. The call of the site id that comes first counts</td><td>open, if that is the other's;
 * else dialling: the other does the same</td><td>accept</td></tr>
 * <tr><td>ringing</td><td>take</td><td>open</td><td>accept</td></tr>
 * <tr><td>ringing</td><td>decline</td><td>resting</td><td>refuse</td></tr>
 * <tr><td>ringing</td><td>end, or no ring for 7 s</td><td>resting</td><td></td></tr>
 * <tr><td>open</td><td>end</td><td>resting</td><td></td></tr>
 * <tr><td>open</td><td>nothing heard of the other for 4 s</td><td>resting</td><td>end</td></tr>
 * <tr><td>open</td><td>longer than a call may last</td><td>resting</td><td>end</td></tr>
 * <tr><td>open</td><td>ring with the same id: the accept was lost</td><td>open</td><td>accept</td></tr>
 * <tr><td>ringing, open</td><td>ring of the same speaker with another id: it has begun anew</td><td>as from resting</td><td></td></tr>
 * <tr><td>any but resting</td><td>hang up</td><td>resting</td><td>end</td></tr>
 * <tr><td>any but resting</td><td>ring of a third</td><td>unchanged</td><td>refuse: busy</td></tr>
 * <tr><td>any</td><td>ring of a call that is over, accept of one that is not waited for: late, or replayed</td><td>unchanged</td><td>end</td></tr>
 * </table>
 */
public final class CallMachine {

    /** How long a call rings; an older ring is none any more. */
    static final long RING_MILLIS = 30_000;
    static final long RING_AGAIN_MILLIS = 2_000;
    /** Three rings may be lost. */
    static final long RING_GONE_MILLIS = 7_000;
    /** The other sends something at least every 0.4 s. */
    static final long LOST_MILLIS = 4_000;
    private static final int MOST_REMEMBERED = 16;

    /** What is done with somebody who calls. */
    public enum Welcome { ANSWER, ASK, OFF, MUTED, UNDISTURBED }

    /** Why a call is over: here hung up, by whomever is named; the other did not want, or did not answer; gave up before it was taken. */
    public enum Ending { HUNG_UP, DECLINED, REFUSED, NO_ANSWER, MISSED, OVER, LOST, LIMIT }

    /** What the machine makes happen. */
    public interface Outcome {

        /**
         * @param reason of a refusal, else empty
         * @param age    how long the call has rung, in ms
         */
        void tell(String peer, Action action, String id, String reason, long age);

        /**
         * Another speaker calls.
         *
         * @param ask whether somebody is to be asked; else the call is taken at once, and people are told
         * @return false if they cannot be told: then it is not taken
         */
        boolean rings(String peer, boolean ask);

        /** Both hear one another from now on. */
        void opened(String peer, String id);

        /** @param reason of a refusal, else empty */
        void closed(String peer, Ending ending, String reason);
    }

    private final String siteId;
    private final long longest;
    private final Outcome outcome;
    private final Set<String> over = new LinkedHashSet<>();
    private CallState state = new CallState.Resting();

    /** @param longest a call may last so long, in ms */
    public CallMachine(String siteId, long longest, Outcome outcome) {
        this.siteId = siteId;
        this.longest = longest;
        this.outcome = outcome;
    }

    public CallState state() {
        return state;
    }

    public boolean resting() {
        return state instanceof CallState.Resting;
    }

    /** Calls another speaker; only while there is no call. @param id no call had it before */
    public void dial(String peer, String id, long now) {
        if (resting()) {
            state = new CallState.Dialling(peer, id, now, now);
            outcome.tell(peer, Action.RING, id, "", 0);
        }
    }

    /**
     * Another speaker calls.
     *
     * @param age for how long it has rung, in ms
     */
    public void ring(String peer, String id, long age, Welcome welcome, long now) {
        if (age > RING_MILLIS) {
            return;
        }
        if (over.contains(named(peer, id))) {
            outcome.tell(peer, Action.END, id, "", 0);
        } else if (!resting() && !state.peer().equals(peer)) {
            outcome.tell(peer, Action.REFUSE, id, "busy", 0);
        } else if (state instanceof CallState.Dialling) {
            cross(peer, id, now);
        } else if (!resting() && state.id().equals(id)) {
            again(now);
        } else {
            if (!resting()) {
                close(state instanceof CallState.Ringing ? Ending.MISSED : Ending.OVER, "");
            }
            fresh(peer, id, welcome, now);
        }
    }

    /** The same ring once more. */
    private void again(long now) {
        if (state instanceof CallState.Ringing ringing) {
            state = new CallState.Ringing(ringing.peer(), ringing.id(), ringing.since(), now);
        } else if (state instanceof CallState.Open open) {
            outcome.tell(open.peer(), Action.ACCEPT, open.id(), "", 0);
        }
    }

    /** Both call each other. */
    private void cross(String peer, String id, long now) {
        if (peer.compareTo(siteId) < 0) {
            remember();
            outcome.tell(peer, Action.ACCEPT, id, "", 0);
            open(peer, id, now);
        }
    }

    private void fresh(String peer, String id, Welcome welcome, long now) {
        if (welcome == Welcome.ASK) {
            state = new CallState.Ringing(peer, id, now, now);
            if (!outcome.rings(peer, true)) {
                decline("unavailable");
            }
        } else if (welcome != Welcome.ANSWER) {
            outcome.tell(peer, Action.REFUSE, id, welcome.name().toLowerCase(java.util.Locale.ROOT), 0);
        } else if (outcome.rings(peer, false)) {
            outcome.tell(peer, Action.ACCEPT, id, "", 0);
            open(peer, id, now);
        } else {
            outcome.tell(peer, Action.REFUSE, id, "unavailable", 0);
        }
    }

    /** The other takes the call. */
    public void accepted(String peer, String id, long now) {
        if (state instanceof CallState.Dialling && is(peer, id)) {
            open(peer, id, now);
        } else if (!is(peer, id)) {
            outcome.tell(peer, Action.END, id, "", 0);
        }
    }

    /** The other does not take it. */
    public void refused(String peer, String id, String reason) {
        if (state instanceof CallState.Dialling && is(peer, id)) {
            close(Ending.REFUSED, reason);
        }
    }

    /** The other has hung up, or given up. */
    public void ended(String peer, String id) {
        if (!resting() && is(peer, id)) {
            close(state instanceof CallState.Ringing ? Ending.MISSED : Ending.OVER, "");
        }
    }

    /** Somebody here takes the call. */
    public void take(long now) {
        if (state instanceof CallState.Ringing ringing) {
            outcome.tell(ringing.peer(), Action.ACCEPT, ringing.id(), "", 0);
            open(ringing.peer(), ringing.id(), now);
        }
    }

    /** Nobody here takes it. */
    public void decline(String reason) {
        if (state instanceof CallState.Ringing ringing) {
            outcome.tell(ringing.peer(), Action.REFUSE, ringing.id(), reason, 0);
            close(Ending.DECLINED, reason);
        }
    }

    /** Ends whatever goes on. */
    public void hangUp() {
        if (state instanceof CallState.Ringing) {
            decline("declined");
        } else if (!resting()) {
            giveUp(Ending.HUNG_UP);
        }
    }

    /** Sound of the other has come, or a sign that it is there. */
    public void heard(long now) {
        if (state instanceof CallState.Open open && now > open.heardAt()) {
            state = new CallState.Open(open.peer(), open.id(), open.since(), now);
        }
    }

    /** Time has passed; a few times a second. */
    public void tick(long now) {
        if (state instanceof CallState.Dialling dialling) {
            if (now - dialling.since() >= RING_MILLIS) {
                giveUp(Ending.NO_ANSWER);
            } else if (now - dialling.toldAt() >= RING_AGAIN_MILLIS) {
                state = new CallState.Dialling(dialling.peer(), dialling.id(), dialling.since(), now);
                outcome.tell(dialling.peer(), Action.RING, dialling.id(), "", now - dialling.since());
            }
        } else if (state instanceof CallState.Ringing ringing && now - ringing.heardAt() >= RING_GONE_MILLIS) {
            close(Ending.MISSED, "");
        } else if (state instanceof CallState.Open open && now - open.heardAt() >= LOST_MILLIS) {
            giveUp(Ending.LOST);
        } else if (state instanceof CallState.Open open && now - open.since() >= longest) {
            giveUp(Ending.LIMIT);
        }
    }

    private boolean is(String peer, String id) {
        return state.peer().equals(peer) && state.id().equals(id);
    }

    private void open(String peer, String id, long now) {
        state = new CallState.Open(peer, id, now, now);
        outcome.opened(peer, id);
    }

    private void giveUp(Ending ending) {
        outcome.tell(state.peer(), Action.END, state.id(), "", 0);
        close(ending, "");
    }

    private void close(Ending ending, String reason) {
        String peer = state.peer();
        remember();
        state = new CallState.Resting();
        outcome.closed(peer, ending, reason);
    }

    /** Ids are unique to the one who calls; both ends remember it by the other's name. */
    private static String named(String peer, String id) {
        return peer + "/" + id;
    }

    private void remember() {
        over.add(named(state.peer(), state.id()));
        if (over.size() > MOST_REMEMBERED) {
            over.remove(over.iterator().next());
        }
    }
}
