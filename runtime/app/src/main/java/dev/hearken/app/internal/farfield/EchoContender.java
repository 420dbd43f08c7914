package dev.hearken.app.internal.farfield;

import dev.hearken.drivers.speexdsp.SpeexEchoCanceller;
import dev.hearken.dsp.EchoCanceller;
import dev.hearken.dsp.EchoReference;
import java.util.ArrayList;
import java.util.List;

/** An echo canceller that is measured. */
interface EchoContender {

    int BLOCK = EchoReference.BLOCK;

    String name();

    /** What is left of the microphone without the reference. */
    float[] cancel(float[] microphone, float[] reference);

    /** Hearken's, and SpeexDSP's where it is installed. */
    static List<EchoContender> present() {
        List<EchoContender> contenders = new ArrayList<>(List.of(new Kalman()));
        if (SpeexEchoCanceller.available()) {
            contenders.add(new Speex());
        }
        return contenders;
    }

    /** {@link EchoCanceller}, with its alignment. */
    record Kalman() implements EchoContender {
        @Override
        public String name() {
            return "hearken";
        }

        @Override
        public float[] cancel(float[] microphone, float[] reference) {
            EchoCanceller canceller = new EchoCanceller(1);
            float[] out = new float[microphone.length];
            float[][] block = new float[1][BLOCK];
            float[] played = new float[BLOCK];
            for (int at = 0; at + BLOCK <= Math.min(microphone.length, reference.length); at += BLOCK) {
                System.arraycopy(microphone, at, block[0], 0, BLOCK);
                System.arraycopy(reference, at, played, 0, BLOCK);
                canceller.process(block, played, BLOCK);
                System.arraycopy(block[0], 0, out, at, BLOCK);
            }
            return out;
        }
    }

    /** SpeexDSP with the same block and the same 128 ms. */
    record Speex() implements EchoContender {
        @Override
        public String name() {
            return "speexdsp";
        }

        @Override
        public float[] cancel(float[] microphone, float[] reference) {
            short[] mic = SharedSound.pcm(microphone);
            short[] ref = SharedSound.pcm(reference);
            short[] left = new short[mic.length];
            try (SpeexEchoCanceller canceller = new SpeexEchoCanceller(BLOCK, EchoCanceller.PARTITIONS * BLOCK, 16_000)) {
                for (int at = 0; at + BLOCK <= Math.min(mic.length, ref.length); at += BLOCK) {
                    canceller.process(mic, ref, at, left);
                }
            }
            float[] out = new float[left.length];
            for (int i = 0; i < left.length; i++) {
                out[i] = left[i] / 32_768f;
            }
            return out;
        }
    }
}
