package dev.hearken.speech;

import java.time.Duration;

/**
 * When an utterance ends and how much is reported.
 *
 * @param shortestPause silence that ends an utterance whose words complete a sentence of the grammar
 * @param longestPause  silence that ends any other utterance
 * @param noSpeechAfter listening ends if nobody has begun to speak by then
 * @param longest       an utterance is cut at this length
 * @param nBest         most readings in a transcript
 * @param stopAtPause   false to go on until the input ends, as for recordings that hold exactly one command
 */
public record RecognizerSettings(Duration shortestPause, Duration longestPause, Duration noSpeechAfter, Duration longest,
                                 int nBest, boolean stopAtPause) {

    /** 0.25 to 1.2 s of silence, 5 s to begin, 15 s at most, five readings. */
    public static final RecognizerSettings DEFAULT = new RecognizerSettings(
        Duration.ofMillis(250), Duration.ofMillis(1200), Duration.ofSeconds(5), Duration.ofSeconds(15), 5, true);

    public RecognizerSettings {
        if (shortestPause.isNegative() || shortestPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException("shortest pause " + shortestPause + " must be 0 to the longest pause, " + longestPause);
        }
        if (noSpeechAfter.compareTo(longest) > 0 || longest.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("noSpeechAfter " + noSpeechAfter + " <= longest " + longest + " <= 5 minutes must hold");
        }
        if (nBest < 1 || nBest > 100) {
            throw new IllegalArgumentException("nBest must be 1 to 100, not " + nBest);
        }
    }

    /** The same, but only the end of the input ends the utterance: for recordings that hold exactly one command. */
    public RecognizerSettings untilEndOfInput() {
        return new RecognizerSettings(shortestPause, longestPause, longest, longest, nBest, false);
    }
}
