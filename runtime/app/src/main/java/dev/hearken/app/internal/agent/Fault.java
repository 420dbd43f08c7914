package dev.hearken.app.internal.agent;

/**
 * Something that the speaker cannot do at the moment.
 *
 * @param source  role of the agent, or part, that is at fault
 * @param message for a user: what, where, why
 * @param cleared true if the fault is over
 */
public record Fault(String source, String message, boolean cleared) {

    public static Fault raised(String source, String message) {
        return new Fault(source, message, false);
    }

    public Fault asCleared() {
        return new Fault(source, message, true);
    }
}
