package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.bench.Latencies;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The voice: how long it computes for a second of sound, how long until the first samples come, and, where pocketsphinx is
 * installed and the language is English, how many words a stranger's recogniser gets wrong.
 */
final class VoiceTask {

    private static final int READ = 1_024;

    private final SpeechSynthesizer voice;
    private final List<String> texts;
    private final Path keep;

    /** @param keep folder that receives one WAV file a text */
    VoiceTask(SpeechSynthesizer voice, List<String> texts, Path keep) {
        this.voice = voice;
        this.texts = texts;
        this.keep = keep;
    }

    JsonObject measure(@Nullable Pocketsphinx listener) {
        spoken(texts.get(0), new Timing());
        Timing timing = new Timing();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Path file = keep.resolve(String.format("%03d.wav", i));
            write(file, spoken(texts.get(i), timing));
            files.add(file);
        }
        JsonObject figures = new JsonObject().put("clips", texts.size()).put("seconds", timing.samples / (double) voice.sampleRate())
                .put("cpuSecondsPerAudioSecond", timing.realTimeFactor(voice.sampleRate()))
                .put("realTimeFactor", timing.realTimeFactor(voice.sampleRate()))
                .put("firstAudioMs", Latencies.percentile(timing.firstAudioMs, 0.5)).put("firstAudioMsP95", Latencies.percentile(timing.firstAudioMs, 0.95));
        if (listener != null) {
            List<String> heard = listener.transcribe(files);
            int errors = 0;
            int words = 0;
            JsonArray mistakes = new JsonArray();
            for (int i = 0; i < texts.size(); i++) {
                List<String> reference = EditDistance.words(texts.get(i));
                int distance = EditDistance.between(reference, EditDistance.words(heard.get(i)));
                errors += distance;
                words += reference.size();
                if (distance > 0) {
                    mistakes.add(new JsonObject().put("said", texts.get(i)).put("heard", heard.get(i)));
                }
            }
            figures.put("wordErrorRate", errors / (double) words).put("listener", "pocketsphinx").put("mistakes", mistakes);
        }
        return figures;
    }

    private short[] spoken(String text, Timing timing) {
        short[] pcm = new short[voice.sampleRate() * 4];
        int length = 0;
        long cpuBefore = Timing.cpu();
        long begin = System.nanoTime();
        try (SpeechSynthesizer.Utterance utterance = voice.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            while (true) {
                if (length + READ > pcm.length) {
                    pcm = Arrays.copyOf(pcm, 2 * pcm.length);
                }
                int read = utterance.read(pcm, length, READ);
                if (length == 0) {
                    timing.firstAudioMs.add((System.nanoTime() - begin) / 1e6);
                }
                if (read == SpeechSynthesizer.Utterance.END) {
                    break;
                }
                length += read;
            }
        }
        timing.cpuNanos += Timing.cpu() - cpuBefore;
        timing.samples += length;
        return Arrays.copyOf(pcm, length);
    }

    private void write(Path file, short[] pcm) {
        try {
            Files.createDirectories(keep);
        } catch (IOException e) {
            throw new EvalException("cannot make the folder " + keep + ": " + e.getMessage(), e);
        }
        AudioFiles.write(file, pcm, new AudioFormat(voice.sampleRate(), 1));
    }

    private static final class Timing {
        private long cpuNanos;
        private long samples;
        private final List<Double> firstAudioMs = new ArrayList<>();

        static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        double realTimeFactor(int sampleRate) {
            return samples == 0 ? Double.NaN : cpuNanos / 1e9 / (samples / (double) sampleRate);
        }
    }
}
