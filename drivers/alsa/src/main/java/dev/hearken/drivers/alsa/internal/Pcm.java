package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.PcmOffer;
import dev.hearken.drivers.alsa.PcmRequest;
import dev.hearken.drivers.alsa.PcmSetup;

/**
 * One open PCM of libasound, in non-blocking mode, so that no call waits longer than {@link #awaitReady} is told.
 * Confined to one thread; allocates nothing after it is open. Negative results are ALSA's error codes.
 */
public final class Pcm {

    private static final long NANOS = 1_000_000_000L;

    private final long pcm;
    private final PcmSetup setup;
    private final Memory frames;
    private final SampleCopier copier;
    /** The results of calls: a count of frames at 0, a timespec at 8. */
    private final Memory result = new Memory(24);
    private final long resultAddress = Pointer.nativeValue(result);
    /** Whether a card of the kernel's is behind it, whose time stamps are those of its interrupts. */
    private final boolean stampedByCard;

    private Pcm(long pcm, PcmSetup setup) {
        this.pcm = pcm;
        this.setup = setup;
        frames = new Memory((long) setup.periodFrames() * setup.frameBytes());
        copier = new SampleCopier(setup.format(), setup.periodFrames() * setup.channels());
        stampedByCard = isHardware(pcm);
    }

    /** @throws AlsaException in a user's words */
    public static Pcm open(PcmRequest request, boolean capture) {
        long pcm = openHandle(request.device(), capture);
        try {
            PcmSetup setup = new Negotiation(pcm, request).agree();
            setSoftware(pcm, setup, capture);
            return new Pcm(pcm, setup);
        } catch (RuntimeException e) {
            Asound.snd_pcm_close(pcm);
            throw e;
        }
    }

    /** What a device can do; it must not be in use. */
    public static PcmOffer offerOf(String device, boolean capture) {
        long pcm = openHandle(device, capture);
        try {
            return new Negotiation(pcm, PcmRequest.of(device, 1, 16_000)).offer();
        } finally {
            Asound.snd_pcm_close(pcm);
        }
    }

    public PcmSetup setup() {
        return setup;
    }

    /** Waits for a period of sound, or room for one: positive if there is, 0 if the time has passed. */
    public int awaitReady(int milliseconds) {
        // snd_pcm_wait alone looks at the pointer of the last call, and would sleep over what has come since.
        int ready = ready();
        if (ready == 0) {
            ready = Asound.snd_pcm_wait(pcm, milliseconds);
        }
        return ready == 0 ? brokenState() : ready;
    }

    /** Some plug-ins let a wait time out on a device that has stopped. */
    private int brokenState() {
        return switch (state()) {
            case Asound.STATE_XRUN -> Asound.EPIPE;
            case Asound.STATE_SUSPENDED -> Asound.ESTRPIPE;
            case Asound.STATE_DISCONNECTED -> Asound.ENODEV;
            default -> 0;
        };
    }

    private int ready() {
        long available = Asound.snd_pcm_avail_update(pcm);
        return available < 0 ? (int) available : available >= setup.periodFrames() ? 1 : 0;
    }

    /** Copies at most a period; returns frames. */
    public int read(short[] interleaved, int offset, int count) {
        int got = (int) Asound.snd_pcm_readi(pcm, Pointer.nativeValue(frames), Math.min(count, setup.periodFrames()));
        if (got > 0) {
            copier.fromCard(frames, interleaved, offset, got * setup.channels());
        }
        return got;
    }

    /** Hands over at most a period; returns frames taken. */
    public int write(short[] interleaved, int offset, int count) {
        int given = Math.min(count, setup.periodFrames());
        copier.toCard(interleaved, offset, frames, given * setup.channels());
        return (int) Asound.snd_pcm_writei(pcm, Pointer.nativeValue(frames), given);
    }

    /** Frames between the microphone or loudspeaker and the next read or written frame. */
    public long delay() {
        int code = Asound.snd_pcm_delay(pcm, resultAddress);
        return code < 0 ? code : result.getLong(0);
    }

    /**
     * Time at which the next frame to be read reached the microphone.
     *
     * @param now the time to count back from where there is no card with time stamps (PulseAudio, PipeWire)
     */
    public long nextFrameNanos(long now) {
        if (stampedByCard) {
            int code = Asound.snd_pcm_htimestamp(pcm, resultAddress, resultAddress + 8);
            long nanos = result.getLong(8) * NANOS + result.getLong(16);
            if (code == 0 && nanos > 0) {
                return nanos - setup.nanosOf(result.getLong(0));
            }
        }
        return now - setup.nanosOf(Math.max(0, delay()));
    }

    public int state() {
        return Asound.snd_pcm_state(pcm);
    }

    public int prepare() {
        return Asound.snd_pcm_prepare(pcm);
    }

    public int start() {
        return Asound.snd_pcm_start(pcm);
    }

    public int resume() {
        return Asound.snd_pcm_resume(pcm);
    }

    public int drop() {
        return Asound.snd_pcm_drop(pcm);
    }

    public void close() {
        Asound.snd_pcm_close(pcm);
    }

    private static long openHandle(String device, boolean capture) {
        Memory handle = new Memory(Long.BYTES);
        int stream = capture ? Asound.STREAM_CAPTURE : Asound.STREAM_PLAYBACK;
        int code = Asound.snd_pcm_open(Pointer.nativeValue(handle), device, stream, Asound.NONBLOCK);
        if (code < 0) {
            throw new AlsaException(code, OpenFailure.explain(code, device, capture));
        }
        return handle.getLong(0);
    }

    private static boolean isHardware(long pcm) {
        Memory info = new Memory(Asound.snd_pcm_info_sizeof());
        info.clear();
        long address = Pointer.nativeValue(info);
        return Asound.snd_pcm_info(pcm, address) == 0 && Asound.snd_pcm_info_get_card(address) >= 0;
    }

    private static void setSoftware(long pcm, PcmSetup setup, boolean capture) {
        Memory memory = new Memory(Asound.snd_pcm_sw_params_sizeof());
        long params = Pointer.nativeValue(memory);
        int code = Asound.snd_pcm_sw_params_current(pcm, params);
        if (code >= 0) {
            Asound.snd_pcm_sw_params_set_avail_min(pcm, params, setup.periodFrames());
            // Playback begins with two periods in hand; capture is started by hand.
            long start = capture ? Integer.MAX_VALUE : Math.min(2L * setup.periodFrames(), setup.bufferFrames());
            Asound.snd_pcm_sw_params_set_start_threshold(pcm, params, start);
            Asound.snd_pcm_sw_params_set_tstamp_mode(pcm, params, Asound.TSTAMP_ENABLE);
            // The scale of System.nanoTime(); cards or plug-ins that know no other than their own refuse, which is well.
            Asound.snd_pcm_sw_params_set_tstamp_type(pcm, params, Asound.TSTAMP_TYPE_MONOTONIC);
            code = Asound.snd_pcm_sw_params(pcm, params);
        }
        if (code < 0) {
            throw new AlsaException(code, "The sound card " + setup.device() + " cannot be set up: " + Asound.describe(code) + ".");
        }
    }
}
