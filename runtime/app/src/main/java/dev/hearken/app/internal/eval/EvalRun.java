package dev.hearken.app.internal.eval;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.speech.SpeechModels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task measures with: models, clips with or without noise, and a meter for processor time. One thread.
 */
public final class EvalRun {

    /** Told after each clip. */
    public interface Progress {
        void update(long done, long all);
    }

    /** What the models are fed with at a time: 20 ms, as a capture period. */
    static final int PERIOD = 320;
    /** Room tone after a clip, so that the end of speech can be seen: longer than the longest pause that ends an utterance. */
    static final int TAIL = 24_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SpeechModels models;
    private final List<Clip> clips;
    private final @Nullable NoiseMixer noise;
    private final double snrDb;
    private final Progress progress;
    private long samples;
    private long cpuNanos;

    EvalRun(SpeechModels models, List<Clip> clips, @Nullable NoiseMixer noise, double snrDb, Progress progress) {
        this.models = models;
        this.clips = clips;
        this.noise = noise;
        this.snrDb = snrDb;
        this.progress = progress;
    }

    SpeechModels models() {
        return models;
    }

    List<Clip> clips() {
        return clips;
    }

    void progress(int done, int all) {
        progress.update(done, all);
    }

    /** The clip as recorded, 16 kHz mono. */
    short[] clean(Clip clip) {
        return AudioFiles.read(clip.file(), AudioFormat.SPEECH);
    }

    /** The clip followed by {@link #TAIL}, with the run's noise (if any) over all of it. */
    short[] noisy(Clip clip, int index) {
        return noisy(clean(clip), index);
    }

    short[] noisy(short[] clean, int index) {
        short[] padded = Arrays.copyOf(clean, clean.length + TAIL);
        return noise == null ? padded : noise.mix(padded, SpeechLevel.activePower(clean), snrDb, index);
    }

    /** Runs a piece of work and books its processor time against so many samples of sound. */
    void timed(long soundSamples, Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
        samples += soundSamples;
    }

    double seconds() {
        return samples / (double) AudioFormat.SPEECH.sampleRate();
    }

    double cpuSecondsPerAudioSecond() {
        return samples == 0 ? 0 : cpuNanos / 1e9 / seconds();
    }
}
