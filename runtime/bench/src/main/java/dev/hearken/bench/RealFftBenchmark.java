package dev.hearken.bench;

import dev.hearken.dsp.RealFft;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One forward transform of real samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RealFftBenchmark {

    @Param({"256", "512", "1024"})
    private int size;

    private RealFft fft = new RealFft(8);
    private float[] samples = {};
    private float[] spectrum = {};

    @Setup
    public void fill() {
        fft = new RealFft(size);
        samples = new float[size];
        spectrum = new float[size + 2];
        Random random = new Random(1);
        for (int i = 0; i < size; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
    }

    @Benchmark
    public float[] forward() {
        fft.forward(samples, spectrum);
        return spectrum;
    }
}
