package dev.hearken.app.internal.eval;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recogniser that knows nothing of Hearken: Debian's {@code pocketsphinx} with its open English model ({@code pocketsphinx-en-us}). */
final class Pocketsphinx {

    private static final Path PROGRAM = Path.of("/usr/bin/pocketsphinx_batch");
    private static final Path MODEL = Path.of("/usr/share/pocketsphinx/model/en-us");
    /** 0.2 s of near silence on both sides: its noise estimate needs a little. */
    private static final int MARGIN = 3_200;

    private final Path folder;

    private Pocketsphinx(Path folder) {
        this.folder = folder;
    }

    /** The recogniser, or empty if it is not installed. */
    static Optional<Pocketsphinx> find(Path workFolder) {
        return Files.isExecutable(PROGRAM) && Files.isDirectory(MODEL) ? Optional.of(new Pocketsphinx(workFolder)) : Optional.empty();
    }

    /** What it hears in each recording, empty where it hears nothing. */
    List<String> transcribe(List<Path> recordings) {
        try {
            Files.createDirectories(folder);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < recordings.size(); i++) {
                names.add(String.valueOf(i));
                prepare(recordings.get(i), folder.resolve(i + ".wav"));
            }
            Path control = Files.write(folder.resolve("control"), names);
            Path result = folder.resolve("heard");
            Process process = new ProcessBuilder(PROGRAM.toString(), "-hmm", MODEL.resolve("en-us").toString(),
                    "-dict", MODEL.resolve("cmudict-en-us.dict").toString(), "-lm", MODEL.resolve("en-us.lm.bin").toString(),
                    "-adcin", "yes", "-adchdr", "44", "-cepdir", folder.toString(), "-cepext", ".wav",
                    "-ctl", control.toString(), "-hyp", result.toString(), "-remove_silence", "no")
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            if (process.waitFor() != 0) {
                throw new EvalException("pocketsphinx failed, see " + folder.resolve("log"));
            }
            return read(result, recordings.size());
        } catch (IOException e) {
            throw new EvalException("pocketsphinx could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvalException("interrupted while pocketsphinx was listening", e);
        }
    }

    /** Half of full scale with a trace of noise, the same for every voice that is compared. */
    private static void prepare(Path from, Path to) {
        short[] pcm = AudioFiles.read(from, AudioFormat.SPEECH);
        int peak = 1;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs(sample));
        }
        short[] ready = new short[pcm.length + 2 * MARGIN];
        java.util.Random random = new java.util.Random(0);
        for (int i = 0; i < ready.length; i++) {
            int at = i - MARGIN;
            double speech = at >= 0 && at < pcm.length ? pcm[at] * 16_384.0 / peak : 0;
            ready[i] = (short) Math.round(speech + 3.3 * random.nextGaussian());
        }
        AudioFiles.write(to, ready, AudioFormat.SPEECH);
    }

    private static List<String> read(Path result, int count) throws IOException {
        Map<Integer, String> heard = new HashMap<>();
        for (String line : Files.readAllLines(result)) {
            int bracket = line.lastIndexOf('(');
            if (bracket >= 0) {
                heard.put(Integer.parseInt(line.substring(bracket + 1).split("[ )]")[0]), line.substring(0, bracket).strip());
            }
        }
        List<String> ordered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ordered.add(heard.getOrDefault(i, ""));
        }
        return ordered;
    }
}
