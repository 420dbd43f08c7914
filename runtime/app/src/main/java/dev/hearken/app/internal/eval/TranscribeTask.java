package dev.hearken.app.internal.eval;

import dev.hearken.speech.Transcriber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Open recognition: word error rate, and the error rate of characters for languages written without spaces. */
final class TranscribeTask implements EvalTask {

    private static final int SHOWN = 20;

    private final String language;

    TranscribeTask(String language) {
        this.language = language;
    }

    @Override
    public JsonObject measure(EvalRun run) {
        Errors words = new Errors();
        Errors characters = new Errors();
        JsonArray samples = new JsonArray();
        try (Transcriber transcriber = run.models().transcriber()) {
            for (int i = 0; i < run.clips().size(); i++) {
                Clip clip = run.clips().get(i);
                String heard = heard(run, transcriber, run.noisy(clip, i));
                words.add(EditDistance.words(clip.text()), EditDistance.words(heard));
                characters.add(EditDistance.characters(clip.text()), EditDistance.characters(heard));
                if (samples.size() < SHOWN) {
                    samples.add(new JsonObject().put("wanted", clip.text()).put("heard", heard));
                }
                run.progress(i + 1, run.clips().size());
            }
        }
        JsonObject figures = new JsonObject().put("wer", words.rate());
        return (language.equals("zh") ? figures.put("cer", characters.rate()) : figures).put("samples", samples);
    }

    private static String heard(EvalRun run, Transcriber transcriber, short[] pcm) {
        AtomicReference<String> text = new AtomicReference<>("");
        run.timed(pcm.length, () -> {
            transcriber.begin();
            for (int at = 0; at < pcm.length; at += EvalRun.PERIOD) {
                transcriber.accept(pcm, at, Math.min(EvalRun.PERIOD, pcm.length - at));
            }
            text.set(transcriber.finish());
        });
        return text.get();
    }

    /** Errors against the length of what was said. */
    private static final class Errors {

        private int errors;
        private int length;

        void add(List<String> reference, List<String> heard) {
            errors += EditDistance.between(reference, heard);
            length += reference.size();
        }

        double rate() {
            return errors / (double) Math.max(1, length);
        }
    }
}
