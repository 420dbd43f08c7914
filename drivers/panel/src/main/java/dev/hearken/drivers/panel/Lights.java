package dev.hearken.drivers.panel;

/** A ring, a bar or a few lights. Belongs to one thread. */
public interface Lights extends AutoCloseable {

    int count();

    /**
     * Shows colours at once.
     *
     * @param rgb {@link #count()} colours as 0xRRGGBB
     * @throws PanelException if the device is gone
     */
    void show(int[] rgb);

    /** Gives the device back as it is: call {@link #show} with black before. */
    @Override
    void close();
}
