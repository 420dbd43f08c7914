package dev.hearken.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that may break every rule: the handler writes the bytes of the answer itself. One request a connection. */
public final class WebStub implements AutoCloseable {

    /** @param headers by lower-case name */
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers one request; the connection is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        void answer(Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket listener;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Handler handler;

    public WebStub(Handler handler) throws IOException {
        this(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), handler);
    }

    /** On a listener of the caller's choice, such as one with TLS. */
    public WebStub(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
        Thread acceptor = new Thread(this::accept, "web-stub");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public void answerWith(Handler next) {
        handler = next;
    }

    public List<Request> requests() {
        return requests;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread connection = new Thread(() -> serve(socket), "web-stub-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            requests.add(request);
            handler.answer(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (Exception e) {
            // The client hung up, or the stub was closed.
        } finally {
            open.remove(socket);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("hung up");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Writes a head; lines without line ends, the first the status such as {@code "206 Partial Content"}. */
    public static void head(OutputStream out, String status, String... headers) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole and honest answer. */
    public static void reply(OutputStream out, String status, byte[] body, String... headers) throws IOException {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        head(out, status, all);
        out.write(body);
    }

    /** Serves one file as a well-behaved server with ranges does. */
    public static void file(Request request, OutputStream out, byte[] file) throws IOException {
        String range = request.header("Range");
        if (range.isEmpty()) {
            reply(out, "200 OK", file);
            return;
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
        if (from >= file.length) {
            reply(out, "416 Range Not Satisfiable", new byte[0], "Content-Range: bytes */" + file.length);
            return;
        }
        reply(out, "206 Partial Content", java.util.Arrays.copyOfRange(file, from, file.length),
            "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
