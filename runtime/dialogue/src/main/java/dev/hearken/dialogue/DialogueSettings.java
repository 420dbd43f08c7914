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
 */
public record DialogueSettings(String siteId, String language, long listenTimeout, long sessionTimeout, long decideTimeout, long answerTimeout,
        long speakTimeout, int waitingToSpeak, boolean spokenSorry) {

    public static DialogueSettings of(String siteId, String language) {
        return new DialogueSettings(siteId, language, 15_000, 45_000, 5_000, 3_000, 120_000, 8, true);
    }
}
