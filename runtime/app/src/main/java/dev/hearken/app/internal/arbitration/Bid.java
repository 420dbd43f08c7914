package dev.hearken.app.internal.arbitration;

import java.util.Locale;

/**
 * What a speaker says of a wake word that it has heard.
 *
 * @param siteId  who
 * @param phrase  the wake word
 * @param score   how well it was heard, dB, see {@link Hearing}; rounded to tenths, so that all compare the same number
 * @param atMillis when the wake word was over, on the clock of whoever holds this bid
 * @param claimed whether this speaker has decided that the conversation is its own
 * @param settled whether it can no longer leave the conversation unnoticed: it has understood, perhaps acted
 */
record Bid(String siteId, String phrase, double score, long atMillis, boolean claimed, boolean settled) {

    /** Two ends of one wake word lie no farther apart: speakers find it at different times, brokers deliver late. */
    static final long SAME_WAKE_MILLIS = 1_500;

    /** How well a wake word was heard. Depth counts as much as energy, which a loud echo has too; energy beyond 30 dB says nothing more. */
    record Hearing(double energyDb, double depthDb) {

        private static final double ENOUGH_DB = 30;

        /** Nothing is known. */
        static final Hearing NOTHING = new Hearing(0, 0);

        double score() {
            return Math.round((Math.max(0, Math.min(ENOUGH_DB, energyDb)) + Math.max(0, Math.min(ENOUGH_DB, depthDb))) * 10) / 10.0;
        }
    }

    Bid claim(boolean isSettled) {
        return new Bid(siteId, phrase, score, atMillis, true, isSettled);
    }

    boolean sameWake(Bid other) {
        return Math.abs(atMillis - other.atMillis) <= SAME_WAKE_MILLIS && phrase.toLowerCase(Locale.ROOT).equals(other.phrase.toLowerCase(Locale.ROOT));
    }

    /** All speakers that know both bids agree on this: who cannot leave stays, then who heard better, then the name decides. */
    boolean beats(Bid other) {
        if (settled != other.settled) {
            return settled;
        }
        return score != other.score ? score > other.score : siteId.compareTo(other.siteId) < 0;
    }
}
