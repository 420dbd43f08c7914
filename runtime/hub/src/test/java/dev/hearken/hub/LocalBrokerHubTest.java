package dev.hearken.hub;

import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The contract with the broker inside the process. */
class LocalBrokerHubTest extends HubPortContract {

    @Override
    TestBroker startBroker() throws Exception {
        return new InProcess(Vertx.vertx());
    }

    @Override
    HubPort open(HubSettings settings) {
        return new PahoHub(settings);
    }

    private static final class InProcess implements TestBroker {
        private final Vertx vertx;
        private final int port;
        private LocalBroker broker;

        InProcess(Vertx vertx) throws Exception {
            this.vertx = vertx;
            this.broker = start(0);
            this.port = broker.port();
        }

        private LocalBroker start(int wanted) throws Exception {
            return LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK.withPort(wanted))
                    .toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public String url() {
            return "mqtt://127.0.0.1:" + port;
        }

        @Override
        public void kill() throws Exception {
            broker.close().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        /** Tries again for a while: an outgoing connection of another program may have been given the port meanwhile. */
        @Override
        public void restart() throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Recorder.LIMIT_SECONDS);
            while (true) {
                try {
                    broker = start(port);
                    return;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof BindException) || System.nanoTime() > deadline) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }

        @Override
        public void close() throws Exception {
            kill();
            vertx.close().toCompletionStage().toCompletableFuture().get(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
