package dev.hearken.app.internal.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened.
 *
 * @param moments        the time line
 * @param failures       steps that did not happen, and why; empty if all did
 * @param sessionMillis  from the moment at which the detector was sure of the wake word to the message at the subscriber that begins the session
 * @param intentMillis   from the decision that speech has ended to the intent at the subscriber
 * @param replyMillis    from the same moment to the first sample of the reply
 * @param replyFile      the reply as WAV
 */
public record DemoOutcome(List<Moment> moments, List<String> failures, OptionalDouble sessionMillis, OptionalDouble intentMillis,
                          OptionalDouble replyMillis, Path replyFile) {

    public DemoOutcome {
        moments = List.copyOf(moments);
        failures = List.copyOf(failures);
    }

    /**
     * @param seconds since the recording began
     * @param what    name of the step
     * @param detail  for people
     */
    public record Moment(double seconds, String what, String detail) {
    }
}
