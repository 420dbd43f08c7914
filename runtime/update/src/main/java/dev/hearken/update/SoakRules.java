package dev.hearken.update;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a release in use is worse than what was before. The past is the last week of confirmed use; while that is short, only crashes
 * and faults count.
 *
 * @param length          of the soak, in time that the speaker ran
 * @param mostCrashes     ends of the program that nobody asked for
 * @param mostReboots     restarts of the board; may be its owner's doing, hence more
 * @param mostFaults      break-downs of hearing or speaking, and times that models began to run elsewhere than in the self-test
 * @param wakeFactor      wakes an hour against the past: more than this many times, or less than this part, is worse
 * @param rejectedMore    share of utterances not understood, above that of the past
 */
public record SoakRules(Duration length, int mostCrashes, int mostReboots, int mostFaults, double wakeFactor, double rejectedMore) {

    public static final SoakRules STANDARD = new SoakRules(Duration.ofHours(24), 2, 8, 2, 4.0, 0.25);

    /** Fewer wakes than these say nothing about a rate. */
    private static final double FEWEST_WAKES = 8;
    private static final long FEWEST_UTTERANCES = 8;
    private static final double SHORTEST_PAST_HOURS = 12;

    /** With another length. */
    public SoakRules lasting(Duration other) {
        return new SoakRules(other, mostCrashes, mostReboots, mostFaults, wakeFactor, rejectedMore);
    }

    /** Why the release must go, from how often the program or the board started; empty if that is bearable. */
    public Optional<String> restarts(int crashes, int reboots) {
        if (crashes > mostCrashes) {
            return Optional.of("the program crashed " + crashes + " times with it");
        }
        return reboots > mostReboots ? Optional.of("the board restarted " + reboots + " times with it") : Optional.empty();
    }

    /**
     * Why the release must go, from what it has done so far.
     *
     * @param pastHours hours that the past was counted over
     */
    public Optional<String> behaviour(HealthReading soak, double hours, HealthReading past, double pastHours) {
        if (soak.faults() > mostFaults) {
            String last = soak.complaint().isEmpty() ? "" : "; the last time: " + soak.complaint();
            return Optional.of("hearing or speaking broke down " + soak.faults() + " times with it" + last);
        }
        if (pastHours < SHORTEST_PAST_HOURS) {
            return Optional.empty();
        }
        Optional<String> wakes = wakes(soak.wakes(), past.wakes() / pastHours * hours);
        return wakes.isPresent() ? wakes : rejections(soak, past);
    }

    private Optional<String> wakes(long counted, double expected) {
        if (counted >= FEWEST_WAKES && counted > wakeFactor * Math.max(1, expected)) {
            return Optional.of(String.format(Locale.ROOT, "it woke %d times, where %.1f are usual: it may hear its name in other words", counted, expected));
        }
        if (expected >= FEWEST_WAKES && counted < expected / wakeFactor) {
            return Optional.of(String.format(Locale.ROOT, "it woke %d times, where %.1f are usual: it may not hear its name", counted, expected));
        }
        return Optional.empty();
    }

    private Optional<String> rejections(HealthReading soak, HealthReading past) {
        if (soak.utterances() < FEWEST_UTTERANCES || past.utterances() < FEWEST_UTTERANCES) {
            return Optional.empty();
        }
        double now = (double) soak.rejected() / soak.utterances();
        double before = (double) past.rejected() / past.utterances();
        return now <= before + rejectedMore ? Optional.empty()
            : Optional.of(String.format(Locale.ROOT, "it did not understand %.0f %% of what was said, before it was %.0f %%", 100 * now, 100 * before));
    }
}
