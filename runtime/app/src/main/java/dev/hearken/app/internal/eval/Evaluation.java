package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.model.Vocabulary;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what ships and runs one measurement. */
public final class Evaluation {

    private final Configuration configuration;

    public Evaluation(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * @param progress told after each clip
     * @return figures of the task, beside {@code clips}, {@code seconds}, {@code cpuSecondsPerAudioSecond}
     */
    public JsonObject measure(EvalRequest request, EvalRun.Progress progress) {
        if (request.task() == EvalRequest.Task.intents) {
            return new IntentsTask(request.grammar().orElseThrow(() -> new EvalException("intents needs --grammar, the sentence files that are tested")),
                progress).measure(request.list());
        }
        try (ModelSet models = ModelSet.open(configuration)) {
            return request.task() == EvalRequest.Task.voice ? voice(request, models.speech()) : clips(request, models, progress);
        }
    }

    private JsonObject clips(EvalRequest request, ModelSet models, EvalRun.Progress progress) {
        List<Clip> clips = ClipList.read(request.list(), request.root().orElse(null), request.limit());
        @Nullable NoiseMixer noise = request.noise().map(file -> NoiseMixer.load(file, request.seed())).orElse(null);
        EvalRun run = new EvalRun(models.speech(), clips, noise, request.onlySnr(), progress);
        JsonObject figures = task(request, models, noise).measure(run);
        return new JsonObject().put("task", request.task().name()).put("clips", clips.size()).put("seconds", run.seconds())
                .put("cpuSecondsPerAudioSecond", run.cpuSecondsPerAudioSecond()).mergeIn(figures);
    }

    private EvalTask task(EvalRequest request, ModelSet models, @Nullable NoiseMixer noise) {
        return switch (request.task()) {
            case commands -> new CommandsTask(Vocabulary.commands(grammar(request)), negatives(request), both(request, models));
            case words -> new WordsTask(models.speech().language());
            case transcribe -> new TranscribeTask(models.speech().language());
            case wake -> new WakeTask(request.phrase().orElseThrow(() -> new EvalException("wake needs --phrase")), negatives(request));
            case vad -> {
                if (noise == null) {
                    throw new EvalException("vad needs --noise");
                }
                yield new VadTask(noise, request.snrDb().isEmpty() ? List.of(20.0, 10.0, 5.0) : request.snrDb());
            }
            case voice, intents -> throw new IllegalStateException(request.task() + " has no clips");
        };
    }

    /** The vocabulary of both languages, where a second one is configured; not with a grammar of its own, which is of one language. */
    private Optional<SpeechParts> both(EvalRequest request, ModelSet models) {
        return configuration.secondLanguage().isEmpty() || request.grammar().isPresent() ? Optional.empty() : Optional.of(SpeechPartsFactory.create(configuration, models));
    }

    private LoadedGrammar grammar(EvalRequest request) {
        Home home = Vocabulary.home(configuration.grammar(), configuration.language());
        return request.grammar().map(file -> GrammarSources.load(file, home)).orElseGet(() -> Vocabulary.load(configuration.grammar(), home));
    }

    private static List<Clip> negatives(EvalRequest request) {
        List<Clip> clips = new ArrayList<>();
        for (Path list : request.negatives()) {
            clips.addAll(ClipList.read(list, request.root().orElse(null), 0));
        }
        return clips;
    }

    private static JsonObject voice(EvalRequest request, SpeechModels models) {
        try (SpeechSynthesizer voice = models.synthesizer()) {
            Path scratch = Files.createTempDirectory("hearken-voice");
            try {
                List<String> texts = texts(request.list(), request.limit());
                JsonObject figures = new VoiceTask(voice, texts, request.keep().orElse(scratch.resolve("spoken")))
                        .measure(models.language().equals("en") ? Pocketsphinx.find(scratch.resolve("pocketsphinx")).orElse(null) : null);
                return new JsonObject().put("task", "voice").mergeIn(figures);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new EvalException("no scratch folder could be made: " + e.getMessage(), e);
        }
    }

    /** A text a line, or JSON lines with {@code text} or {@code label}; lines that begin with # are comments. */
    private static List<String> texts(Path list, int limit) throws IOException {
        if (!Files.isReadable(list)) {
            throw new EvalException("cannot read the list " + list);
        }
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            if (line.isBlank() || line.startsWith("#") || limit > 0 && texts.size() == limit) {
                continue;
            }
            try {
                JsonObject json = line.startsWith("{") ? new JsonObject(line) : new JsonObject().put("text", line);
                texts.add(json.getString("text", json.getString("label", "")));
            } catch (DecodeException | ClassCastException e) {
                throw new EvalException(list + ": not a text and not a JSON object: " + line, e);
            }
        }
        if (texts.isEmpty()) {
            throw new EvalException("the list " + list + " holds no text");
        }
        return texts;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
