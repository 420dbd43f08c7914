package dev.hearken.app.internal.update;

import dev.hearken.speech.SpeechSynthesizer;
import java.util.Locale;
import java.util.Optional;

/** Lets a voice say something and looks whether anybody could hear it. */
final class VoiceTrial {

    /** 50 dB below the loudest that there is; a voice is some 20 dB below it, and an all but silent one 80. */
    private static final double FAINTEST = 100;
    /** No word is shorter. */
    private static final double SHORTEST_SECONDS = 0.1;
    /** A voice that does not end is not heard out. */
    private static final double LONGEST_SECONDS = 60;
    private static final int BLOCK = 1024;

    private VoiceTrial() {
    }

    /** @return why it is as good as mute; empty if it can be heard */
    static Optional<String> mute(SpeechSynthesizer voice, String text) {
        short[] block = new short[BLOCK];
        long samples = 0;
        double energy = 0;
        try (SpeechSynthesizer.Utterance utterance = voice.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            for (int read = utterance.read(block, 0, BLOCK); read != SpeechSynthesizer.Utterance.END; read = utterance.read(block, 0, BLOCK)) {
                for (int i = 0; i < read; i++) {
                    energy += (double) block[i] * block[i];
                }
                samples += read;
                if (samples > LONGEST_SECONDS * voice.sampleRate()) {
                    return Optional.of("its voice does not come to an end of \"" + text + "\"");
                }
            }
        }
        double seconds = (double) samples / voice.sampleRate();
        double level = Math.sqrt(energy / Math.max(1, samples));
        return seconds >= SHORTEST_SECONDS && level >= FAINTEST ? Optional.empty()
            : Optional.of(String.format(Locale.ROOT, "its voice is mute: of \"%s\" came %.1f s of sound with a level of %.0f, at least %.0f is expected",
                text, seconds, level, FAINTEST));
    }
}
