package dev.hearken.drivers.panel;

/** A button or switch: something that is on or off. Belongs to one thread. */
public interface Contact extends AutoCloseable {

    /** Told what has changed, in order, while {@link #read} runs. */
    interface Listener {

        /** @param repeated whether the key is held down and repeats itself */
        void changed(boolean on, boolean repeated);
    }

    /** Number of the file that becomes ready when something has changed. */
    int file();

    /**
     * Whether it is on now. False for keys of devices that only tell changes.
     *
     * @throws PanelException if the device is gone
     */
    boolean on();

    /**
     * Takes what has changed since the last call; returns at once.
     *
     * @throws PanelException if the device is gone
     */
    void read(Listener listener);

    @Override
    void close();
}
