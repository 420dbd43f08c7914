package dev.hearken.drivers.speexdsp;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The echo canceller of Debian's libspeexdsp1, linear part only. One thread; close it once. */
public final class SpeexEchoCanceller implements AutoCloseable {

    private static final String LIBRARY = "libspeexdsp.so.1";
    private static final int SET_SAMPLING_RATE = 24;
    private static final boolean AVAILABLE = register();

    private final int frame;
    private final Pointer state;
    private final Memory microphone;
    private final Memory played;
    private final Memory out;

    /**
     * @param frame samples a call
     * @param tail  samples that an echo may last
     */
    public SpeexEchoCanceller(int frame, int tail, int sampleRate) {
        if (!AVAILABLE) {
            throw new IllegalStateException(LIBRARY + " is not installed; on Debian: apt install libspeexdsp1");
        }
        this.frame = frame;
        state = speex_echo_state_init(frame, tail);
        microphone = new Memory(2L * frame);
        played = new Memory(2L * frame);
        out = new Memory(2L * frame);
        Memory rate = new Memory(4);
        rate.setInt(0, sampleRate);
        speex_echo_ctl(state, SET_SAMPLING_RATE, rate);
    }

    /** Whether the library is there. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** Takes one frame of each and returns what is left of the microphone's in {@code result}. */
    public void process(short[] mic, short[] reference, int offset, short[] result) {
        microphone.write(0, mic, offset, frame);
        played.write(0, reference, offset, frame);
        speex_echo_cancellation(state, microphone, played, out);
        out.read(0, result, offset, frame);
    }

    @Override
    public void close() {
        speex_echo_state_destroy(state);
    }

    private static boolean register() {
        try {
            Native.register(SpeexEchoCanceller.class, LIBRARY);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static native Pointer speex_echo_state_init(int frameSize, int filterLength);

    private static native void speex_echo_state_destroy(Pointer st);

    private static native void speex_echo_cancellation(Pointer st, Pointer rec, Pointer play, Pointer out);

    private static native int speex_echo_ctl(Pointer st, int request, Pointer ptr);
}
