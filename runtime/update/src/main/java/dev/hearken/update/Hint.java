package dev.hearken.update;

/**
 * A message that says there may be something new. It is never trusted: all it can do is make the updater look a little sooner.
 *
 * @param deployment the sender's id, to tell repetitions apart
 * @param retained   whether a broker had kept it; then it may be years old and does nothing
 */
public record Hint(String deployment, boolean retained) {
}
