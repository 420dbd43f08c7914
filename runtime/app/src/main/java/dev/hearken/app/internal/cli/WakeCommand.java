package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.WakeWordDetector.Detection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken wake}. */
@Command(name = "wake", mixinStandardHelpOptions = true, description = "Listens for the wake words in a recording and prints where they are and how sure it is.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:a wake word was heard", "1:none was heard", "4:the recording cannot be read", "5:the pack cannot be used"},
    footerHeading = "%nExamples:%n", footer = {"  hearken wake kitchen.wav", "  hearken wake kitchen.flac --phrase \"hey hearken\" --all --json"})
final class WakeCommand extends Subcommand {

    private static final int BLOCK = 320;
    private static final double RATE = 16_000;

    @Parameters(paramLabel = "FILE", description = "WAV or FLAC; other formats where ffmpeg is installed.")
    private Path file = Path.of("");

    @Option(names = "--phrase", paramLabel = "WORDS", description = "Phrase to listen for instead of the configured ones; may be repeated.")
    private List<String> phrases = new ArrayList<>();

    @Option(names = "--all", description = "Print every candidate with its score, also those far below the threshold.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = configuration(List.of());
        List<String> wanted = phrases.isEmpty() ? configuration.wake().phrases() : phrases;
        short[] pcm = AudioFiles.read(file, AudioFormat.SPEECH);
        WakeSettings settings = all ? WakeSettings.everyCandidate() : configuration.wake().detector();
        List<Detection> detections;
        long began;
        try (ModelSet models = ModelSet.open(configuration.models()); WakeWordDetector detector = models.speech().wakeWordDetector(wanted, settings)) {
            began = System.nanoTime();
            detections = detect(detector, pcm);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (json) {
            printJson(detections, pcm.length / RATE, seconds);
        } else {
            printText(detections, pcm.length / RATE, seconds);
        }
        return detections.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Detection> detect(WakeWordDetector detector, short[] pcm) {
        List<Detection> detections = new ArrayList<>();
        try (ProgressBar bar = new ProgressBar(err(), "listening")) {
            for (int at = 0; at < pcm.length; at += BLOCK) {
                Detection detection = detector.accept(pcm, at, Math.min(BLOCK, pcm.length - at));
                if (detection != null) {
                    detections.add(detection);
                }
                bar.update(at, pcm.length);
            }
        }
        return detections;
    }

    private void printText(List<Detection> detections, double length, double seconds) {
        for (Detection d : detections) {
            out().printf(Locale.ROOT, "%9.2f s .. %9.2f s  %-20s score %.3f (threshold %.3f)%n", d.startSample() / RATE, d.endSample() / RATE,
                d.phrase(), d.score(), d.threshold());
        }
        out().printf(Locale.ROOT, "%d found in %.1f s of sound, computed in %.2f s%n", detections.size(), length, seconds);
    }

    private void printJson(List<Detection> detections, double length, double seconds) {
        JsonArray found = new JsonArray();
        for (Detection d : detections) {
            found.add(new JsonObject().put("phrase", d.phrase()).put("score", d.score()).put("threshold", d.threshold())
                .put("startSeconds", d.startSample() / RATE).put("endSeconds", d.endSample() / RATE));
        }
        print(new JsonObject().put("file", file.toString()).put("seconds", length).put("computeSeconds", seconds).put("detections", found));
    }
}
