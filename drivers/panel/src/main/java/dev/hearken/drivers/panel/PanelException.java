package dev.hearken.drivers.panel;

/** A light, button or switch that cannot be used; the message tells a user which, why, and what helps. */
public final class PanelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PanelException(String message) {
        super(message);
    }
}
