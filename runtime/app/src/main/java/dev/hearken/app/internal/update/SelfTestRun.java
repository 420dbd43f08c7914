package dev.hearken.app.internal.update;

import dev.hearken.app.internal.bench.ProcessProbe;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.models.api.Fallback;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.update.Golden;
import dev.hearken.update.Release;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Target;
import dev.hearken.update.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The child process's side of the self-test: loads a release as the speaker would, listens to its recordings and lets it speak. */
public final class SelfTestRun {

    private static final double MEBI = 1 << 20;
    /** Said where there is no golden transcript; any text is allowed. */
    private static final String WORDS = "one two three";

    /** 0.3 s: each network runs. */
    private static final int SILENCE = 4800;

    private final Configuration configuration;
    private final List<Fallback> fallbacks = new ArrayList<>();

    private SelfTestRun(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * @param folder  the release's
     * @param load    the configuration with the release's settings; its pack is used by a release that brings none
     * @return the report as one line of JSON
     * @throws RuntimeException if anything in the release cannot be used
     */
    public static String run(Path folder, Function<List<Path>, Configuration> load) throws IOException, RefusedException {
        Release release = Release.read(Files.readAllBytes(folder.resolve("release.json")));
        return new SelfTestRun(load.apply(ReleasePaths.settings(folder, release))).report(folder, release).json().encode();
    }

    private SelfTestReport report(Path folder, Release release) {
        Optional<Target> pack = release.pack();
        Optional<Golden> golden = release.golden();
        double late = golden.map(g -> (double) g.limits().latencyMillis()).orElse(Double.MAX_VALUE);
        Configuration.Models models = pack.map(p -> new Configuration.Models(p.name(), List.of(folder.resolve(TargetKind.PACK.word())), configuration.models().backEnds()))
            .orElse(configuration.models());
        try (GoldenListener listener = new GoldenListener(models, ReleasePaths.sentences(folder, release), late, fallbacks::add)) {
            if (golden.isEmpty()) {
                return spoken(listener, WORDS, SelfTestReport.NONE);
            }
            SelfTestReport heard = listen(listener, folder.resolve("golden").resolve(pack.orElseThrow().name()), golden.get());
            return spoken(listener, words(golden.get()), heard);
        }
    }

    private static SelfTestReport listen(GoldenListener listener, Path folder, Golden golden) {
        Golden.Recording first = golden.recordings().get(0);
        listener.listen(folder.resolve(first.path()), first.expected(), first.text());
        listener.forget();
        ProcessProbe self = new ProcessProbe(ProcessHandle.current().pid());
        double cpuBefore = self.cpuSeconds();
        List<String> mistakes = new ArrayList<>();
        for (Golden.Recording recording : golden.recordings()) {
            GoldenListener.Outcome outcome = listener.listen(folder.resolve(recording.path()), recording.expected(), recording.text());
            if (!outcome.right()) {
                mistakes.add(recording.path() + ", expected " + recording.expected().word() + " \"" + recording.text() + "\", heard: " + outcome.heard());
            }
        }
        return new SelfTestReport(golden.recordings().size(), mistakes, listener.latencyP95Millis(),
            100 * (self.cpuSeconds() - cpuBefore) / listener.seconds(), 0, List.of(), "");
    }

    /** Loads all that the speaker has loaded at once, lets it work, and adds to a report what comes of it. */
    private SelfTestReport spoken(GoldenListener listener, String words, SelfTestReport heard) {
        Optional<String> mute = Optional.empty();
        short[] silence = new short[SILENCE];
        SpeechModels models = listener.models().speech();
        try (WakeWordDetector wakeWords = models.wakeWordDetector(configuration.wake().phrases(), configuration.wake().detector());
             SpeechRecognizer recogniser = models.recognizer(configuration.listening())) {
            wakeWords.accept(silence, 0, SILENCE);
            recogniser.begin(listener.grammar());
            recogniser.accept(silence, 0, SILENCE);
            recogniser.finish();
            if (configuration.voice().enabled() && models.hasVoice()) {
                try (SpeechSynthesizer voice = models.synthesizer()) {
                    mute = VoiceTrial.mute(voice, words);
                }
            }
        }
        double peak = new ProcessProbe(ProcessHandle.current().pid()).peakResidentMegabytes() * 1e6 / MEBI;
        return new SelfTestReport(heard.recordings(), heard.mistakes(), heard.latencyMillis(), heard.cpuPercent(), peak, distinct(), mute.orElse(""));
    }

    /** Each model once, whatever times it was loaded. */
    private List<Fallback> distinct() {
        return fallbacks.stream().distinct().toList();
    }

    /** A sentence that the pack's lexicon knows. */
    private static String words(Golden golden) {
        return golden.recordings().stream().filter(r -> r.expected() == Golden.Expectation.TRANSCRIPT).map(Golden.Recording::text).findFirst().orElse(WORDS);
    }
}
