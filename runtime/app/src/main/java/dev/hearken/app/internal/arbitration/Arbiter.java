package dev.hearken.app.internal.arbitration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides whether this speaker answers a wake word that others may have heard too. Each that hears it tells its bid; after a short wait the best one that
 * is known answers and claims the conversation. Bids that come later, or were lost, are settled between the claims: the lesser of two speakers that both
 * answer leaves. A hand-driven state machine: no clock, no thread; confined to the event loop.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>state</th><th>event</th><th>next</th><th>does</th></tr>
 * <tr><td>any</td><td>woke, nobody else is there</td><td>holding</td><td>answer, tell the claim</td></tr>
 * <tr><td>any but bidding</td><td>woke, a better claim for the same word is known</td><td>beaten</td><td>nothing</td></tr>
 * <tr><td>any but bidding</td><td>woke</td><td>bidding</td><td>tell the bid</td></tr>
 * <tr><td>bidding</td><td>half of the wait</td><td>bidding</td><td>tell the bid once more</td></tr>
 * <tr><td>bidding</td><td>the wait is over, or all have bid; mine is the best</td><td>holding</td><td>answer, tell the claim</td></tr>
 * <tr><td>bidding</td><td>the same, but another is better</td><td>beaten</td><td>nothing</td></tr>
 * <tr><td>holding</td><td>a better bid for the same word</td><td>beaten</td><td>leave the conversation</td></tr>
 * <tr><td>holding</td><td>a lesser bid for the same word, or half a second where others are there, or settled</td><td>holding</td><td>tell the claim</td></tr>
 * <tr><td>holding, beaten</td><td>after 4 s</td><td>quiet</td><td>nothing</td></tr>
 * </table>
 */
final class Arbiter {

    /** A claim is defended for this long; later wake words are others. */
    private static final long HELD_MILLIS = 4_000;
    private static final long AGAIN_MILLIS = 500;
    /** No answer to each of ten bids that come at once. */
    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final int MOST_BIDS = 64;

    /** What the arbiter makes happen. */
    interface Outcome {

        /** Tells the siblings. */
        void tell(Bid bid);

        /** The wake word is this speaker's: the conversation begins. */
        void answer();

        /** Another speaker goes on with the conversation that has begun here. */
        void leave();

        /** Whether the conversation that has begun here has got beyond listening. */
        boolean settled();
    }

    private enum Phase { QUIET, BIDDING, HOLDING, BEATEN }

    private final String siteId;
    private final long waitMillis;
    private final Outcome outcome;
    private final List<Bid> heard = new ArrayList<>();
    private Set<String> siblings = Set.of();
    private Phase phase = Phase.QUIET;
    private Bid mine;
    private long until;
    private long tellAt;
    private long toldAt;
    private boolean toldSettled;
    /** Once a conversation has got beyond listening it stays so, whatever is asked back later. */
    private boolean settled;

    /** @param waitMillis how long bids of others are waited for */
    Arbiter(String siteId, long waitMillis, Outcome outcome) {
        this.siteId = siteId;
        this.waitMillis = waitMillis;
        this.outcome = outcome;
        mine = new Bid(siteId, "", 0, Long.MIN_VALUE / 2, false, false);
    }

    /** Other speakers of the group that are there; empty = this one is alone, or there is no way to the others. */
    void siblings(Set<String> siteIds) {
        siblings = Set.copyOf(siteIds);
    }

    /** This speaker has heard a wake word. @param ageMillis how long ago it was over */
    void woke(String phrase, double score, long ageMillis, long now) {
        if (phase == Phase.BIDDING) {
            return;
        }
        forget(now);
        mine = new Bid(siteId, phrase, score, now - ageMillis, false, false);
        if (siblings.isEmpty()) {
            hold(now);
        } else if (heard.stream().anyMatch(other -> other.claimed() && other.sameWake(mine) && other.beats(mine))) {
            enter(Phase.BEATEN, now + HELD_MILLIS);
        } else {
            enter(Phase.BIDDING, now + waitMillis);
            tell(mine, now);
            tellAt = now + waitMillis / 2;
            decideIfAllHaveBid(now);
        }
    }

    /** Another speaker has told its bid. */
    void heard(Bid other, long now) {
        if (other.siteId().equals(siteId)) {
            return;
        }
        forget(now);
        heard.removeIf(bid -> bid.siteId().equals(other.siteId()) && bid.sameWake(other));
        if (heard.size() < MOST_BIDS) {
            heard.add(other);
        }
        if (phase == Phase.BIDDING) {
            decideIfAllHaveBid(now);
        } else if (phase == Phase.HOLDING && other.sameWake(mine)) {
            Bid claim = mine.claim(settled());
            if (other.beats(claim)) {
                enter(Phase.BEATEN, now + HELD_MILLIS);
                outcome.leave();
            } else if (now - toldAt >= LEAST_PAUSE_MILLIS) {
                tell(claim, now);
            }
        }
    }

    void tick(long now) {
        switch (phase) {
            case BIDDING -> {
                if (now >= until) {
                    decide(now);
                } else if (now >= tellAt) {
                    tellAt = Long.MAX_VALUE;
                    tell(mine, now);
                }
            }
            case HOLDING -> {
                if (now >= until) {
                    phase = Phase.QUIET;
                } else if (!siblings.isEmpty() && now - toldAt >= AGAIN_MILLIS || !toldSettled && settled()) {
                    tell(mine.claim(settled()), now);
                }
            }
            case BEATEN -> {
                if (now >= until) {
                    phase = Phase.QUIET;
                }
            }
            default -> { }
        }
    }

    /** Whether a wake word waits for the bids of others. */
    boolean undecided() {
        return phase == Phase.BIDDING;
    }

    /** Ms until {@link #tick} is needed; many if nothing is under way. */
    long millisToDue(long now) {
        return phase == Phase.BIDDING ? Math.max(0, Math.min(until, tellAt) - now) : HELD_MILLIS;
    }

    private void decideIfAllHaveBid(long now) {
        if (siblings.stream().allMatch(sibling -> heard.stream().anyMatch(bid -> bid.siteId().equals(sibling) && bid.sameWake(mine)))) {
            decide(now);
        }
    }

    private void decide(long now) {
        if (heard.stream().anyMatch(other -> other.sameWake(mine) && other.beats(mine))) {
            enter(Phase.BEATEN, now + HELD_MILLIS);
        } else {
            hold(now);
        }
    }

    private void hold(long now) {
        enter(Phase.HOLDING, now + HELD_MILLIS);
        outcome.answer();
        tell(mine.claim(false), now);
    }

    private void enter(Phase next, long end) {
        phase = next;
        until = end;
        toldSettled = false;
        settled = false;
    }

    private boolean settled() {
        settled |= outcome.settled();
        return settled;
    }

    private void tell(Bid bid, long now) {
        toldAt = now;
        toldSettled = bid.settled();
        outcome.tell(bid);
    }

    private void forget(long now) {
        heard.removeIf(bid -> now - bid.atMillis() > HELD_MILLIS);
    }
}
