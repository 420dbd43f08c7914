package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.speech.Transcript;

/** What agents tell the event loop; nothing else reaches it from their threads. Times are on the scale of System.nanoTime(). */
public sealed interface SpeakerEvent {

    /**
     * The speaker heard its name.
     *
     * @param phrase      as configured
     * @param score       0..1
     * @param threshold   score that was needed
     * @param startSample first sample of the phrase, counted since capture began
     * @param endSample   one past its last sample
     * @param energyDb    of the phrase over the noise before it
     * @param depthDb     how deep the sound falls between its syllables; less where a room echoes or the talker is far
     * @param direction   degrees from the array's x towards its y; NaN if it is not known
     * @param atNanos     when the end of the phrase reached the microphone
     * @param noticedNanos when the detector was sure
     */
    record Woke(String phrase, double score, double threshold, long startSample, long endSample, double energyDb, double depthDb,
                double direction, long atNanos,
                long noticedNanos) implements SpeakerEvent {
    }

    /** The words understood so far have changed. */
    record Partial(long utterance, String text) implements SpeakerEvent {
    }

    /**
     * An utterance has ended.
     *
     * @param endpointNanos when the end was decided
     * @param audioNanos    when the last sample that was listened to reached the microphone
     */
    record Heard(long utterance, Transcript transcript, long endpointNanos, long audioNanos) implements SpeakerEvent {
    }

    /** Recognition broke down; nothing will be heard of this utterance. */
    record NotHeard(long utterance, String reason) implements SpeakerEvent {
    }

    /** The first sample of a reply has been handed to the loudspeaker. */
    record SpeakingBegan(long speech, long atNanos) implements SpeakerEvent {
    }

    /**
     * The last sample of a reply has been played, or was dropped.
     *
     * @param complete false if the reply was stopped or could not be spoken
     */
    record Spoke(long speech, boolean complete, long atNanos) implements SpeakerEvent {
    }

    /** Something is wrong, or right again. */
    record FaultChanged(Fault fault) implements SpeakerEvent {
    }

    /** An agent has loaded what it needs and works from now on; told after each start. */
    record Ready(String role) implements SpeakerEvent {
    }

    /** The speaker hears with other models: the home can choose from other wake words. */
    record ChoicesChanged(SpeakerChoices choices) implements SpeakerEvent {
    }

    /** The recording that stands for the microphone is over. */
    record InputEnded() implements SpeakerEvent {
    }
}
