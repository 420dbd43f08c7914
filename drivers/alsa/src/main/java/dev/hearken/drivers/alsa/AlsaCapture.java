package dev.hearken.drivers.alsa;

import dev.hearken.drivers.alsa.internal.Asound;
import dev.hearken.drivers.alsa.internal.Backoff;
import dev.hearken.drivers.alsa.internal.Gate;
import dev.hearken.drivers.alsa.internal.Pcm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A microphone that keeps count of time: whatever is lost (an overrun, a card that stalls, is suspended or unplugged)
 * comes as zeros, so that frame n always lies n / rate seconds after the first.
 *
 * <p>One thread reads; any thread may {@link #close}, and a read under way then ends within {@link #waitMillis()}.
 * After {@link #open} nothing is allocated, except while an unplugged card is being looked for.
 */
public final class AlsaCapture implements AutoCloseable {

    /** Returned by {@link #read} after {@link #close}. */
    public static final int END = -1;

    private static final Logger LOG = LoggerFactory.getLogger(AlsaCapture.class);
    /** A card that gives nothing for so long without an error is opened anew. */
    private static final long STALL_NANOS = 2_000_000_000L;

    private final PcmRequest request;
    private final PcmSetup setup;
    private final CardClock clock;
    private final Backoff backoff = new Backoff();
    private final Gate gate = new Gate(this::free);
    private final int waitMillis;

    // Valid while the card is there.
    private @Nullable Pcm pcm;
    private boolean aligned;
    private boolean stalled;
    private long lastSoundNanos;

    // Valid since the start: frame `anchorFrame` of the stream was heard at `anchorNanos`.
    private boolean anchored;
    private long anchorFrame;
    private long anchorNanos;
    private long framesDelivered;
    private long silenceOwed;
    private long captureNanos;
    private volatile long framesLost;
    private volatile long overruns;
    private volatile boolean connected = true;

    private AlsaCapture(PcmRequest request, Pcm pcm, CardClock clock) {
        this.request = request;
        this.setup = pcm.setup();
        this.pcm = pcm;
        this.clock = clock;
        waitMillis = 10 + (int) (2 * setup.nanosOf(setup.periodFrames()) / 1_000_000);
        lastSoundNanos = clock.nanoTime();
    }

    /**
     * Opens a device and starts it.
     *
     * @param clock bridges the time without a card
     * @throws AlsaException if it cannot be opened or refuses what is asked; the message names what it offers
     */
    public static AlsaCapture open(PcmRequest request, CardClock clock) {
        Asound.require();
        return new AlsaCapture(request, started(request), clock);
    }

    /** What a device offers to record; it must not be in use. */
    public static PcmOffer offerOf(String device) {
        Asound.require();
        return Pcm.offerOf(device, true);
    }

    /** What the card agreed to. */
    public PcmSetup setup() {
        return setup;
    }

    /** The longest that {@link #read} waits, in milliseconds: two periods and a little. */
    public int waitMillis() {
        return waitMillis;
    }

    /**
     * Waits for a period and copies it.
     *
     * @param interleaved receives {@code frames * channels} samples
     * @param frames      frames wanted, at most one period is given
     * @return frames copied, 0 if none came in time, {@link #END} once closed
     * @throws AlsaException if the card came back with another setup
     */
    public int read(short[] interleaved, int offset, int frames) {
        if (!gate.enter()) {
            return END;
        }
        try {
            int read = step(interleaved, offset, Math.min(frames, setup.periodFrames()));
            return gate.isClosing() ? END : read;
        } finally {
            gate.leave();
        }
    }

    /** Time on the scale of {@link System#nanoTime()} at which the first frame of the last read reached the microphone. */
    public long captureNanos() {
        return captureNanos;
    }

    /** Frames that were lost and came, or will come, as zeros. */
    public long framesLost() {
        return framesLost;
    }

    /** Times that the card's buffer ran over because nobody read it. */
    public long overruns() {
        return overruns;
    }

    /** Whether the card is there; if not, it is being looked for, and zeros come in its place. */
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        gate.close();
    }

    private int step(short[] interleaved, int offset, int frames) {
        if (pcm == null && !reopen()) {
            return silenceInRealTime(interleaved, offset, frames);
        }
        if (silenceOwed > 0) {
            return silence(interleaved, offset, (int) Math.min(frames, silenceOwed));
        }
        Pcm card = pcm;
        int ready = card.awaitReady(waitMillis);
        if (ready <= 0) {
            return ready == 0 ? nothingCame() : fault(ready);
        }
        long nanos = card.nextFrameNanos(clock.nanoTime());
        if (!aligned) {
            align(nanos);
            if (silenceOwed > 0) {
                return silence(interleaved, offset, (int) Math.min(frames, silenceOwed));
            }
        }
        int read = card.read(interleaved, offset, frames);
        if (read <= 0) {
            return fault(read);
        }
        captureNanos = nanos;
        framesDelivered += read;
        anchorFrame = framesDelivered;
        anchorNanos = nanos + setup.nanosOf(read);
        lastSoundNanos = clock.nanoTime();
        return read;
    }

    /** The first frame after the start, an overrun, a stall or a new card: what is missing before it is owed as zeros. */
    private void align(long nextFrameNanos) {
        long missing = anchored ? setup.framesIn(nextFrameNanos - anchorNanos) - (framesDelivered - anchorFrame) : 0;
        // After a mere delay the time stamp is where it should be, give or take its own jitter.
        if (missing > (stalled ? setup.periodFrames() : 0)) {
            silenceOwed = missing;
            framesLost += missing;
        }
        anchored = true;
        aligned = true;
        stalled = false;
    }

    private int silence(short[] interleaved, int offset, int frames) {
        Arrays.fill(interleaved, offset, offset + frames * setup.channels(), (short) 0);
        captureNanos = anchorNanos + setup.nanosOf(framesDelivered - anchorFrame);
        framesDelivered += frames;
        silenceOwed -= frames;
        return frames;
    }

    private int silenceInRealTime(short[] interleaved, int offset, int frames) {
        long due = anchorNanos + setup.nanosOf(framesDelivered - anchorFrame + frames);
        if (clock.nanoTime() < due) {
            clock.awaitNanos(Math.min(due, clock.nanoTime() + waitMillis * 1_000_000L));
        }
        if (clock.nanoTime() < due) {
            return 0;
        }
        if (silenceOwed < frames) {
            framesLost += frames - silenceOwed;
            silenceOwed = frames;
        }
        return silence(interleaved, offset, frames);
    }

    private int nothingCame() {
        if (clock.nanoTime() - lastSoundNanos > STALL_NANOS) {
            LOG.warn("The microphone {} has given nothing for {} s; opening it again", request.device(), STALL_NANOS / 1_000_000_000);
            return unplugged();
        }
        stalled = stalled || aligned;
        aligned = false;
        return 0;
    }

    /** Deals with an error code; what is lost by it shows when the next frame comes. */
    private int fault(int code) {
        Pcm card = pcm;
        int state = card.state();
        if (state == Asound.STATE_DISCONNECTED) {
            return unplugged();
        }
        if (code == Asound.EAGAIN || code == Asound.EINTR || code == 0) {
            return 0;
        }
        if (code == Asound.ESTRPIPE && card.resume() == Asound.EAGAIN) {
            clock.awaitNanos(clock.nanoTime() + waitMillis * 1_000_000L);
            return 0;
        }
        boolean overrun = code == Asound.EPIPE || code == Asound.ESTRPIPE || state == Asound.STATE_XRUN;
        if (!overrun || card.prepare() < 0 || card.start() < 0) {
            return unplugged();
        }
        overruns++;
        aligned = false;
        stalled = false;
        return 0;
    }

    private int unplugged() {
        LOG.warn("The microphone {} is gone; waiting for it", request.device());
        if (!anchored) {
            anchored = true;
            anchorNanos = clock.nanoTime();
        }
        closeCard();
        connected = false;
        backoff.begin(clock.nanoTime());
        return 0;
    }

    private boolean reopen() {
        if (!backoff.isDue(clock.nanoTime())) {
            return false;
        }
        Pcm card;
        try {
            card = started(request);
        } catch (AlsaException e) {
            LOG.debug("Not yet: {}", e.getMessage());
            return false;
        }
        if (!card.setup().equals(setup)) {
            card.close();
            throw new AlsaException(0, "The microphone " + request.device() + " came back as another one (" + card.setup()
                    + " instead of " + setup + "). Restart Hearken to use it.");
        }
        LOG.info("The microphone {} is back", request.device());
        pcm = card;
        aligned = false;
        stalled = false;
        connected = true;
        lastSoundNanos = clock.nanoTime();
        return true;
    }

    private static Pcm started(PcmRequest request) {
        Pcm pcm = Pcm.open(request, true);
        int code = pcm.start();
        if (code < 0) {
            pcm.close();
            throw new AlsaException(code, "The microphone \"" + request.device() + "\" does not start: " + Asound.describe(code) + ".");
        }
        return pcm;
    }

    private void free() {
        closeCard();
    }

    private void closeCard() {
        Pcm card = pcm;
        pcm = null;
        if (card != null) {
            card.close();
        }
    }
}
