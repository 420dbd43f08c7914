package dev.hearken.speech.internal.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.speech.internal.Allocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FbankTest {

    private final List<float[]> frames = new ArrayList<>();
    private final Fbank fbank = new Fbank((frame, offset) -> frames.add(java.util.Arrays.copyOfRange(frame, offset, offset + 40)));

    @Test
    void shouldAgreeWithTheDefinitionComputedInDoublePrecision() {
        short[] pcm = noise(4000);

        fbank.accept(pcm, 0, pcm.length);

        assertEquals(1 + (4000 - 400) / 160, frames.size());
        for (int t = 0; t < frames.size(); t++) {
            assertArrayEquals(definition(pcm, 160 * t), frames.get(t), 1e-3f, "frame " + t);
        }
    }

    /** The reference was computed by kaldi_native_fbank, a C++ port of Kaldi's feature code; see models/training, hearken_training/reference.py. */
    @Test
    void shouldAgreeWithTheKaldiReference() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(resource("fbank-reference.pcm")).order(ByteOrder.LITTLE_ENDIAN);
        short[] pcm = new short[bytes.capacity() / 2];
        bytes.asShortBuffer().get(pcm);

        fbank.accept(pcm, 0, pcm.length);

        List<String> lines = new String(resource("fbank-reference.csv"), StandardCharsets.US_ASCII).lines().toList();
        assertEquals(lines.size(), frames.size());
        for (int t = 0; t < lines.size(); t++) {
            String[] values = lines.get(t).split(",");
            for (int b = 0; b < 40; b++) {
                assertEquals(Float.parseFloat(values[b]), frames.get(t)[b], 1e-3f, "frame " + t + ", bin " + b);
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FbankTest.class.getResourceAsStream("/dev/hearken/speech/" + name), name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldGiveTheSameFramesHoweverTheSamplesArrive() {
        short[] pcm = noise(5000);
        fbank.accept(pcm, 0, pcm.length);
        List<float[]> whole = new ArrayList<>(frames);
        frames.clear();
        fbank.reset();

        int[] sizes = {1, 7, 160, 399, 400, 401, 512};
        for (int at = 0, i = 0; at < pcm.length; i++) {
            int n = Math.min(sizes[i % sizes.length], pcm.length - at);
            fbank.accept(pcm, at, n);
            at += n;
        }

        assertEquals(whole.size(), frames.size());
        for (int t = 0; t < whole.size(); t++) {
            assertArrayEquals(whole.get(t), frames.get(t));
        }
    }

    @Test
    void shouldFloorDigitalSilence() {
        fbank.accept(new short[400], 0, 400);

        for (float value : frames.get(0)) {
            assertEquals(Math.log(1.1920929e-7), value, 1e-4);
        }
    }

    @Test
    void shouldIgnoreAConstantOffset() {
        short[] pcm = noise(400);
        fbank.accept(pcm, 0, 400);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] += 2000;
        }
        fbank.reset();
        fbank.accept(pcm, 0, 400);

        assertArrayEquals(frames.get(0), frames.get(1), 1e-2f);
    }

    @Test
    void shouldWaitForTheLastSampleOfAFrame() {
        fbank.accept(new short[399], 0, 399);
        assertEquals(0, frames.size());
        fbank.accept(new short[1], 0, 1);
        assertEquals(1, frames.size());
        fbank.accept(new short[159], 0, 159);
        assertEquals(1, frames.size());
        fbank.accept(new short[1], 0, 1);
        assertEquals(2, frames.size());
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        short[] pcm = noise(160);
        Fbank quiet = new Fbank((frame, offset) -> { });

        assertEquals(0, Allocation.of(10_000, () -> quiet.accept(pcm, 0, 160)) / 10_000);
    }

    private static short[] noise(int length) {
        Random random = new Random(1);
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (3000 * Math.sin(0.05 * i) + 800 * random.nextGaussian());
        }
        return pcm;
    }

    /** Kaldi's feature-window.cc and mel-computations.cc, written the slow way. */
    private static float[] definition(short[] pcm, int start) {
        double[] x = new double[512];
        double mean = 0;
        for (int i = 0; i < 400; i++) {
            mean += pcm[start + i] / 400.0;
        }
        for (int i = 0; i < 400; i++) {
            x[i] = pcm[start + i] - mean;
        }
        for (int i = 399; i > 0; i--) {
            x[i] -= 0.97 * x[i - 1];
        }
        x[0] -= 0.97 * x[0];
        for (int i = 0; i < 400; i++) {
            x[i] *= Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * i / 399), 0.85);
        }
        double[] power = new double[256];
        for (int k = 0; k < 256; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < 400; n++) {
                re += x[n] * Math.cos(2 * Math.PI * k * n / 512);
                im -= x[n] * Math.sin(2 * Math.PI * k * n / 512);
            }
            power[k] = re * re + im * im;
        }
        double low = mel(20);
        double width = (mel(7600) - low) / 41;
        float[] frame = new float[40];
        for (int b = 0; b < 40; b++) {
            double left = low + b * width;
            double energy = 0;
            for (int k = 0; k < 256; k++) {
                double m = mel(k * 16000.0 / 512);
                energy += power[k] * Math.max(0, Math.min((m - left) / width, (left + 2 * width - m) / width));
            }
            frame[b] = (float) Math.log(Math.max(energy, 1.1920929e-7));
        }
        return frame;
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }
}
