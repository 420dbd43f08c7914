package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.serve.HintAnnouncer;
import dev.hearken.app.internal.serve.RepositoryServer;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.PahoHub;
import dev.hearken.update.MqttContentServer;
import dev.hearken.update.RepositoryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken models serve}. */
@Command(name = "serve", mixinStandardHelpOptions = true,
    description = {"Serves a published folder to the speakers of a home, over HTTP and, with --broker, in chunks over MQTT; a broker is also told when",
        "the folder was published anew. What speakers get is signed, so nothing here has to be kept secret. Ends at SIGINT or SIGTERM."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:ended as asked", "1:the address is taken", "2:DIR is no folder or the broker's address cannot be read"},
    footerHeading = "%nExamples:%n", footer = {"  hearken models serve repository", "  hearken models serve repository --host 0.0.0.0 --port 8085 --broker mqtt://homeassistant.local"})
final class ModelsServeCommand extends ModelsSubcommand {

    private static final int START_SECONDS = 10;

    @Parameters(paramLabel = "DIR", description = "Folder made by hearken models publish.")
    private Path folder = Path.of("");

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Address to listen at; default: ${DEFAULT-VALUE}, this machine only.")
    private String host = "";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8085", description = "Default: ${DEFAULT-VALUE}; 0 takes a free one.")
    private int port;

    @Option(names = "--broker", paramLabel = "URL", description = "mqtt://HOST[:PORT], mqtts, ws or wss.")
    private @Nullable String broker;

    @Option(names = "--user", paramLabel = "NAME", description = "User at the broker.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File whose first line is the user's password.")
    private @Nullable Path passwordFile;

    @Option(names = "--ca", paramLabel = "FILE", description = "Authority that signed the broker's certificate, PEM.")
    private @Nullable Path ca;

    @Override
    int work() throws InterruptedException {
        RepositoryFolder repository = repository();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (EventLoop loop = new EventLoop()) {
            RepositoryServer server = listen(loop, repository);
            say("serving " + repository.root() + " at http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, closed), "hearken-end"));
            serve(loop, repository, ended);
        } finally {
            closed.countDown();
        }
        return ExitCode.OK;
    }

    /** Runs when the process is told to end, which then is no failure. */
    private static void end(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            if (closed.await(START_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(EventLoop loop, RepositoryFolder repository, CountDownLatch ended) throws InterruptedException {
        if (broker == null) {
            ended.await();
            return;
        }
        try (HubPort hub = new PahoHub(settings(broker)); MqttContentServer chunks = new MqttContentServer(hub, repository)) {
            hub.onState(state -> say("broker " + state.detail() + ": " + state.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            chunks.start();
            hub.start();
            new HintAnnouncer(loop.vertx(), repository, hub, id -> say("told the speakers of " + id)).start();
            ended.await();
        }
    }

    private RepositoryFolder repository() {
        try {
            return new RepositoryFolder(folder);
        } catch (IOException e) {
            throw new FailedStep(ExitCode.USAGE, "models serve: " + folder + " is no folder that can be read");
        }
    }

    private RepositoryServer listen(EventLoop loop, RepositoryFolder repository) throws InterruptedException {
        try {
            return RepositoryServer.start(loop.vertx(), repository, host, port).toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FailedStep(ExitCode.FAILED, "models serve: cannot listen at " + host + ":" + port + ": " + cause.getMessage(), e);
        }
    }

    private HubSettings settings(String url) {
        try {
            HubSettings settings = HubSettings.of(url, "hearken-models-" + ProcessHandle.current().pid());
            if (user != null) {
                settings = settings.withLogin(user, passwordFile == null ? "" : Files.readString(passwordFile).lines().findFirst().orElse("").strip());
            }
            return ca == null ? settings : settings.withTls(new HubSettings.Tls(ca, null, null));
        } catch (IllegalArgumentException e) {
            throw new FailedStep(ExitCode.USAGE, "models serve: " + e.getMessage());
        } catch (IOException e) {
            throw new FailedStep(ExitCode.USAGE, "models serve: " + passwordFile + " cannot be read");
        }
    }

    private void say(String line) {
        PrintWriter out = out();
        out.println(line);
        out.flush();
    }
}
