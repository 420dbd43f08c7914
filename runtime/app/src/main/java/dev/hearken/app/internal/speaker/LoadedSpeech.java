package dev.hearken.app.internal.speaker;

import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a running speaker goes over to, all networks loaded beside those in use.
 *
 * @param parts how to load them again
 */
public record LoadedSpeech(SpeechParts parts, WakeWordDetector wakeWords, VoiceActivityDetector voiceActivity, SpeechRecognizer recogniser,
                           Optional<SpeechSynthesizer> synthesiser) {

    /** Loads everything on the calling thread; if one thing fails, nothing stays loaded. */
    public static LoadedSpeech load(SpeechParts parts) {
        List<AutoCloseable> open = new ArrayList<>();
        try {
            WakeWordDetector wakeWords = kept(open, parts.wakeWords().get());
            VoiceActivityDetector voiceActivity = kept(open, parts.voiceActivity().get());
            SpeechRecognizer recogniser = kept(open, parts.recogniser().get());
            Optional<SpeechSynthesizer> synthesiser = parts.synthesiser().map(opener -> kept(open, opener.get()));
            return new LoadedSpeech(parts, wakeWords, voiceActivity, recogniser, synthesiser);
        } catch (RuntimeException | LinkageError e) {
            open.forEach(LoadedSpeech::close);
            throw e;
        }
    }

    private static <T extends AutoCloseable> T kept(List<AutoCloseable> open, T loaded) {
        open.add(loaded);
        return loaded;
    }

    static void close(AutoCloseable loaded) {
        try {
            loaded.close();
        } catch (Exception e) {
            throw new IllegalStateException("a network that was just loaded cannot be closed", e);
        }
    }
}
