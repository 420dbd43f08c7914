package dev.hearken.dialogue.internal.skill;

import dev.hearken.dialogue.Intent;

/** Durations in intents: the slots hours, minutes and seconds, with a prefix. */
final class Durations {

    private Durations() {
    }

    /** Seconds; 0 if none are said. */
    static long seconds(Intent intent, String prefix) {
        return Math.round(intent.number(prefix + "hours").orElse(0.0) * 3600 + intent.number(prefix + "minutes").orElse(0.0) * 60
                + intent.number(prefix + "seconds").orElse(0.0));
    }
}
