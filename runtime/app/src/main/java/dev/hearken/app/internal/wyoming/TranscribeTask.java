package dev.hearken.app.internal.wyoming;

import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcriber;
import dev.hearken.speech.Transcript;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One utterance to text: by the grammar of the home, and where that does not fit and the pack has a word list, by free words.
 * Words that two looks in a row agree about are told while the client still speaks; the transcript at the end is what counts.
 */
final class TranscribeTask implements AudioTask {

    /** One minute: longer utterances are cut. */
    private static final int MOST_SAMPLES = 60 * 16_000;

    private final Consumer<WyomingEvent> out;
    private final List<short[]> kept = new ArrayList<>();
    private EngineRoom.@Nullable Lease lease;
    private @Nullable SpeechRecognizer recogniser;
    private int samples;
    private String last = "";
    private String told = "";
    private boolean done;

    TranscribeTask(Consumer<WyomingEvent> out) {
        this.out = out;
    }

    @Override
    public void begin(EngineRoom.Lease leased) {
        lease = leased;
        SpeechRecognizer fresh = leased.engines().recogniser().get();
        recogniser = fresh;
        fresh.begin(leased.engines().grammar());
        out.accept(WyomingEvent.of("transcript-start", language(leased)));
    }

    @Override
    public void audio(short[] pcm) {
        SpeechRecognizer ears = recogniser;
        if (ears == null || lease == null || samples + pcm.length > MOST_SAMPLES) {
            return;
        }
        samples += pcm.length;
        if (lease.engines().transcriber().isPresent()) {
            kept.add(pcm);
        }
        if (ears.endReason() == null) {
            ears.accept(pcm, 0, pcm.length);
            String partial = ears.partial();
            if (partial != null) {
                tell(common(last, partial));
                last = partial;
            }
        }
    }

    @Override
    public void end() {
        SpeechRecognizer ears = recogniser;
        EngineRoom.Lease leased = lease;
        if (ears == null || leased == null || done) {
            return;
        }
        done = true;
        Transcript transcript = ears.finish();
        String text = transcript.rejected() || transcript.nBest().isEmpty() ? freely(leased.engines()) : transcript.nBest().get(0).text();
        if (text.startsWith(told)) {
            tell(text);
        }
        out.accept(WyomingEvent.of("transcript", language(leased).put("text", text)));
        out.accept(WyomingEvent.of("transcript-stop"));
    }

    private String freely(WyomingEngines engines) {
        if (engines.transcriber().isEmpty()) {
            return "";
        }
        try (Transcriber writer = engines.transcriber().get().get()) {
            writer.begin();
            kept.forEach(pcm -> writer.accept(pcm, 0, pcm.length));
            return writer.finish();
        }
    }

    private void tell(String text) {
        if (text.length() > told.length() && text.startsWith(told)) {
            out.accept(WyomingEvent.of("transcript-chunk", new JsonObject().put("text", text.substring(told.length()))));
            told = text;
        }
    }

    /** The words both begin with, whole words only. */
    private static String common(String a, String b) {
        int end = 0;
        int most = Math.min(a.length(), b.length());
        for (int i = 0; i < most && a.charAt(i) == b.charAt(i); i++) {
            boolean word = (i + 1 == a.length() || a.charAt(i + 1) == ' ') && (i + 1 == b.length() || b.charAt(i + 1) == ' ');
            end = word ? i + 1 : end;
        }
        return a.substring(0, end);
    }

    private static JsonObject language(EngineRoom.Lease leased) {
        return new JsonObject().put("language", leased.engines().language());
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void close() {
        if (recogniser != null) {
            recogniser.close();
            recogniser = null;
        }
        if (lease != null) {
            lease.close();
            lease = null;
        }
        done = true;
        kept.clear();
    }
}
