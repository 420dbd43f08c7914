package dev.hearken.hub.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the library's receiver read only after its sender has written. Without it, a broker (or a port forwarder in front of
 * a dead one) that closes the connection at once ends the receiver before the library has looked whether it runs, and the
 * library's connecting thread then waits for it for ever: one leaked thread for each attempt (Paho 1.2.5, CommsReceiver.start,
 * in the clients of both versions of MQTT).
 */
final class WriteGate {

    private final CountDownLatch written = new CountDownLatch(1);

    /** Lets reads through from now on. */
    void open() {
        written.countDown();
    }

    InputStream reading(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                awaitWrite();
                return super.read();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                awaitWrite();
                return super.read(into, from, length);
            }
        };
    }

    OutputStream writing(OutputStream to) {
        return new FilterOutputStream(to) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                written.countDown();
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                written.countDown();
            }
        };
    }

    private void awaitWrite() throws IOException {
        try {
            if (!written.await(1, TimeUnit.SECONDS)) {
                throw new SocketTimeoutException("nothing written yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
