package dev.hearken.speech.internal.voice;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Phrase to vocoder parameters: the encoder runs once a phrase, the decoder over windows of frames as they are needed, each window
 * overlapping its neighbours by the decoder's reach, so that the frames are those of one run over the whole phrase. One thread.
 */
final class AcousticModel implements AutoCloseable {

    /** Frames of a phone at most: 1 s, so that no prediction makes a sound that does not end. */
    private static final int LONGEST_PHONE = 100;
    /** Scale of the logarithm of a phone's length among the decoder's inputs; see positions() in model.py. */
    private static final float LENGTH_SCALE = 1f / 3;

    private final Model encoder;
    private final Model decoder;
    private final IntBuffer phones;
    private final IntBuffer places;
    private final FloatBuffer phoneMask;
    private final FloatBuffer states;
    private final FloatBuffer lengths;
    private final FloatBuffer frameStates;
    private final FloatBuffer position;
    private final FloatBuffer frameMask;
    private final FloatBuffer output;
    private final int reach;
    private final int window;
    private final int width;
    private final int frameSize;

    /** First frame of each phone of the phrase, and the end of the last. */
    private final int[] begins;
    private int phoneCount;
    private int frameCount;
    /** Ring of decoded frames. */
    private final float[] ring;
    private final int ringFrames;
    private int decoded;

    AcousticModel(Model encoder, Model decoder, VoiceFormat format) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.phones = encoder.input(encoder.inputIndex("phones")).asIntBuffer();
        this.places = encoder.input(encoder.inputIndex("places")).asIntBuffer();
        this.phoneMask = encoder.input(encoder.inputIndex("mask")).asFloatBuffer();
        this.states = encoder.output(encoder.outputIndex("states")).asFloatBuffer();
        this.lengths = encoder.output(encoder.outputIndex("frames")).asFloatBuffer();
        this.frameStates = decoder.input(decoder.inputIndex("states")).asFloatBuffer();
        this.position = decoder.input(decoder.inputIndex("position")).asFloatBuffer();
        this.frameMask = decoder.input(decoder.inputIndex("mask")).asFloatBuffer();
        this.output = decoder.output(decoder.outputIndex("parameters")).asFloatBuffer();
        this.reach = format.reach();
        this.window = frameMask.capacity();
        this.frameSize = format.frameSize();
        this.width = states.capacity() / phones.capacity();
        this.begins = new int[phones.capacity() + 1];
        this.ringFrames = 2 * window;
        this.ring = new float[ringFrames * frameSize];
        if (window <= 2 * reach || frameStates.capacity() != window * width || output.capacity() != window * frameSize
                || position.capacity() != 3 * window) {
            throw new ModelException("the voice's decoder does not fit its encoder and its parameters: " + decoder.inputs() + " "
                + decoder.outputs() + " with " + encoder.outputs() + " and " + format);
        }
    }

    /** Symbols that a phrase may have. */
    int phraseCapacity() {
        return phones.capacity();
    }

    /**
     * Begins a phrase.
     *
     * @param rate   factor on the speed
     * @param ending frames that its closing pause has at least
     */
    void begin(PhoneSequence phrase, double rate, int ending) {
        phoneCount = phrase.length();
        for (int i = 0; i < phones.capacity(); i++) {
            boolean inside = i < phoneCount;
            phones.put(i, inside ? phrase.id(i) : 0);
            places.put(i, inside ? phrase.place(i) : 0);
            phoneMask.put(i, inside ? 1 : 0);
        }
        encoder.run();
        double end = 0;
        for (int i = 0; i < phoneCount; i++) {
            double length = lengths.get(i) / rate;
            if (i == phoneCount - 1) {
                length = Math.max(length, ending / rate);
            }
            // NaN becomes 1 frame; rounding the ends instead of the lengths keeps the rate exact.
            end += length >= 1 ? Math.min(length, LONGEST_PHONE) : 1;
            begins[i + 1] = Math.max(begins[i] + 1, (int) Math.round(end));
        }
        frameCount = begins[phoneCount];
        decoded = 0;
    }

    /** Frames of the phrase. */
    int frameCount() {
        return frameCount;
    }

    /** Values of the last {@code 2 * window} frames decoded; see {@link #frame}. */
    float[] values() {
        return ring;
    }

    /** Index into {@link #values} of a frame of the phrase, which is decoded if need be; frames are asked for in order. */
    int frame(int frame) {
        while (frame >= decoded) {
            decode();
        }
        return frame % ringFrames * frameSize;
    }

    private void decode() {
        int begin = Math.max(0, decoded - reach);
        int phone = 0;
        for (int i = 0; i < window; i++) {
            int frame = begin + i;
            boolean inside = frame < frameCount;
            frameMask.put(i, inside ? 1 : 0);
            if (inside) {
                while (begins[phone + 1] <= frame) {
                    phone++;
                }
                frameStates.put(i * width, states, phone * width, width);
                float length = begins[phone + 1] - begins[phone];
                float over = (frame - begins[phone] + 0.5f) / length;
                position.put(3 * i, over);
                position.put(3 * i + 1, 1 - over);
                position.put(3 * i + 2, (float) Math.log(length) * LENGTH_SCALE);
            }
        }
        decoder.run();
        int end = Math.min(frameCount, begin + window >= frameCount ? frameCount : begin + window - reach);
        for (; decoded < end; decoded++) {
            output.get((decoded - begin) * frameSize, ring, decoded % ringFrames * frameSize, frameSize);
        }
    }

    @Override
    public void close() {
        try (encoder) {
            decoder.close();
        }
    }
}
