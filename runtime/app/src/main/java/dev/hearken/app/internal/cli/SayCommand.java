package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.sound.SoundDevices;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.FileSink;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.SpeechSynthesizer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken say}. */
@Command(name = "say", mixinStandardHelpOptions = true, description = "Speaks a text through the loudspeaker, or into a WAV file.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:spoken", "1:nothing in the text could be spoken", "4:no usable loudspeaker, or the file cannot be written",
        "5:the pack has no voice or cannot be used"},
    footerHeading = "%nExamples:%n", footer = {"  hearken say \"It is twelve degrees\"", "  hearken say --out reply.wav \"Dinner is ready\""})
final class SayCommand extends Subcommand {

    private static final int BLOCK = 1024;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to say.")
    private List<String> text = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Write a WAV file instead of playing.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print timings as JSON.")
    private boolean json;

    @java.lang.Override
    public Integer call() {
        Configuration configuration = configuration(List.of(new Override("say", "log-level", "warn")));
        try (ModelSet models = ModelSet.open(configuration.models()); SpeechSynthesizer voice = models.speech().synthesizer();
             AudioSink sink = out == null ? SoundDevices.loudspeaker(configuration.playback()) : FileSink.create(out, new AudioFormat(voice.sampleRate(), 1))) {
            long began = System.nanoTime();
            Sound sound = new Sound(sink, new Resampler(voice.sampleRate(), sink.format().sampleRate()));
            double firstMillis = speak(voice, configuration.voice().settings(), sound) / 1e6;
            sink.drain();
            double seconds = (double) sound.frames / sink.format().sampleRate();
            report(seconds, firstMillis, (System.nanoTime() - began) / 1e9);
            return sound.frames > 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** Returns the nanoseconds until the first samples were there. */
    private long speak(SpeechSynthesizer voice, SpeechSynthesizer.Settings settings, Sound sound) {
        short[] block = new short[BLOCK];
        long began = System.nanoTime();
        long first = 0;
        try (SpeechSynthesizer.Utterance utterance = voice.speak(String.join(" ", text), settings)) {
            for (int count = utterance.read(block, 0, BLOCK); count != SpeechSynthesizer.Utterance.END; count = utterance.read(block, 0, BLOCK)) {
                first = first == 0 ? System.nanoTime() - began : first;
                sound.write(block, count);
            }
        }
        sound.end();
        return first;
    }

    private void report(double seconds, double firstMillis, double computeSeconds) {
        if (json) {
            JsonObject report = new JsonObject().put("seconds", seconds).put("firstAudioMillis", firstMillis).put("totalSeconds", computeSeconds);
            print(out == null ? report : report.put("file", out.toString()));
        } else if (out != null) {
            out().printf(Locale.ROOT, "%s: %.2f s of speech, first sample after %.0f ms, all after %.2f s%n", out, seconds, firstMillis, computeSeconds);
        }
    }

    /** Mono blocks at the voice's rate into a sink of any rate and number of channels. */
    private static final class Sound {
        private final AudioSink sink;
        private final Resampler resampler;
        private final short[] converted;
        private final short[] interleaved;
        private long frames;

        Sound(AudioSink sink, Resampler resampler) {
            this.sink = sink;
            this.resampler = resampler;
            converted = new short[resampler.maxOutputFrames(BLOCK)];
            interleaved = new short[converted.length * sink.format().channels()];
        }

        void write(short[] block, int count) {
            play(resampler.process(block, 0, count, converted, 0));
        }

        void end() {
            play(resampler.flush(converted, 0));
        }

        private void play(int count) {
            int channels = sink.format().channels();
            for (int i = 0; i < count * channels; i++) {
                interleaved[i] = converted[i / channels];
            }
            for (int done = 0; done < count;) {
                done += sink.write(interleaved, done * channels, Math.min(count - done, sink.periodFrames()));
            }
            frames += count;
        }
    }
}
