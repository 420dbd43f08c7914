package dev.hearken.app.internal.eval;

import io.vertx.core.json.JsonObject;

/** One kind of measurement. */
interface EvalTask {

    /** Runs over all clips and returns the task's figures; {@link EvalRun} adds those that all tasks share. */
    JsonObject measure(EvalRun run);
}
