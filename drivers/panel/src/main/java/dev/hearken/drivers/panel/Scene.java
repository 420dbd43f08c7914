package dev.hearken.drivers.panel;

/**
 * What the lights are to tell.
 *
 * @param pattern what goes on
 * @param degrees direction of the talker, from x towards y in the frame of the microphones; NaN if it is not known
 */
public record Scene(Pattern pattern, double degrees) {

    /** Nothing goes on. */
    public static final Scene IDLE = of(Pattern.IDLE);

    public static Scene of(Pattern pattern) {
        return new Scene(pattern, Double.NaN);
    }

    /** What a user can tell apart at a glance. */
    public enum Pattern {
        /** Waits for its name: dark. */
        IDLE(false),
        /** Starts: a white light runs round. */
        BOOT(true),
        /** Listens: blue, brightest towards the talker. */
        LISTENING(false),
        /** Understands, waits for an answer: two cyan lights run round. */
        THINKING(true),
        /** Speaks: green, breathing. */
        SPEAKING(true),
        /** The microphones are off: red. */
        MUTED(false),
        /** Something is wrong: a short orange flash every two seconds. */
        FAULT(true),
        /** A timer or alarm rings: yellow, blinking. */
        TIMER(true);

        private final boolean moving;

        Pattern(boolean moving) {
            this.moving = moving;
        }

        /** Whether it changes while nothing else does. */
        public boolean moving() {
            return moving;
        }
    }
}
