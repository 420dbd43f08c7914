package dev.hearken.update;

/**
 * How the speaker is doing, in counts that only grow while the program runs.
 *
 * @param wakes      times it woke
 * @param utterances utterances it listened to
 * @param rejected   of them, those it did not understand
 * @param faults     times that hearing or speaking broke down
 */
public record HealthReading(long wakes, long utterances, long rejected, long faults) {

    public static final HealthReading NONE = new HealthReading(0, 0, 0, 0);

    public HealthReading plus(HealthReading other) {
        return new HealthReading(wakes + other.wakes, utterances + other.utterances, rejected + other.rejected, faults + other.faults);
    }

    public HealthReading minus(HealthReading other) {
        return new HealthReading(wakes - other.wakes, utterances - other.utterances, rejected - other.rejected, faults - other.faults);
    }
}
