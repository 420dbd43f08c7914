package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.Cancellation;
import dev.hearken.update.ContentSource;
import dev.hearken.update.Deployment;
import dev.hearken.update.DeploymentTarget;
import dev.hearken.update.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Update stages whose progress a test sets by hand. */
class HandSetTarget implements DeploymentTarget {

    final List<Deployment> offers = new ArrayList<>();
    final List<String> cancels = new ArrayList<>();
    final Map<String, Progress> progress = new LinkedHashMap<>();
    Map<String, String> attributes = Map.of("board", "rpi4", "pack", "kws-en 1.1.0");

    Cancellation cancellation = Cancellation.DONE;
    @Nullable ContentSource source;

    @Override
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public Optional<Installed> installed() {
        return Optional.of(new Installed("kws-en", "1.1.0"));
    }

    @Override
    public void offer(Deployment deployment, ContentSource from) {
        offers.add(deployment);
        source = from;
        progress.putIfAbsent(deployment.id(), new Progress.Working("downloading"));
    }

    @Override
    public Cancellation cancel(String deploymentId) {
        cancels.add(deploymentId);
        if (cancellation == Cancellation.DONE) {
            progress.put(deploymentId, new Progress.Cancelled());
        }
        return cancellation;
    }

    @Override
    public Progress progress(String deploymentId) {
        return progress.getOrDefault(deploymentId, new Progress.NotStarted());
    }
}
