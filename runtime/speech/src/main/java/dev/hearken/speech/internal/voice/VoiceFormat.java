package dev.hearken.speech.internal.voice;

import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.Parameters;

/**
 * What a voice's vocoder parameters mean, from the decoder's entry of the pack. A frame is: the envelope (natural log of the amplitude at
 * mel-spaced points from 0 Hz), aperiodicities in dB, natural log of F0 in Hz, and a voicing score (voiced above 0).
 *
 * @param sampleRate       of the sound made, Hz
 * @param analysisRate     of the recordings the envelope was measured on, Hz: sets its level
 * @param framePeriod      seconds
 * @param envelopePoints   number of envelope values
 * @param envelopeTop      frequency of the last envelope value, Hz
 * @param aperiodicityAt   frequencies of the aperiodicity values, Hz, ascending
 * @param reach            frames of context that the decoder looks to each side
 */
record VoiceFormat(int sampleRate, double analysisRate, double framePeriod, int envelopePoints, double envelopeTop, double[] aperiodicityAt,
                   int reach) {

    static VoiceFormat of(ModelEntry decoder) {
        Parameters p = Parameters.of(decoder);
        VoiceFormat format = new VoiceFormat(p.integer("sampleRate", 8000, 48000), p.number("analysisRate"), p.number("framePeriodMs") / 1000,
            p.integer("envelopePoints", 2, 1024), p.number("envelopeTopHertz"), p.numbers("aperiodicityHertz"), p.integer("reach", 0, 1000));
        if (format.framePeriod < 0.001 || format.framePeriod > 0.05 || format.envelopeTop < format.sampleRate / 2.0 || format.analysisRate <= 0) {
            throw new ModelException(decoder.file() + ": frames of 1 to 50 ms and an envelope up to half the sample rate or more are expected, not "
                + format);
        }
        return format;
    }

    /** Values of a frame. */
    int frameSize() {
        return envelopePoints + aperiodicityAt.length + 2;
    }

    /** Samples a frame. */
    double hop() {
        return sampleRate * framePeriod;
    }

    int pitchIndex() {
        return frameSize() - 2;
    }

    int voicingIndex() {
        return frameSize() - 1;
    }
}
