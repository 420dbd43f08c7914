package dev.hearken.app.internal.panel;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.drivers.panel.PanelException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device of the panel that may be missing: opened when it is first needed, closed and reported once when it fails, and tried again every ten
 * seconds. Belongs to the panel's thread.
 *
 * @param <D> the device
 */
final class PanelPart<D extends AutoCloseable> {

    static final long RETRY_MILLIS = 10_000;

    /** What is done with the device. */
    interface Use<D> {
        /** @throws PanelException if the device fails */
        void with(D device);
    }

    private final String name;
    private final Supplier<D> opener;
    private final Consumer<Fault> faults;
    private @Nullable D device;
    private @Nullable Fault open;
    private long retryAt = Long.MIN_VALUE;

    /** @param name for faults */
    PanelPart(String name, Supplier<D> opener, Consumer<Fault> faults) {
        this.name = name;
        this.opener = opener;
        this.faults = faults;
    }

    /** The device, if it is open. */
    @Nullable D device() {
        return device;
    }

    /**
     * Opens the device if it is time to.
     *
     * @param first what is done with it at once, when it has just been opened
     * @return whether the attempt failed now
     */
    boolean openIfDue(long now, Use<D> first) {
        if (device != null || now < retryAt) {
            return false;
        }
        try {
            D opened = opener.get();
            device = opened;
            first.with(opened);
        } catch (PanelException | LinkageError e) {
            fail(now, e);
            return true;
        }
        if (open != null) {
            faults.accept(open.asCleared());
            open = null;
        }
        return false;
    }

    /** @return whether it failed */
    boolean use(long now, Use<D> use) {
        if (device == null) {
            return false;
        }
        try {
            use.with(device);
            return false;
        } catch (PanelException e) {
            fail(now, e);
            return true;
        }
    }

    void close() {
        D closing = device;
        device = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (Exception e) {
                faults.accept(Fault.raised(name, "closing failed: " + e.getMessage()));
            }
        }
    }

    private void fail(long now, Throwable reason) {
        close();
        retryAt = now + RETRY_MILLIS;
        Fault fault = Fault.raised(name, String.valueOf(reason.getMessage()));
        if (!fault.equals(open)) {
            open = fault;
            faults.accept(fault);
        }
    }
}
