package dev.hearken.app.internal.service;

import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.AgentRunner;
import dev.hearken.app.internal.agent.Beat;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.drivers.systemd.ServiceManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's one connection to the systemd that started it; without one, nothing here has a thread or does anything. */
public final class ServiceLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLink.class);
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServiceManager manager;

    private ServiceLink(ServiceManager manager) {
        this.manager = manager;
    }

    /** Of this process. */
    public static ServiceLink ofProcess() {
        return new ServiceLink(ServiceManager.of(System.getenv(), ProcessHandle.current().pid(), LOG::warn));
    }

    /**
     * Watches one life of the speaker until it is closed.
     *
     * @param beats     of the threads that must not stand still
     * @param listening whether the speaker does what it is for
     * @param status    for people, once it does
     */
    public Watch watch(List<Beat> beats, BooleanSupplier listening, String status) {
        if (!manager.present()) {
            return () -> { };
        }
        WatchdogAgent agent = new WatchdogAgent(beats, listening, status, new Told(manager), NanoClock.SYSTEM, manager.watchdog().orElse(Duration.ZERO));
        AgentRunner runner = new AgentRunner(new AgentInvoker(agent, NanoClock.SYSTEM, new DutyCycle(STALL_NANOS), fault -> LOG.warn("{}", fault)));
        runner.start();
        return runner::close;
    }

    /** The service is about to end. */
    public void stopping() {
        manager.stopping();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** One life of the speaker. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private record Told(ServiceManager manager) implements WatchdogAgent.Signals {

        @Override
        public void ready(String status) {
            manager.ready(status);
        }

        @Override
        public void status(String status) {
            manager.status(status);
        }

        @Override
        public void alive() {
            manager.alive();
        }
    }
}
