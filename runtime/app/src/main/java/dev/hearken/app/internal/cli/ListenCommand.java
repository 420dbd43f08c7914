package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.model.Vocabulary;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.Hypothesis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken listen}. */
@Command(name = "listen", mixinStandardHelpOptions = true,
    description = "Understands one spoken command in a recording (without a wake word before it) and prints transcript, intent and timings.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:a command was understood", "1:nothing that may be acted upon was heard", "3:configuration or grammar is wrong",
        "4:the recording cannot be read", "5:the pack cannot be used"},
    footerHeading = "%nExamples:%n", footer = {"  hearken listen command.wav", "  hearken listen order.wav --grammar coffee-maker.yaml --json",
        "  arecord -f S16_LE -r 16000 -d 4 | hearken listen -"})
final class ListenCommand extends Subcommand {

    private static final int BLOCK = 640;
    private static final double RATE = 16_000;

    @Parameters(paramLabel = "FILE", description = "WAV or FLAC (others where ffmpeg is installed), or - for standard input.")
    private String file = "";

    @Option(names = "--grammar", paramLabel = "FILE", description = "Only the sentences of this file or folder (Home Assistant, Rhino, or a list).")
    private @Nullable Path grammar;

    @Option(names = "--end-at-pause", description = "Stop listening at a pause, as the daemon does, instead of at the end of the recording.")
    private boolean endAtPause;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final JsonArray partials = new JsonArray();

    @java.lang.Override
    public Integer call() {
        Configuration configuration = configuration(overrides());
        LoadedGrammar loaded = Vocabulary.load(configuration.grammar(), Vocabulary.home(configuration.grammar(), configuration.language()));
        short[] pcm = file.equals("-") ? AudioFiles.read(System.in, "standard input", AudioFormat.SPEECH) : AudioFiles.read(Path.of(file), AudioFormat.SPEECH);
        RecognizerSettings settings = endAtPause ? configuration.listening() : configuration.listening().untilEndOfInput();
        long started = System.nanoTime();
        try (ModelSet models = ModelSet.open(configuration.models())) {
            CompiledGrammar compiled = SpeechPartsFactory.compile(models.speech(), Vocabulary.commands(loaded));
            try (SpeechRecognizer recognizer = models.speech().recognizer(settings)) {
                long ready = System.nanoTime();
                Transcript transcript = recognise(recognizer, compiled, pcm);
                report(transcript, pcm.length / RATE, (ready - started) / 1e9, (System.nanoTime() - ready) / 1e9);
                return transcript.rejected() || transcript.nBest().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
            }
        }
    }

    private List<Override> overrides() {
        List<Override> overrides = new ArrayList<>();
        if (grammar != null) {
            overrides.add(new Override("--grammar", "grammar.built-in", "false"));
            ConfigurationOptions.add(overrides, "--grammar", "grammar.files", grammar);
        }
        return overrides;
    }

    private Transcript recognise(SpeechRecognizer recognizer, CompiledGrammar compiled, short[] pcm) {
        recognizer.begin(compiled);
        try (ProgressBar bar = new ProgressBar(err(), "listening")) {
            for (int at = 0; at < pcm.length && recognizer.endReason() == null; at += BLOCK) {
                recognizer.accept(pcm, at, Math.min(BLOCK, pcm.length - at));
                String partial = recognizer.partial();
                if (partial != null) {
                    partials.add(new JsonObject().put("seconds", at / RATE).put("text", partial));
                }
                bar.update(at, pcm.length);
            }
        }
        return recognizer.finish();
    }

    private void report(Transcript transcript, double seconds, double loadSeconds, double computeSeconds) {
        if (json) {
            JsonArray readings = new JsonArray();
            transcript.nBest().forEach(h -> readings.add(json(h)));
            print(new JsonObject().put("file", file).put("seconds", seconds).put("rejected", transcript.rejected())
                .put("endReason", transcript.endReason().name().toLowerCase(Locale.ROOT)).put("heardSeconds", transcript.seconds())
                .put("nBest", readings).put("partials", partials).put("loadSeconds", loadSeconds).put("computeSeconds", computeSeconds));
            return;
        }
        if (transcript.nBest().isEmpty()) {
            out().println("nothing understood");
        } else {
            Hypothesis best = transcript.nBest().get(0);
            out().println(styled((transcript.rejected() ? "@|yellow rejected|@    " : "transcript  ")) + best.text());
            out().println("intent      " + json(best).getString("intent") + " " + json(best).getJsonObject("slots").encode());
            out().printf(Locale.ROOT, "confidence  %.2f%n", best.confidence());
        }
        out().printf(Locale.ROOT, "%.2f s of sound, ended by %s after %.2f s; loaded in %.2f s, computed in %.2f s%n", seconds,
            transcript.endReason().name().toLowerCase(Locale.ROOT).replace('_', ' '), transcript.seconds(), loadSeconds, computeSeconds);
    }

    private static JsonObject json(Hypothesis h) {
        JsonObject slots = new JsonObject();
        h.slots().forEach((name, value) -> slots.put(name, value.value()));
        return new JsonObject().put("intent", h.intent()).put("text", h.text()).put("slots", slots).put("confidence", h.confidence())
            .put("evidence", evidence(h.evidence()));
    }

    private static JsonObject evidence(Transcript.Evidence e) {
        return new JsonObject().put("overall", e.overall()).put("inside", e.inside()).put("fillerShare", e.fillerShare())
            .put("worstWord", e.worstWord()).put("phones", e.phones());
    }
}
