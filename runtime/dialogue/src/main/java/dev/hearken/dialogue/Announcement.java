package dev.hearken.dialogue;

/**
 * Something that is to sound unasked: a text, or a sound that somebody keeps.
 *
 * @param text      blank for a sound
 * @param soundId   empty for a text
 * @param sessionId what it belongs to, empty for nothing
 * @param priority  which of several comes first, and what it may interrupt
 */
record Announcement(String text, String soundId, String sessionId, Priority priority) {

    boolean isSound() {
        return !soundId.isEmpty();
    }
}
