package dev.hearken.app.internal.update;

import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.update.HealthReading;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a release is judged by. Written on the event loop, read by the updater's thread. */
final class HealthCount implements SpeakerObserver {

    /** Faults that models can be the cause of; a dead microphone or broker is not theirs. */
    private static final Set<String> MODELS = Set.of("front-end", "recogniser", "synthesiser");

    private final LongAdder wakes = new LongAdder();
    private final LongAdder utterances = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final BackEndStrikes backEnds;
    private volatile String complaint = "";

    /** @param backEnds counts models that run elsewhere than in the self-test */
    HealthCount(BackEndStrikes backEnds) {
        this.backEnds = backEnds;
    }

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Woke) {
            wakes.increment();
        } else if (event instanceof SpeakerEvent.Heard heard) {
            utterances.increment();
            if (heard.transcript().rejected() || heard.transcript().nBest().isEmpty()) {
                rejected.increment();
            }
        } else if (event instanceof SpeakerEvent.FaultChanged changed && !changed.fault().cleared() && MODELS.contains(changed.fault().source())) {
            complaint = changed.fault().source() + ": " + changed.fault().message();
            faults.increment();
        }
    }

    HealthReading reading() {
        // A model that runs elsewhere explains what broke down with it.
        return new HealthReading(wakes.sum(), utterances.sum(), rejected.sum(), faults.sum() + backEnds.count(),
            backEnds.latest().isEmpty() ? complaint : backEnds.latest());
    }
}
