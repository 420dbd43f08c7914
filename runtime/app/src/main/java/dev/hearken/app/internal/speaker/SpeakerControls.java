package dev.hearken.app.internal.speaker;

/** What the dialogue can make the speaker do. Called on the event loop; nothing waits. */
interface SpeakerControls {

    /** Begins an utterance at an absolute sample. */
    void listen(long listenId, long fromSample);

    void abandon(long listenId);

    /** Number of the newest sample heard. */
    long newestSample();

    void speak(long utteranceId, String text);

    /** Ends this utterance, and all before it, at once. */
    void hush(long utteranceId);

    void mute(boolean muted);

    /** Whether whatever still plays is made quieter, so that somebody can be heard over it. */
    void duck(boolean quieter);

    /** @param percent 0..100 */
    void volume(int percent);
}
