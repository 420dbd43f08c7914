package dev.hearken.speech.internal.grammar;

/**
 * Total natural-log scores of an utterance, for callers that judge it themselves.
 *
 * @param sentence     best sentence of the grammar with silence or filler around; negative infinity if none fits
 * @param free         best label of every frame: no path is better
 * @param blank        no phone in any frame
 * @param filler       filler all over
 * @param frames       frames of the utterance, 40 ms each
 * @param soundFrames  frames whose best label is a phone
 */
public record DecoderScores(double sentence, double free, double blank, double filler, int frames, int soundFrames) {
}
