package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client of Wyoming that speaks bytes and is written from the specification. While it waits it lets the speaker, which runs on the same thread, go on.
 */
final class WyomingClient implements AutoCloseable {

    private static final long LIMIT_MILLIS = 20_000;

    /** One event as it came over the wire. */
    record Event(String type, JsonObject data, byte[] payload) {
    }

    final Socket socket;
    final InputStream in;
    /** Types of events that came before those that were expected. */
    final List<String> passed = new ArrayList<>();
    private final Runnable turn;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    /** @param turn lets the speaker live for a moment */
    WyomingClient(int port, Runnable turn) throws IOException {
        this.turn = turn;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5);
        in = socket.getInputStream();
    }

    void send(String line) throws IOException {
        send(line.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void audio(int value, int samples) throws IOException {
        for (int left = samples; left > 0; left -= 1024) {
            int count = Math.min(1024, left);
            byte[] pcm = new byte[2 * count];
            for (int i = 0; i < count; i++) {
                pcm[2 * i] = (byte) value;
                pcm[2 * i + 1] = (byte) (value >> 8);
            }
            send("{'type':'audio-chunk','data':{'rate':16000,'width':2,'channels':1},'payload_length':" + pcm.length + "}\n");
            send(pcm);
        }
    }

    /** The next bytes, exactly. */
    byte[] take(int count) throws IOException {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (unread.size() < count) {
            if (System.currentTimeMillis() > end) {
                fail("only " + unread.size() + " of " + count + " bytes came: " + unread.toString(StandardCharsets.UTF_8));
            }
            turn.run();
            byte[] more = new byte[4096];
            try {
                int n = in.read(more);
                if (n < 0) {
                    fail("the server has closed the connection; unread: " + unread.toString(StandardCharsets.UTF_8));
                }
                unread.write(more, 0, n);
            } catch (SocketTimeoutException e) {
                // Nothing yet: the speaker has to go on.
            }
        }
        byte[] all = unread.toByteArray();
        unread.reset();
        unread.write(all, count, all.length - count);
        return Arrays.copyOf(all, count);
    }

    Event next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte b = take(1)[0]; b != '\n'; b = take(1)[0]) {
            line.append((char) b);
        }
        JsonObject header = new JsonObject(line.toString());
        JsonObject data = header.getJsonObject("data", new JsonObject());
        int length = header.getInteger("data_length", 0);
        if (length > 0) {
            data.mergeIn(new JsonObject(new String(take(length), StandardCharsets.UTF_8)));
        }
        return new Event(header.getString("type"), data, take(header.getInteger("payload_length", 0)));
    }

    Event expect(String type) throws IOException {
        for (int i = 0; i < 1000; i++) {
            Event event = next();
            if (event.type().equals(type)) {
                return event;
            }
            passed.add(event.type());
        }
        return fail(type);
    }

    /** Whether the server closes the connection. */
    boolean closedByServer() throws IOException {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (System.currentTimeMillis() < end) {
            turn.run();
            try {
                if (in.read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Still open.
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
