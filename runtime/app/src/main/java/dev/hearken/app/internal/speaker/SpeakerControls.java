package dev.hearken.app.internal.speaker;

/** What the dialogue can make the speaker do. Called on the event loop; nothing waits. */
interface SpeakerControls {

    /**
     * Begins an utterance at an absolute sample.
     *
     * @param followUp whether answers to a question are understood beside commands
     */
    void listen(long listenId, long fromSample, boolean followUp);

    void abandon(long listenId);

    /** Number of the newest sample heard. */
    long newestSample();

    void speak(long utteranceId, String text);

    /** Ends this utterance, and all before it, at once. */
    void hush(long utteranceId);

    void mute(boolean muted);

    /** @param percent 0..100 */
    void volume(int percent);
}
