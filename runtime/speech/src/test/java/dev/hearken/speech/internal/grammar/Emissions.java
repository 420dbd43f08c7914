package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.lexicon.Arpabet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up frames of log probabilities, as a recogniser would give them for words, silence or babble. */
final class Emissions {

    private static final int LABELS = Arpabet.labels();

    private final Lexicon lexicon;
    private final Random random;
    private final double noise;
    private final List<float[]> frames = new ArrayList<>();
    private int last;

    /**
     * @param noise standard deviation added to scores in which the right label stands 8 above the others
     */
    Emissions(Lexicon lexicon, long seed, double noise) {
        this.lexicon = lexicon;
        this.random = new Random(seed);
        this.noise = noise;
    }

    Emissions silence(int count) {
        for (int i = 0; i < count; i++) {
            frame(Arpabet.BLANK);
        }
        return this;
    }

    /** Words in one of their pronunciations, chosen at random. */
    Emissions words(String text) {
        for (String word : text.split(" ")) {
            List<int[]> variants = lexicon.pronunciations(word);
            phones(variants.get(random.nextInt(variants.size())));
        }
        return this;
    }

    Emissions babble(int phones) {
        int[] any = new int[phones];
        for (int i = 0; i < phones; i++) {
            any[i] = 1 + random.nextInt(LABELS - 1);
        }
        return phones(any);
    }

    Emissions phones(int... phones) {
        for (int phone : phones) {
            if (phone == last || random.nextInt(2) == 0) {
                frame(Arpabet.BLANK);
            }
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                frame(phone);
            }
        }
        return this;
    }

    List<float[]> frames() {
        return frames;
    }

    private void frame(int label) {
        float[] logp = new float[LABELS];
        double sum = 0;
        for (int i = 0; i < LABELS; i++) {
            logp[i] = (float) (random.nextGaussian() * noise + (i == label ? 8 : 0));
            sum += Math.exp(logp[i]);
        }
        for (int i = 0; i < LABELS; i++) {
            logp[i] -= (float) Math.log(sum);
        }
        frames.add(logp);
        last = label;
    }
}
