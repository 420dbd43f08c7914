package dev.hearken.app.internal.demo;

import dev.hearken.app.internal.demo.DemoOutcome.Moment;
import dev.hearken.app.internal.demo.Subscriber.Arrival;
import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.speech.Transcript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gathers what the speaker and the subscriber see, and judges whether every step really happened. Any thread. */
final class TimeLine implements SpeakerObserver {

    private record Mark(long nanos, String what, String detail) {
    }

    private final ConcurrentLinkedQueue<Mark> marks = new ConcurrentLinkedQueue<>();
    private volatile long startNanos;
    private volatile long endpointNanos;
    private volatile long firstSampleNanos;
    private volatile long wokeNanos;
    private volatile boolean understood;
    private volatile String heardText = "";
    private volatile boolean spoke;
    private volatile String fault = "";

    /** The recording begins. */
    void start() {
        startNanos = System.nanoTime();
    }

    @Override
    public void happened(SpeakerEvent event) {
        long now = System.nanoTime();
        if (event instanceof SpeakerEvent.Woke w) {
            wokeNanos = w.noticedNanos();
            marks.add(new Mark(w.noticedNanos(), "woke", String.format(Locale.ROOT, "%s, score %.2f, said %.2f s to %.2f s", w.phrase(), w.score(),
                w.startSample() / 16_000.0, w.endSample() / 16_000.0)));
        } else if (event instanceof SpeakerEvent.Partial partial) {
            marks.add(new Mark(now, "partial", partial.text()));
        } else if (event instanceof SpeakerEvent.Heard heard) {
            endpointNanos = heard.endpointNanos();
            heard(heard.transcript(), heard.endpointNanos());
        } else if (event instanceof SpeakerEvent.SpeakingBegan began && firstSampleNanos == 0) {
            firstSampleNanos = began.atNanos();
            marks.add(new Mark(began.atNanos(), "speaking", "first sample of the reply"));
        } else if (event instanceof SpeakerEvent.Spoke done) {
            spoke |= done.complete();
            marks.add(new Mark(done.atNanos(), "spoke", done.complete() ? "all of the reply" : "the reply was cut off"));
        } else if (event instanceof SpeakerEvent.FaultChanged changed && !changed.fault().cleared()) {
            fault = changed.fault().source() + ": " + changed.fault().message();
            marks.add(new Mark(now, "fault", fault));
        }
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        if (effect instanceof DialogueEffect.PublishReply reply) {
            marks.add(new Mark(nanos, "reply", "\"" + reply.text() + "\""));
        }
    }

    /** Puts both sides together; the recording's own faults come first. */
    DemoOutcome judge(List<Arrival> arrivals, Path replyFile, long replySamples) {
        Optional<Arrival> intent = arrivals.stream().filter(a -> a.kind().equals("intent")).findFirst();
        Optional<Arrival> reply = arrivals.stream().filter(a -> a.kind().equals("reply")).findFirst();
        intent.ifPresent(a -> marks.add(new Mark(a.nanos(), "intent", a.body())));
        List<String> failures = new ArrayList<>();
        check(failures, wokeNanos != 0, "wake word: not heard");
        check(failures, wokeNanos == 0 || understood, "command: not understood" + (heardText.isEmpty() ? "" : " (" + heardText + ")"));
        check(failures, !understood || intent.isPresent(), "intent: it did not arrive at the subscriber");
        check(failures, !understood || reply.isPresent(), "reply: no text arrived at the subscriber");
        check(failures, !understood || spoke && replySamples > 0, "reply: it was not spoken");
        if (!failures.isEmpty() && !fault.isEmpty()) {
            failures.add(fault);
        }
        List<Moment> moments = marks.stream().sorted(Comparator.comparingLong(Mark::nanos))
            .map(m -> new Moment((m.nanos() - startNanos) / 1e9, m.what(), m.detail())).toList();
        Optional<Arrival> wake = arrivals.stream().filter(a -> a.kind().equals("wake")).findFirst();
        OptionalDouble session = wake.isEmpty() || wokeNanos == 0 ? OptionalDouble.empty() : OptionalDouble.of((wake.get().nanos() - wokeNanos) / 1e6);
        return new DemoOutcome(moments, failures, session, intent.map(a -> millis(a.nanos())).orElse(OptionalDouble.empty()), millis(firstSampleNanos), replyFile);
    }

    private void heard(Transcript transcript, long nanos) {
        if (transcript.nBest().isEmpty()) {
            heardText = "nothing in the grammar fits";
            marks.add(new Mark(nanos, "transcript", heardText));
            return;
        }
        Transcript.Hypothesis best = transcript.nBest().get(0);
        heardText = best.text();
        understood |= !transcript.rejected();
        marks.add(new Mark(nanos, "transcript", String.format(Locale.ROOT, "%s (confidence %.2f%s)", best.text(), best.confidence(),
            transcript.rejected() ? ", rejected" : "")));
    }

    private OptionalDouble millis(long nanos) {
        return nanos == 0 || endpointNanos == 0 ? OptionalDouble.empty() : OptionalDouble.of((nanos - endpointNanos) / 1e6);
    }

    private static void check(List<String> failures, boolean happened, String otherwise) {
        if (!happened) {
            failures.add(otherwise);
        }
    }
}
