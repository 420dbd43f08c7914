package dev.hearken.speech.internal;

import dev.hearken.speech.Transcriber;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.feature.Fbank;
import dev.hearken.speech.internal.feature.FrameSink;
import dev.hearken.speech.internal.grammar.OpenDecoder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Samples -> fbank -> acoustic model -> open decoder. One thread; owns its network. */
public final class OpenTranscriber implements Transcriber {

    /** What the acoustic model still owes when the sound stops; see {@link GrammarRecognizer}. */
    private static final int TRAILING_FRAMES = 24;

    private final AcousticModel acoustic;
    private final OpenDecoder decoder;
    private final Fbank features;
    private boolean begun;

    /**
     * @param acoustic makes an acoustic model that delivers to the given sink
     */
    public OpenTranscriber(Function<FrameSink, AcousticModel> acoustic, OpenDecoder decoder) {
        this.acoustic = acoustic.apply(decoder::accept);
        this.decoder = decoder;
        this.features = new Fbank(this.acoustic);
    }

    @Override
    public void begin() {
        features.reset();
        acoustic.reset();
        decoder.begin();
        begun = true;
    }

    @Override
    public void accept(short[] pcm, int offset, int length) {
        requireBegun();
        features.accept(pcm, offset, length);
    }

    @Override
    public @Nullable String partial() {
        requireBegun();
        return decoder.partial();
    }

    @Override
    public String finish() {
        requireBegun();
        begun = false;
        acoustic.flush(TRAILING_FRAMES);
        return decoder.finish().text();
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("no utterance: call begin first");
        }
    }

    @Override
    public void close() {
        acoustic.close();
    }
}
