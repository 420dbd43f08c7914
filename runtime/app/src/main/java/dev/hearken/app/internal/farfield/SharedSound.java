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

    /** Which recordings scenes are made of. */
    public enum Lists {
        /** Those of {@code audio/train}: whatever is chosen, is chosen on these. */
        TRAIN,
        /** Talkers of {@code audio/test}: for measuring only. */
        TEST
    }

    private static final int VOICES = 30;
    private static final int TRAIN_VOICES = 60;
    private static final int NOISES = 12;
    private static final int TRAIN_NOISES = 24;

    private final Path audio;
    private final Lists lists;

    /** With the test lists. */
    public SharedSound(Path shared) {
        this(shared, Lists.TEST);
    }

    public SharedSound(Path shared, Lists lists) {
        audio = shared.resolve("audio");
        this.lists = lists;
    }

    /** The folder of this process, with the test lists. */
    public static SharedSound ofProcess() {
        return ofProcess(Lists.TEST);
    }

    /** The folder of this process. */
    public static SharedSound ofProcess(Lists lists) {
        String named = System.getenv("HEARKEN_SHARED");
        Path installation = Path.of(System.getProperty("hearken.home", System.getProperty("hearken.root", "."))).toAbsolutePath();
        return new SharedSound(named == null || named.isBlank() ? installation.resolve("../shared").normalize() : Path.of(named), lists);
    }

    public Lists lists() {
        return lists;
    }

    public Path folder(String name) {
        return audio.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(audio.resolve(name));
    }

    /** People who read sentences, full scale 1. */
    public List<float[]> talkers() {
        return lists == Lists.TEST ? all("test/sentences-en", ".flac", VOICES) : all("train/sentences-en", ".opus", TRAIN_VOICES);
    }

    /** Steady and not so steady sounds of a home; those of the training lists are others than those that are measured with. */
    public List<float[]> noises() {
        List<Path> lasting = files("train/noise", ".opus").stream().filter(SharedSound::lasts).toList();
        List<Path> chosen = lists == Lists.TEST ? lasting.subList(0, Math.min(NOISES, lasting.size()))
            : spread(lasting.subList(Math.min(NOISES, lasting.size()), lasting.size()), TRAIN_NOISES);
        return chosen.isEmpty() ? talkers().subList(0, 1) : chosen.stream().map(SharedSound::read).toList();
    }

    /** Sounds of all kinds, but none that the test lists are measured among; unread. */
    List<Path> everyNoise() {
        List<Path> all = files("train/noise", ".opus");
        List<Path> measured = all.stream().filter(SharedSound::lasts).limit(NOISES).toList();
        return all.stream().filter(f -> !measured.contains(f)).toList();
    }

    private static boolean lasts(Path file) {
        String name = file.getFileName().toString();
        return name.contains("Rain") || name.contains("Sea") || name.contains("Helicopter") || name.contains("fire");
    }

    /** As many as are wanted, evenly from first to last. */
    static <T> List<T> spread(List<T> all, int wanted) {
        int count = Math.min(wanted, all.size());
        List<T> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get((int) ((long) i * all.size() / count)));
        }
        return some;
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
