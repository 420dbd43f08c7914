package dev.hearken.app.internal.eval;

import dev.hearken.speech.SpeechRecognizer;
import io.vertx.core.json.JsonObject;

/** Open recognition: any words of the pack's language. Counts words wrong, and characters for languages without spaces. */
final class TranscribeTask implements EvalTask {

    private final boolean byCharacter;

    TranscribeTask(String language) {
        this.byCharacter = language.equals("zh");
    }

    @Override
    public JsonObject measure(EvalRun run) {
        long errors = 0;
        long length = 0;
        try (SpeechRecognizer recognizer = run.models().openRecognizer()) {
            for (int i = 0; i < run.clips().size(); i++) {
                Clip clip = run.clips().get(i);
                short[] pcm = run.noisy(clip, i);
                String heard = Listening.toText(run, recognizer, pcm);
                var reference = byCharacter ? EditDistance.characters(clip.text()) : EditDistance.words(clip.text());
                errors += EditDistance.between(reference, byCharacter ? EditDistance.characters(heard) : EditDistance.words(heard));
                length += reference.size();
                run.progress(i + 1, run.clips().size());
            }
        }
        return new JsonObject().put(byCharacter ? "cer" : "wer", length == 0 ? null : errors / (double) length);
    }
}
