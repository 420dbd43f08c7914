package dev.hearken.update;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of one file in order. */
@FunctionalInterface
public interface ContentSink {

    /**
     * @param bytes between position and limit; the sink reads all of them or refuses, and keeps no reference
     * @return false to end the transfer
     * @throws IOException if the bytes could not be kept; the source ends the transfer with
     *                     {@link DeliveryException.Reason#SINK_FAILED} and this as the cause
     */
    boolean accept(ByteBuffer bytes) throws IOException;
}
