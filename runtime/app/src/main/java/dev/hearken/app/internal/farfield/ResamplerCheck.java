package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.Resampler;
import io.vertx.core.json.JsonObject;

/** Tones through the resampler of a card that runs at 48 kHz: how even those are that should pass, how strong those that should not. */
final class ResamplerCheck {

    private static final int FROM = 48_000;
    private static final int TO = 16_000;
    private static final double AMPLITUDE = 16_000;

    private ResamplerCheck() {
    }

    static JsonObject measure() {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (int hertz = 50; hertz <= 7_500; hertz += 149) {
            double gain = gainDb(hertz);
            least = Math.min(least, gain);
            most = Math.max(most, gain);
        }
        double alias = -Double.MAX_VALUE;
        for (int hertz = 8_050; hertz < 23_900; hertz += 331) {
            alias = Math.max(alias, gainDb(hertz));
        }
        return new JsonObject().put("rippleDb", Means.rounded(most - least)).put("aliasDb", Means.rounded(alias));
    }

    private static double gainDb(int hertz) {
        short[] in = new short[FROM];
        for (int i = 0; i < FROM; i++) {
            in[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / FROM));
        }
        Resampler resampler = new Resampler(FROM, TO);
        short[] out = new short[resampler.maxOutputFrames(FROM)];
        int count = resampler.process(in, 0, FROM, out, 0);
        double sum = 0;
        for (int i = 1000; i < count - 1000; i++) {
            sum += (double) out[i] * out[i];
        }
        return 10 * Math.log10(sum / (count - 2000) / (AMPLITUDE * AMPLITUDE / 2) + 1e-12);
    }
}
