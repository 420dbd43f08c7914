package dev.hearken.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP forwarder on loopback that can make its present connections go wrong; later ones are sound again. */
final class FlakyProxy implements AutoCloseable {

    private static final class Pipe {
        final Socket client;
        final Socket server;
        volatile boolean swallowUp;
        volatile boolean swallowDown;

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

    FlakyProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + listener.getLocalPort();
    }

    /** Half-open: nothing passes any more in either direction, and nobody is told. */
    void goSilent() {
        pipes.forEach(pipe -> {
            pipe.swallowUp = true;
            pipe.swallowDown = true;
        });
    }

    /** What the client sends still arrives, but it gets no answer. */
    void swallowAnswers() {
        pipes.forEach(pipe -> pipe.swallowDown = true);
    }

    /** Cuts the way to the broker, as if the client's machine had been switched off and its packets refused. */
    void cut() {
        pipes.forEach(pipe -> {
            closeQuietly(pipe.server);
            closeQuietly(pipe.client);
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Pipe pipe = new Pipe(client, new Socket(InetAddress.getLoopbackAddress(), target));
                pipes.add(pipe);
                daemon(() -> forward(pipe, true));
                daemon(() -> forward(pipe, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void forward(Pipe pipe, boolean up) {
        try {
            InputStream in = (up ? pipe.client : pipe.server).getInputStream();
            OutputStream out = (up ? pipe.server : pipe.client).getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!(up ? pipe.swallowUp : pipe.swallowDown)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // One side is gone.
        }
        if (!pipe.swallowUp && !pipe.swallowDown) {
            closeQuietly(pipe.client);
            closeQuietly(pipe.server);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing depends on it.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "flaky-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
