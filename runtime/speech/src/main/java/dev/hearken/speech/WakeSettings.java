package dev.hearken.speech;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How readily a wake word detector fires.
 *
 * @param sensitivity 0..1; 0.5 takes the threshold that the pack was calibrated to, more fires more readily
 * @param refractory  after a detection, no other one of the same phrase begins within this time
 * @param threshold   score to fire at for every phrase instead of the pack's, for threshold sweeps
 */
public record WakeSettings(double sensitivity, Duration refractory, OptionalDouble threshold) {

    /** As calibrated, two detections at least 1 s apart. */
    public static final WakeSettings DEFAULT = new WakeSettings(0.5, Duration.ofSeconds(1), OptionalDouble.empty());

    public WakeSettings {
        if (!(sensitivity >= 0 && sensitivity <= 1)) {
            throw new IllegalArgumentException("wake sensitivity must be 0 to 1, not " + sensitivity);
        }
        if (refractory.isNegative() || refractory.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("refractory time must be 0 to 60 s, not " + refractory);
        }
    }

    /** Reports every candidate with its score, however low: for threshold sweeps by the caller. */
    public static WakeSettings everyCandidate() {
        return new WakeSettings(0.5, Duration.ZERO, OptionalDouble.of(0));
    }

    public WakeSettings withSensitivity(double value) {
        return new WakeSettings(value, refractory, threshold);
    }
}
