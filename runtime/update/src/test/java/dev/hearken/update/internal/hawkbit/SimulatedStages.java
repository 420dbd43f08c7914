package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.Cancellation;
import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Deployment;
import dev.hearken.update.DeploymentTarget;
import dev.hearken.update.Progress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages of a simulated device: fetch every file of a deployment and check its hash at once, then either pass or fail the
 * self-test, which is the only simulated part, at the next look.
 */
final class SimulatedStages implements DeploymentTarget {

    private final boolean failsSelfTest;
    private @Nullable String id;
    private Progress progress = new Progress.NotStarted();
    private int downloads;

    SimulatedStages(boolean failsSelfTest) {
        this.failsSelfTest = failsSelfTest;
    }

    int downloads() {
        return downloads;
    }

    boolean failsSelfTest() {
        return failsSelfTest;
    }

    /** One step further, as time would do. */
    void step() {
        if (progress instanceof Progress.Working) {
            progress = failsSelfTest ? new Progress.Failed("self-test: word error rate 0.41 over 0.20; rolled back")
                : new Progress.Confirmed("self-test and soak passed, active");
        }
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of("board", "simulated");
    }

    @Override
    public Optional<Installed> installed() {
        return Optional.of(new Installed("kws", "1.1.0"));
    }

    @Override
    public void offer(Deployment deployment, ContentSource source) {
        if (deployment.id().equals(id)) {
            return;
        }
        id = deployment.id();
        try {
            for (Deployment.Module module : deployment.modules()) {
                for (ContentId file : module.files().values()) {
                    fetch(source, file);
                }
            }
            progress = new Progress.Working("self-test");
        } catch (DeliveryException | NoSuchAlgorithmException e) {
            progress = new Progress.Failed(String.valueOf(e.getMessage()));
        }
    }

    private void fetch(ContentSource source, ContentId file) throws DeliveryException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long half = file.length() / 2;
        long[] held = {0};
        source.content(file, 0, bytes -> {
            held[0] += bytes.remaining();
            digest.update(bytes);
            return held[0] < half;
        });
        // The second request resumes, with a range.
        source.content(file, held[0], bytes -> {
            digest.update(bytes);
            return true;
        });
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            progress = new Progress.Failed("not the bytes of its hash");
        }
        downloads++;
    }

    @Override
    public Cancellation cancel(String deploymentId) {
        boolean working = progress instanceof Progress.Working && deploymentId.equals(id);
        if (working) {
            progress = new Progress.Cancelled();
        }
        return working ? Cancellation.DONE : Cancellation.TOO_LATE;
    }

    @Override
    public Progress progress(String deploymentId) {
        return deploymentId.equals(id) ? progress : new Progress.NotStarted();
    }
}
