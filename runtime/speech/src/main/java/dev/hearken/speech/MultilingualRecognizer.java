package dev.hearken.speech;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hears one utterance in several languages at once and takes the one that fits: the surest reading that is not rejected. Costs as much as its recognisers
 * together while somebody is listened to. With a grammar of one language only that language's recogniser is asked.
 */
public final class MultilingualRecognizer implements SpeechRecognizer {

    /** An array, for no iterator is made of it: none of this allocates while somebody speaks. */
    private final Ear[] ears;

    // valid for one utterance
    private Ear leading;
    private Transcript.@Nullable EndReason reason;

    /** @param recognisers by two-letter code, in the order in which they count where they are equally sure; closed with this object */
    public MultilingualRecognizer(Map<String, SpeechRecognizer> recognisers) {
        ears = recognisers.entrySet().stream().map(one -> new Ear(one.getKey(), one.getValue())).toArray(Ear[]::new);
        leading = ears[0];
    }

    private static final class Ear {
        final String language;
        final SpeechRecognizer recogniser;
        boolean listens;
        @Nullable Transcript heard;

        Ear(String language, SpeechRecognizer recogniser) {
            this.language = language;
            this.recogniser = recogniser;
        }

        void begin(@Nullable CompiledGrammar grammar) {
            heard = null;
            listens = grammar != null;
            if (grammar != null) {
                recogniser.begin(grammar);
            }
        }

        Transcript end() {
            if (heard == null) {
                heard = recogniser.finish().in(language);
            }
            return heard;
        }
    }

    @Override
    public void begin(CompiledGrammar grammar) {
        List<CompiledGrammar> grammars = grammar instanceof MultilingualGrammar several ? several.grammars() : List.of(grammar);
        reason = null;
        for (Ear ear : ears) {
            ear.begin(grammars.stream().filter(g -> g.source().language().startsWith(ear.language)).findFirst().orElse(null));
        }
        if (Stream.of(ears).noneMatch(ear -> ear.listens)) {
            ears[0].begin(grammars.get(0));
        }
        if (!leading.listens) {
            leading = Stream.of(ears).filter(ear -> ear.listens).findFirst().orElseThrow();
        }
    }

    @Override
    public void accept(short[] pcm, int offset, int length) {
        boolean all = true;
        for (Ear ear : ears) {
            if (ear.listens && ear.heard == null && reason == null) {
                ear.recogniser.accept(pcm, offset, length);
                if (ear.recogniser.endReason() != null && !ear.end().rejected()) {
                    reason = ear.recogniser.endReason();
                }
            }
            all &= !ear.listens || ear.heard != null;
        }
        if (all && reason == null) {
            reason = best().endReason();
        }
    }

    /** Those of the language that was understood last: which it is this time is known at the end. */
    @Override
    public @Nullable String partial() {
        return leading.heard == null ? leading.recogniser.partial() : null;
    }

    /** The utterance is over when one language has heard a sentence of its own, or all have given up. */
    @Override
    public Transcript.@Nullable EndReason endReason() {
        return reason;
    }

    @Override
    public Transcript finish() {
        for (Ear ear : ears) {
            if (ear.listens) {
                ear.end();
            }
        }
        Transcript best = best();
        if (!best.rejected()) {
            leading = Stream.of(ears).filter(ear -> ear.language.equals(best.language())).findFirst().orElse(leading);
        }
        return best;
    }

    private Transcript best() {
        Transcript best = null;
        for (Ear ear : ears) {
            if (ear.listens && ear.heard != null && (best == null || worth(ear.heard) > worth(best))) {
                best = ear.heard;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no utterance: call begin first");
        }
        return best;
    }

    /** Confidence, of what is not rejected above all that is. */
    private static double worth(Transcript heard) {
        return heard.nBest().isEmpty() ? -1 : heard.nBest().get(0).confidence() + (heard.rejected() ? 0 : 1);
    }

    @Override
    public void close() {
        Stream.of(ears).forEach(ear -> ear.recogniser.close());
    }
}
