package dev.hearken.app.internal.bench;

import io.vertx.core.json.JsonObject;

/** The most memory that a daemon and the children it starts have in RAM from now on, and the daemon alone in one stage. For one thread. */
final class MemoryWatch {

    private final ProcessProbe daemon;
    private final long pid;
    private final double before;
    private double swapping;
    private double together;

    MemoryWatch(ProcessProbe daemon, long pid) {
        this.daemon = daemon;
        this.pid = pid;
        before = daemon.residentMegabytes();
    }

    /** @param inStage whether it is the stage that is looked at by itself */
    void look(boolean inStage) {
        double own = daemon.residentMegabytes();
        double children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).mapToDouble(MemoryWatch::resident).sum();
        together = Math.max(together, own + children);
        if (inStage) {
            swapping = Math.max(swapping, own);
        }
    }

    private static double resident(ProcessHandle child) {
        try {
            return new ProcessProbe(child.pid()).residentMegabytes();
        } catch (IllegalStateException e) {
            return 0;   // It has just ended.
        }
    }

    /** In MB of 1,000,000 bytes. */
    JsonObject figures() {
        return new JsonObject().put("residentBeforeMegabytes", before).put("peakExtraWhileChangingMegabytes", Math.max(0, swapping - before))
            .put("peakExtraWithSelfTestMegabytes", together - before).put("residentAfterMegabytes", daemon.residentMegabytes());
    }
}
