package dev.hearken.dialogue;

/**
 * Limits and manners of a dialogue; times in ms.
 *
 * @param siteId         name of this speaker
 * @param language       two-letter code of the grammar
 * @param listenTimeout  an utterance that goes on longer is abandoned: the recogniser should have ended it before
 * @param sessionTimeout waking again while listening starts over, but never beyond this age of the session
 * @param decideTimeout  wait for a transcript
 * @param answerTimeout  wait for a skill or hub
 * @param speakTimeout   no utterance lasts longer
 * @param waitingToSpeak announcements kept while something else goes on; the oldest gives way
 * @param spokenSorry    say that nothing was understood; false = only a sign
 * @param tail           the room goes on sounding this long after a reply: only then does listening without the wake word begin
 * @param promptTail     the same after a sign, which is short and soft
 * @param followUp       after a reply that asks, somebody must begin to speak within this time; 0 = the wake word is always needed
 * @param turns          replies in a row after which listening goes on without the wake word
 */
public record DialogueSettings(String siteId, String language, long listenTimeout, long sessionTimeout, long decideTimeout, long answerTimeout,
        long speakTimeout, int waitingToSpeak, boolean spokenSorry, long tail, long promptTail, long followUp, int turns) {

    public static DialogueSettings of(String siteId, String language) {
        return new DialogueSettings(siteId, language, 15_000, 45_000, 5_000, 3_000, 120_000, 8, true, 300, 150, 6_000, 5);
    }

    /** The same with another time in which somebody must begin to speak after a reply that asks. */
    public DialogueSettings withFollowUp(long millis) {
        return new DialogueSettings(siteId, language, listenTimeout, sessionTimeout, decideTimeout, answerTimeout, speakTimeout, waitingToSpeak, spokenSorry,
                tail, promptTail, millis, turns);
    }

    /** The same with another time to wait for a skill or hub. */
    public DialogueSettings withAnswerTimeout(long millis) {
        return new DialogueSettings(siteId, language, listenTimeout, sessionTimeout, decideTimeout, millis, speakTimeout, waitingToSpeak, spokenSorry,
                tail, promptTail, followUp, turns);
    }
}
