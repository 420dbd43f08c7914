package dev.hearken.speech.internal.voice;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.Parameters;
import dev.hearken.speech.PronunciationSource;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.internal.lexicon.MandarinWords;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A voice of two networks and a vocoder. Text is read a sentence at a time and frames are made as samples are asked for, so that memory is
 * bounded and the first samples come after one run of each network. A read within a phrase allocates nothing beyond what the back end's
 * binding does in the one run of the decoder about every second of speech; a new sentence allocates its words.
 */
public final class NeuralVoice implements SpeechSynthesizer {

    /** Role of the voice's entries in a pack. */
    public static final String ROLE = "voice";
    /** Names of its two entries. */
    public static final String ENCODER = "encoder";
    public static final String DECODER = "decoder";

    /** Frames of silence after a sentence at least. */
    private static final int SENTENCE_PAUSE = 20;
    /** Full scale of a sample at volume 1: the recordings' speech is at -20 dB, this brings it to -17 dB. */
    private static final float LEVEL = 1.4f;
    /** Samples above this part of full scale are bent towards it. */
    private static final float KNEE = 0.8f;

    private final VoiceFormat format;
    private final AcousticModel acoustic;
    private final Vocoder vocoder;
    private final PhoneSequence phrase;
    private final SentenceSounds sounds;
    private @Nullable Sound current;
    private boolean closed;

    private NeuralVoice(VoiceFormat format, AcousticModel acoustic, PhoneSequence phrase, SentenceSounds sounds) {
        this.format = format;
        this.acoustic = acoustic;
        this.vocoder = new Vocoder(format);
        this.phrase = phrase;
        this.sounds = sounds;
    }

    /**
     * @param folder         the pack's, for the tables that its language reads text by
     * @param encoder        the pack's entry {@value #ENCODER}
     * @param decoder        the pack's entry {@value #DECODER}
     * @param loader         loads an entry; the voice closes what it loads
     * @param pronunciations how words sound; may give any phones, those the voice lacks are left out
     * @throws ModelException if an entry is not a voice's, its language has no text normaliser, or a table of it cannot be read
     */
    public static NeuralVoice open(Path folder, ModelEntry encoder, ModelEntry decoder, Function<ModelEntry, Model> loader,
                                   PronunciationSource pronunciations) {
        Parameters p = Parameters.of(encoder);
        VoiceFormat format = VoiceFormat.of(decoder);
        List<String> symbols = List.of(p.text("symbols").strip().split("\\s+"));
        SentenceSounds sounds = sounds(folder, encoder.file(), p.text("language"), pronunciations);
        Model first = loader.apply(encoder);
        Model second;
        try {
            second = loader.apply(decoder);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
        AcousticModel acoustic = new AcousticModel(first, second, format);
        PhoneSequence phrase = new PhoneSequence(symbols, p.integer("wordFirst", 1, 255), p.integer("wordLast", 1, 255),
            acoustic.phraseCapacity());
        return new NeuralVoice(format, acoustic, phrase, sounds);
    }

    private static SentenceSounds sounds(Path folder, Path file, String language, PronunciationSource pronunciations) {
        return switch (language) {
            case "en" -> new EnglishSounds(pronunciations);
            case "zh" -> new MandarinSounds(MandarinWords.open(folder), pronunciations);
            default -> throw new ModelException(file + ": there is no text normaliser for the voice's language '" + language
                + "', only for 'en' and 'zh'");
        };
    }

    @Override
    public int sampleRate() {
        return format.sampleRate();
    }

    /** {@inheritDoc} Ends an earlier utterance that has not been read to its end. */
    @Override
    public Utterance speak(String text, Settings settings) {
        if (closed) {
            throw new IllegalStateException("the voice is closed");
        }
        Sound sound = new Sound(new PhraseReader(text, sounds), settings);
        vocoder.reset();
        current = sound;
        return sound;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            current = null;
            acoustic.close();
        }
    }

    private static double within(double value, double least, double most) {
        return value >= least ? Math.min(value, most) : least;
    }

    private final class Sound implements Utterance {

        private final PhraseReader phrases;
        private final double rate;
        private final double pitch;
        private final float level;
        /** Position of the vocoder at which the phrase began, in samples. */
        private double origin;
        private boolean speaking;
        private boolean over;

        Sound(PhraseReader phrases, Settings settings) {
            this.phrases = phrases;
            this.rate = within(settings.rate(), 0.5, 2);
            this.pitch = within(settings.pitch(), 0.5, 2);
            this.level = (float) within(settings.volume(), 0, 2) * LEVEL;
        }

        @Override
        public int read(short[] pcm, int offset, int length) {
            if (current != this) {
                return END;
            }
            int copied = 0;
            while (copied < length && (vocoder.available() > 0 || advance())) {
                for (int n = Math.min(vocoder.available(), length - copied); n > 0; n--) {
                    pcm[offset + copied++] = toPcm(level * vocoder.take());
                }
            }
            return copied > 0 || length == 0 ? copied : END;
        }

        /** Makes one more period; false at the end of the text. */
        private boolean advance() {
            double frame = speaking ? (vocoder.position() - origin) / format.hop() : 0;
            if (!speaking || frame >= acoustic.frameCount()) {
                if (over || !phrases.next(phrase)) {
                    over = true;
                    return false;
                }
                origin += speaking ? acoustic.frameCount() * format.hop() : 0;
                acoustic.begin(phrase, rate, SENTENCE_PAUSE);
                speaking = true;
                frame = Math.max(0, (vocoder.position() - origin) / format.hop());
            }
            int before = Math.min((int) frame, acoustic.frameCount() - 1);
            int after = Math.min(before + 1, acoustic.frameCount() - 1);
            int b = acoustic.frame(after);
            int a = acoustic.frame(before);
            vocoder.period(acoustic.values(), a, b, (float) Math.min(1, frame - before), pitch);
            return true;
        }

        @Override
        public void close() {
            if (current == this) {
                current = null;
            }
        }
    }

    /** Up to {@link #KNEE} straight, above it bent so that full scale is never passed. */
    private static short toPcm(float sample) {
        float size = Math.abs(sample);
        if (size > KNEE) {
            float above = size - KNEE;
            size = KNEE + (1 - KNEE) * above / (above + 1 - KNEE);
        }
        return (short) (Math.copySign(size, sample) * 32767);
    }
}
