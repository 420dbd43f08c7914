package dev.hearken.app.internal.serve;

import dev.hearken.update.RepositoryFolder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A web server for one published repository: GET and HEAD of plain files, with ranges. Everything in a repository is public and
 * signed, so there is nothing to log in for; the address it listens at decides who can reach it. Its state belongs to the event
 * loop, which looks at the disk only through Vert.x.
 */
public final class RepositoryServer {

    private static final int IDLE_SECONDS = 30;
    private static final int MOST_CONNECTIONS = 256;

    private final HttpServer server;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bytesServed = new AtomicLong();

    private RepositoryServer(HttpServer server) {
        this.server = server;
    }

    /** Listens; port 0 takes a free one. Fails with the operating system's reason when the address is taken. */
    public static Future<RepositoryServer> start(Vertx vertx, RepositoryFolder folder, String host, int port) {
        HttpServer http = vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS).setMaxInitialLineLength(1024).setMaxHeaderSize(8192).setDecompressionSupported(false));
        RepositoryServer server = new RepositoryServer(http);
        http.connectionHandler(connection -> {
            if (server.connections.incrementAndGet() > MOST_CONNECTIONS) {
                connection.close();
            }
            connection.closeHandler(closed -> server.connections.decrementAndGet());
        });
        http.requestHandler(request -> server.answer(vertx, folder, request));
        return http.listen().map(server);
    }

    public int port() {
        return server.actualPort();
    }

    /** Bytes of files handed to the network since the start. */
    public long bytesServed() {
        return bytesServed.get();
    }

    private void answer(Vertx vertx, RepositoryFolder folder, HttpServerRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            end(request.response().putHeader("Allow", "GET, HEAD"), 405);
            return;
        }
        String name = request.path() == null || request.path().isEmpty() ? "" : request.path().substring(1);
        vertx.executeBlocking(() -> folder.file(name), false)
            .compose(found -> found.isPresent() ? length(vertx, found.get()).map(length -> new Found(name, found.get(), length)).map(Optional::of)
                : Future.succeededFuture(Optional.<Found>empty()))
            .onSuccess(found -> found.ifPresentOrElse(file -> send(request, file), () -> end(request.response(), 404)))
            .onFailure(failure -> end(request.response(), 500));
    }

    private record Found(String name, Path file, long length) {
    }

    private static Future<Long> length(Vertx vertx, Path file) {
        return vertx.fileSystem().props(file.toString()).map(properties -> properties.size());
    }

    private void send(HttpServerRequest request, Found found) {
        HttpServerResponse response = request.response();
        boolean content = found.name().startsWith("content/");
        response.putHeader("Accept-Ranges", "bytes").putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Content-Type", found.name().endsWith(".json") ? "application/json" : "application/octet-stream")
            // What is named by its hash never changes; documents change with each publication.
            .putHeader("Cache-Control", content ? "public, max-age=31536000, immutable" : "no-cache");
        String header = request.getHeader("Range");
        ByteRange range = header == null ? new ByteRange(0, found.length()) : ByteRange.of(header, found.length());
        if (!range.satisfiable()) {
            end(response.putHeader("Content-Range", "bytes */" + found.length()), 416);
            return;
        }
        if (!range.whole(found.length())) {
            response.setStatusCode(206).putHeader("Content-Range",
                String.format(Locale.ROOT, "bytes %d-%d/%d", range.first(), range.first() + range.count() - 1, found.length()));
        }
        if (request.method() == HttpMethod.HEAD || range.count() == 0) {
            response.putHeader("Content-Length", String.valueOf(range.count())).end();
            return;
        }
        response.sendFile(found.file().toString(), range.first(), range.count()).onSuccess(sent -> bytesServed.addAndGet(range.count()));
    }

    private static void end(HttpServerResponse response, int status) {
        if (!response.ended()) {
            response.setStatusCode(status).putHeader("Content-Length", "0").end();
        }
    }

    public Future<Void> close() {
        return server.close();
    }
}
