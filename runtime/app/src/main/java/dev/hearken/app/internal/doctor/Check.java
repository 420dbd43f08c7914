package dev.hearken.app.internal.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what, such as {@code pack} or {@code broker}
 * @param verdict how it is
 * @param detail  what was found, or what is wrong and what helps
 */
public record Check(String subject, Verdict verdict, String detail) {

    public enum Verdict {
        /** Usable. */
        OK,
        /** The speaker runs without it, but does less. */
        WARNING,
        /** {@code run} will not work. */
        FAULT
    }

    static Check ok(String subject, String detail) {
        return new Check(subject, Verdict.OK, detail);
    }

    static Check warning(String subject, String detail) {
        return new Check(subject, Verdict.WARNING, detail);
    }

    static Check fault(String subject, String detail) {
        return new Check(subject, Verdict.FAULT, detail);
    }
}
