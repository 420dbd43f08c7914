package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.eval.EvalReport;
import dev.hearken.app.internal.eval.EvalRequest;
import dev.hearken.app.internal.eval.Evaluation;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true,
    description = {"Measures what ships over a list of recordings: commands, words, transcribe, wake, vad, voice; and of sentences: intents.",
        "See docs/eval.md."},
    footerHeading = "%nExamples:%n", footer = {
        "  hearken eval commands --list coffee.jsonl --grammar coffee-maker.yaml --json out.json",
        "  hearken eval commands --list coffee.jsonl --grammar coffee-maker.yaml --noise noise.jsonl --snr 12 --seed 1",
        "  hearken eval words --list words.jsonl",
        "  hearken eval transcribe --list sentences.jsonl",
        "  hearken eval wake --list wake-words.jsonl --phrase computer --negatives sentences.jsonl",
        "  hearken eval vad --list sentences.jsonl --noise noise.jsonl",
        "  hearken eval voice --list replies.txt --keep spoken/",
        "  hearken eval intents --list ha-intents/tests/en --grammar ha-intents"})
final class EvalCommand extends Subcommand {

    @Parameters(paramLabel = "TASK", description = "One of: ${COMPLETION-CANDIDATES}.")
    private EvalRequest.@Nullable Task task;

    @Option(names = "--list", required = true, paramLabel = "FILE",
        description = {"JSON lines with path and label; for voice a text a line;", "for intents a folder tests/<language> of Home Assistant's intents."})
    private @Nullable Path list;

    @Option(names = "--root", paramLabel = "DIR", description = "Folder that paths of the list are relative to.")
    private @Nullable Path root;

    @Option(names = "--grammar", paramLabel = "FILE", description = "Sentences of `commands` and `intents`: Home Assistant or Rhino YAML; default: the shipped home.")
    private @Nullable Path grammar;

    @Option(names = "--phrase", paramLabel = "P", description = "Wake phrase of `wake`.")
    private @Nullable String phrase;

    @Option(names = "--negatives", paramLabel = "LIST", description = "Further recordings in which `wake` must not fire, or `commands` hear no command; may be repeated.")
    private List<Path> negatives = new ArrayList<>();

    @Option(names = "--noise", paramLabel = "LIST_OR_WAV", description = "Noise to add.")
    private @Nullable Path noise;

    @Option(names = "--snr", split = ",", paramLabel = "DB", description = "Speech to noise in dB; `vad` takes several (default 20,10,5).")
    private List<Double> snr = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Picks noises and their starting points (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--limit", paramLabel = "N", description = "Take only N clips, spread over the list.")
    private int limit;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep the sound that `voice` makes.")
    private @Nullable Path keep;

    @Option(names = "--json", paramLabel = "OUT", description = "Write the figures, and every mistake, to this file.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        if (task == null || list == null) {
            throw new IllegalStateException("not called by picocli");
        }
        Configuration configuration = configuration(List.of());
        EvalRequest request = new EvalRequest(task, list, Optional.ofNullable(root), Optional.ofNullable(grammar), Optional.ofNullable(phrase),
            negatives, Optional.ofNullable(noise), snr, seed, limit, Optional.ofNullable(keep));
        JsonObject figures;
        try (ProgressBar bar = new ProgressBar(err(), "measuring")) {
            figures = new Evaluation(configuration).measure(request, bar::update);
        }
        out().println("eval " + request.task() + " " + list);
        EvalReport.print(figures, out());
        if (json != null) {
            EvalReport.write(figures, json);
        }
        return ExitCode.OK;
    }
}
