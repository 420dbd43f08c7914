package dev.hearken.app.internal.farfield;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Recordings outside of the repository: the folder that {@code HEARKEN_SHARED} names, else {@code ../shared}. */
public final class SharedSound {

    private static final int VOICES = 30;

    private final Path audio;

    public SharedSound(Path shared) {
        audio = shared.resolve("audio");
    }

    /** The folder of this process. */
    public static SharedSound ofProcess() {
        String named = System.getenv("HEARKEN_SHARED");
        Path installation = Path.of(System.getProperty("hearken.home", System.getProperty("hearken.root", "."))).toAbsolutePath();
        return new SharedSound(named == null || named.isBlank() ? installation.resolve("../shared").normalize() : Path.of(named));
    }

    public Path folder(String name) {
        return audio.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(audio.resolve(name));
    }

    /** People who read sentences, full scale 1. */
    public List<float[]> talkers() {
        return all("test/sentences-en", ".flac", VOICES);
    }

    /** Steady and not so steady sounds of a home. */
    public List<float[]> noises() {
        List<float[]> noises = new ArrayList<>();
        for (Path file : files("train/noise", ".opus")) {
            String name = file.getFileName().toString();
            if (name.contains("Rain") || name.contains("Sea") || name.contains("Helicopter") || name.contains("fire")) {
                noises.add(read(file));
            }
            if (noises.size() == 12) {
                break;
            }
        }
        return noises.isEmpty() ? talkers().subList(0, 1) : noises;
    }

    List<float[]> all(String folder, String suffix, int limit) {
        return files(folder, suffix).stream().limit(limit).map(SharedSound::read).toList();
    }

    List<Path> files(String folder, String suffix) {
        if (!has(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(audio.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recording as 16 kHz mono, full scale 1. */
    public static float[] read(Path file) {
        short[] pcm = AudioFiles.read(file, AudioFormat.SPEECH);
        float[] samples = new float[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            samples[i] = pcm[i] / 32_768f;
        }
        return samples;
    }

    /** Back to 16 bits. */
    public static short[] pcm(float[] samples) {
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(samples[i] * 32_768)));
        }
        return pcm;
    }
}
