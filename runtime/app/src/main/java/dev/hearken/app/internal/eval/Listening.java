package dev.hearken.app.internal.eval;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import java.util.concurrent.atomic.AtomicReference;

/** Feeds a recogniser as the microphone does: period by period until it says that the utterance has ended. */
final class Listening {

    private Listening() {
    }

    static Transcript toUtterance(EvalRun run, SpeechRecognizer recognizer, CompiledGrammar grammar, short[] pcm) {
        AtomicReference<Transcript> heard = new AtomicReference<>();
        run.timed(pcm.length, () -> {
            recognizer.begin(grammar);
            for (int at = 0; at < pcm.length && recognizer.endReason() == null; at += EvalRun.PERIOD) {
                recognizer.accept(pcm, at, Math.min(EvalRun.PERIOD, pcm.length - at));
            }
            heard.set(recognizer.finish());
        });
        return heard.get();
    }
}
