package dev.hearken.update;

/**
 * How the speaker is doing, in counts that only grow while the program runs.
 *
 * @param wakes      times it woke
 * @param utterances utterances it listened to
 * @param rejected   of them, those it did not understand
 * @param faults     times that hearing or speaking broke down, or a model began to run elsewhere than in its self-test
 * @param complaint  the latest of these faults, for people; empty if there was none
 */
public record HealthReading(long wakes, long utterances, long rejected, long faults, String complaint) {

    public static final HealthReading NONE = new HealthReading(0, 0, 0, 0);

    /** Without words for the faults. */
    public HealthReading(long wakes, long utterances, long rejected, long faults) {
        this(wakes, utterances, rejected, faults, "");
    }

    /** @param other the later one */
    public HealthReading plus(HealthReading other) {
        return new HealthReading(wakes + other.wakes, utterances + other.utterances, rejected + other.rejected, faults + other.faults,
            other.complaint.isEmpty() ? complaint : other.complaint);
    }

    /** @param other the earlier one */
    public HealthReading minus(HealthReading other) {
        return new HealthReading(wakes - other.wakes, utterances - other.utterances, rejected - other.rejected, faults - other.faults, complaint);
    }
}
