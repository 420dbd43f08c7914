package dev.hearken.drivers.alsa;

import dev.hearken.drivers.alsa.internal.Asound;
import dev.hearken.drivers.alsa.internal.Backoff;
import dev.hearken.drivers.alsa.internal.Gate;
import dev.hearken.drivers.alsa.internal.Pcm;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loudspeaker. While it is unplugged frames are taken at the pace of time and lost, so that the conversation goes on.
 *
 * <p>One thread writes and drains; any thread may {@link #stop} or {@link #close}, which take hold within
 * {@link #waitMillis()}. After {@link #open} nothing is allocated, except while an unplugged card is being looked for.
 */
public final class AlsaPlayback implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlsaPlayback.class);

    private final PcmRequest request;
    private final PcmSetup setup;
    private final CardClock clock;
    private final Backoff backoff = new Backoff();
    private final Gate gate = new Gate(this::closeCard);
    private final int waitMillis;
    private final short[] silence;

    // Valid while the card is there.
    private @Nullable Pcm pcm;

    // Valid since the start.
    private volatile boolean stopWanted;
    private volatile long framesLost;
    private volatile long underruns;
    private volatile boolean connected = true;

    private AlsaPlayback(PcmRequest request, Pcm pcm, CardClock clock) {
        this.request = request;
        this.setup = pcm.setup();
        this.pcm = pcm;
        this.clock = clock;
        waitMillis = 10 + (int) (2 * setup.nanosOf(setup.periodFrames()) / 1_000_000);
        silence = new short[setup.periodFrames() * setup.channels()];
    }

    /**
     * Opens a device; it sounds once two periods have been written, or {@link #drain} is called.
     *
     * @param clock bridges the time without a card
     * @throws AlsaException if it cannot be opened or refuses what is asked; the message names what it offers
     */
    public static AlsaPlayback open(PcmRequest request, CardClock clock) {
        Asound.require();
        return new AlsaPlayback(request, Pcm.open(request, false), clock);
    }

    /** What a device offers to play; it must not be in use. */
    public static PcmOffer offerOf(String device) {
        Asound.require();
        return Pcm.offerOf(device, false);
    }

    /** What the card agreed to. */
    public PcmSetup setup() {
        return setup;
    }

    /** The longest that {@link #write} waits, in milliseconds: two periods and a little. */
    public int waitMillis() {
        return waitMillis;
    }

    /**
     * Waits for room and hands over at most a period.
     *
     * @return frames taken, 0 if there was no room in time
     * @throws AlsaException if it is closed, or the card came back with another setup
     */
    public int write(short[] interleaved, int offset, int frames) {
        if (!gate.enter()) {
            throw new AlsaException(0, "The loudspeaker " + request.device() + " is closed.");
        }
        try {
            return step(interleaved, offset, Math.min(frames, setup.periodFrames()));
        } finally {
            leave();
        }
    }

    /** Frames handed over that have not yet left the loudspeaker. */
    public long delayFrames() {
        if (!gate.enter()) {
            return 0;
        }
        try {
            return delay();
        } finally {
            leave();
        }
    }

    /** Waits until all has been played: at most the length of the buffer and a second. */
    public void drain() {
        long pending = startTail();
        long deadline = clock.nanoTime() + setup.nanosOf(setup.bufferFrames()) + 1_000_000_000L;
        while (pending > 0 && clock.nanoTime() < deadline && gate.enter()) {
            try {
                // The silence appended by startTail needs not be heard to its end.
                pending = isSounding() ? delay() - setup.periodFrames() : 0;
            } finally {
                leave();
            }
            if (pending > 0) {
                clock.awaitNanos(clock.nanoTime() + Math.min(setup.nanosOf(pending), waitMillis * 1_000_000L));
            }
        }
        stop();
    }

    /** Drops what has not been played, at once; from another thread while a write waits, when its wait ends. */
    public void stop() {
        stopWanted = true;
        if (gate.enter()) {
            leave();
        }
    }

    /** Times that the card had nothing to play although more was to come. */
    public long underruns() {
        return underruns;
    }

    /** Frames that were taken while no card was there. */
    public long framesLost() {
        return framesLost;
    }

    /** Whether the card is there; if not, it is being looked for. */
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        gate.close();
    }

    /** Ends a use of the card; a stop asked for meanwhile is done first. */
    private void leave() {
        if (stopWanted) {
            stopWanted = false;
            if (pcm != null && (pcm.drop() < 0 || pcm.prepare() < 0)) {
                unplugged();
            }
        }
        gate.leave();
    }

    private int step(short[] interleaved, int offset, int frames) {
        if (pcm == null && !reopen()) {
            clock.awaitNanos(clock.nanoTime() + setup.nanosOf(frames));
            framesLost += frames;
            return frames;
        }
        int ready = pcm.awaitReady(waitMillis);
        if (stopWanted || gate.isClosing() || ready == 0) {
            return 0;
        }
        int written = ready < 0 ? ready : pcm.write(interleaved, offset, frames);
        return written < 0 ? fault(written) : written;
    }

    private long delay() {
        return pcm == null || !isSounding() ? 0 : Math.max(0, pcm.delay());
    }

    private boolean isSounding() {
        if (pcm == null) {
            return false;
        }
        int state = pcm.state();
        return state == Asound.STATE_RUNNING || state == Asound.STATE_PREPARED;
    }

    /** Appends a period of silence (cards play whole periods) and starts a sound too short to have started by itself. */
    private long startTail() {
        if (!gate.enter()) {
            return 0;
        }
        try {
            long pending = delay();
            if (pending > 0) {
                pcm.write(silence, 0, setup.periodFrames());
                if (pcm.state() == Asound.STATE_PREPARED && pcm.start() < 0) {
                    return 0;
                }
            }
            return pending;
        } finally {
            leave();
        }
    }

    private int fault(int code) {
        int state = pcm.state();
        if (state != Asound.STATE_DISCONNECTED) {
            if (code == Asound.EAGAIN || code == Asound.EINTR) {
                return 0;
            }
            if (code == Asound.ESTRPIPE && pcm.resume() == Asound.EAGAIN) {
                clock.awaitNanos(clock.nanoTime() + waitMillis * 1_000_000L);
                return 0;
            }
            boolean underrun = code == Asound.EPIPE || code == Asound.ESTRPIPE || state == Asound.STATE_XRUN;
            if (underrun && pcm.prepare() >= 0) {
                underruns++;
                return 0;
            }
        }
        unplugged();
        return 0;
    }

    private void unplugged() {
        LOG.warn("The loudspeaker {} is gone; waiting for it", request.device());
        closeCard();
        connected = false;
        backoff.begin(clock.nanoTime());
    }

    private boolean reopen() {
        if (!backoff.isDue(clock.nanoTime())) {
            return false;
        }
        Pcm card;
        try {
            card = Pcm.open(request, false);
        } catch (AlsaException e) {
            LOG.debug("Not yet: {}", e.getMessage());
            return false;
        }
        if (!card.setup().equals(setup)) {
            card.close();
            throw new AlsaException(0, "The loudspeaker " + request.device() + " came back as another one (" + card.setup()
                    + " instead of " + setup + "). Restart Hearken to use it.");
        }
        LOG.info("The loudspeaker {} is back", request.device());
        pcm = card;
        connected = true;
        return true;
    }

    private void closeCard() {
        Pcm card = pcm;
        pcm = null;
        if (card != null) {
            card.close();
        }
    }
}
