package dev.hearken.drivers.panel;

/** Lights in a row whose colours go to a node of the kernel in one piece. A frame is written in place: showing allocates nothing. */
abstract class ChainLights implements Lights {

    private final LinuxCalls calls;
    private final int file;
    private final int count;
    private final byte[] frame;

    /**
     * @param file  becomes this object's own
     * @param bytes of a frame
     */
    ChainLights(LinuxCalls calls, int file, int count, int bytes) {
        this.calls = calls;
        this.file = file;
        this.count = count;
        frame = new byte[bytes];
    }

    /** Writes one light's colour into the frame. @param rgb 0xRRGGBB */
    abstract void put(byte[] frame, int light, int rgb);

    @Override
    public final int count() {
        return count;
    }

    @Override
    public final void show(int[] rgb) {
        for (int i = 0; i < count; i++) {
            put(frame, i, rgb[i]);
        }
        calls.write(file, frame, frame.length);
    }

    @Override
    public final void close() {
        calls.close(file);
    }
}
