package dev.hearken.models.api;

/**
 * A model that runs elsewhere than it should.
 *
 * @param role     of the model
 * @param name     of the model
 * @param from     back end that cannot run it
 * @param to       back end that does
 * @param reason   for people: what happened and, where known, what helps
 * @param atRun    whether it ran at first and failed later
 */
public record Fallback(String role, String name, String from, String to, String reason, boolean atRun) {

    @Override
    public String toString() {
        return role + " '" + name + "' runs on " + to + " instead of " + from + (atRun ? ", having failed there: " : ": ") + reason;
    }
}
