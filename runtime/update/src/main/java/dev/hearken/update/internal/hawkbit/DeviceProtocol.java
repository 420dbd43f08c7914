package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.Cancellation;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.DeploymentTarget;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.Progress;
import dev.hearken.update.internal.hawkbit.DdiClient.Feedback;
import dev.hearken.update.internal.hawkbit.DeviceMemory.Outcome;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation after another with a hawkBit server. An action goes through
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>the memory says</th><th>the server, or the stages</th><th>then</th></tr>
 * <tr><td>nothing of it</td><td>offers it</td><td>open; offered to the stages, "proceeding" told</td></tr>
 * <tr><td>open</td><td>another step</td><td>"proceeding" with the step told, once</td></tr>
 * <tr><td>open</td><td>confirmed / failed</td><td>outcome written down, then told until acknowledged: closed, success / failure</td></tr>
 * <tr><td>open</td><td>asks to cancel</td><td>once the stages have ended it: ended, "closed" told; if it is too late: "rejected" told</td></tr>
 * <tr><td>open</td><td>no longer offers it</td><td>the stages are asked to cancel; if it is too late the outcome is told all the same</td></tr>
 * <tr><td>ended</td><td>offers it again</td><td>the outcome is told again, at most {@value #MOST_REPEATS} times in a life; never installed again</td></tr>
 * <tr><td>nothing of it</td><td>offers what cannot be read or is not there</td><td>after {@value #MOST_REPEATS} polls: failure told, ended</td></tr>
 * </table>
 *
 * The server's word is trusted for nothing but when to do something. For one thread.
 */
public final class DeviceProtocol {

    private static final Logger LOG = LoggerFactory.getLogger("dev.hearken.update");
    private static final int MOST_REPEATS = 3;
    private static final String CANCELLED = "cancelled";
    /** Messages of progress for one action; hawkBit's own quota is a thousand. */
    private static final int MOST_STEPS = 100;

    private final HawkbitSettings.Pace pace;
    private final DdiClient client;
    private final HttpFetch loading;
    private final DeviceMemory memory;
    private final DeploymentTarget target;
    private final Repeats repeats = new Repeats(MOST_REPEATS);
    private final Repeats steps = new Repeats(MOST_STEPS);
    private Duration pause;
    private boolean installedKnown = true;

    /**
     * @param polling for this thread's requests
     * @param loading for the stages' downloads
     * @throws IOException if the memory's file cannot be read for another reason than being damaged
     */
    public DeviceProtocol(HawkbitSettings settings, HttpFetch polling, HttpFetch loading, Path memory, DeploymentTarget target) throws IOException {
        this.pace = settings.pace();
        this.client = new DdiClient(settings, polling);
        this.loading = loading;
        this.memory = new DeviceMemory(memory);
        this.target = target;
        this.pause = pace.usual();
    }

    /** See {@link dev.hearken.update.HawkbitDevice#poll}. */
    public Duration poll() {
        try {
            reportOpen();
            sendOutcome();
            DdiAnswers.Poll answer = client.poll();
            pause = bounded(answer.sleep().orElse(pace.usual()));
            tellAttributes(answer);
            if (answer.cancel() != null) {
                cancel(answer.cancel());
            } else if (answer.deployment() != null) {
                deploy(answer.deployment());
            } else if (!memory.open().isEmpty()) {
                withdrawn(memory.open());
            }
            sendOutcome();
            return pause;
        } catch (DeliveryException e) {
            LOG.warn("hawkBit: {}", e.getMessage());
        } catch (IOException e) {
            LOG.error("hawkBit: what must survive a restart cannot be written down: {}", e.getMessage());
        }
        Duration now = pause;
        pause = bounded(pause.multipliedBy(2));
        return now;
    }

    /** See {@link dev.hearken.update.HawkbitDevice#report}. */
    public boolean report() {
        try {
            reportOpen();
            sendOutcome();
            return true;
        } catch (DeliveryException | IOException e) {
            LOG.warn("hawkBit: told later: {}", e.getMessage());
            return false;
        }
    }

    private Duration bounded(Duration wanted) {
        Duration atLeast = wanted.compareTo(pace.shortest()) < 0 ? pace.shortest() : wanted;
        return atLeast.compareTo(pace.longest()) > 0 ? pace.longest() : atLeast;
    }

    private void tellAttributes(DdiAnswers.Poll answer) throws DeliveryException, IOException {
        Map<String, String> values = new TreeMap<>(target.attributes());
        String text = values.toString();
        if (answer.configData() == null && text.equals(memory.attributes())) {
            return;
        }
        try {
            client.attributes(values);
        } catch (DeliveryException e) {
            if (e.retryable()) {
                throw e;
            }
            // Attributes that a server does not take must not keep updates away.
            LOG.warn("hawkBit does not take the attributes of this speaker: {}", e.getMessage());
        }
        memory.toldAttributes(text);
    }

    private void deploy(URI link) throws DeliveryException, IOException {
        Optional<String> id = DdiAnswers.action(link);
        Outcome over = id.map(memory::outcomeOf).orElse(null);
        if (over != null) {
            repeat(over);
            return;
        }
        DdiAnswers.Assignment assignment;
        try {
            assignment = client.assignment(link);
        } catch (DeliveryException e) {
            if (!e.retryable() && id.isPresent() && repeats.exhausted(link.getPath())) {
                memory.end(new Outcome(id.get(), false, "the deployment cannot be read: " + e.getMessage()));
                return;
            }
            throw e;
        }
        String action = assignment.deployment().id();
        Outcome known = memory.outcomeOf(action);
        if (known != null) {
            repeat(known);
            return;
        }
        if (!memory.open().equals(action)) {
            if (!memory.open().isEmpty()) {
                withdrawn(memory.open());
            }
            memory.begin(action);
        }
        // Also when it is open: modes change, and a restart may have forgotten it.
        target.offer(assignment.deployment(), new DeploymentSource(assignment, loading));
        reportOpen();
    }

    /** The server lost our answer, or gives an action again that failed here. */
    private void repeat(Outcome over) throws DeliveryException {
        if (!repeats.exhausted(over.action())) {
            tell(over);
        } else {
            LOG.debug("hawkBit: action {} is over here; offered again and left alone", over.action());
        }
    }

    /** Tells what changed about the open action; an end is written down before it is told. */
    private void reportOpen() throws DeliveryException, IOException {
        String action = memory.open();
        if (action.isEmpty()) {
            return;
        }
        Progress progress = target.progress(action);
        if (progress instanceof Progress.Confirmed confirmed) {
            memory.end(new Outcome(action, true, confirmed.text()));
        } else if (progress instanceof Progress.Failed failed) {
            memory.end(new Outcome(action, false, failed.reason()));
        } else if (progress instanceof Progress.Cancelled) {
            memory.close(new Outcome(action, false, CANCELLED));
        } else {
            String step = progress instanceof Progress.Working working ? working.step() : "accepted";
            if (!step.equals(memory.step()) && !steps.exhausted(action)) {
                tellStep(action, step);
            }
        }
    }

    /** What the server does not want to know is not worth a stop: the next poll tells whether the action is still wanted. */
    private void tellStep(String action, String step) throws DeliveryException, IOException {
        try {
            client.feedback(action, Feedback.PROCEEDING, step);
        } catch (DeliveryException e) {
            if (e.retryable()) {
                throw e;
            }
            LOG.debug("hawkBit was not told of '{}': {}", step, e.getMessage());
        }
        memory.told(step);
    }

    private void sendOutcome() throws DeliveryException, IOException {
        Outcome outcome = memory.unsent();
        if (outcome == null) {
            return;
        }
        tell(outcome);
        memory.sent();
        if (!outcome.success()) {
            tellInstalled();
        }
    }

    private void tell(Outcome outcome) throws DeliveryException {
        try {
            client.feedback(outcome.action(), outcome.success() ? Feedback.SUCCESS : Feedback.FAILURE, outcome.text());
        } catch (DeliveryException e) {
            // A refused token may be put right by an operator; an action of which only the end is refused must not block all others.
            if (e.retryable() || e.reason() == Reason.REFUSED && !repeats.exhausted("end of " + outcome.action())) {
                throw e;
            }
            LOG.warn("hawkBit does not want to know how action {} ended: {}", outcome.action(), e.getMessage());
        }
    }

    /** After a failure the server believes the new set is assigned; newer servers can be told what is really active. */
    private void tellInstalled() {
        Optional<DeploymentTarget.Installed> installed = target.installed();
        if (!installedKnown || installed.isEmpty()) {
            return;
        }
        try {
            client.installed(installed.get().name(), installed.get().version());
        } catch (DeliveryException e) {
            installedKnown = e.retryable();
            LOG.debug("hawkBit was not told what is installed: {}", e.getMessage());
        }
    }

    private void cancel(URI link) throws DeliveryException, IOException {
        DdiAnswers.Cancel asked = client.cancel(link);
        String stop = asked.stopId();
        Outcome over = memory.outcomeOf(stop);
        Cancellation outcome = over == null ? target.cancel(stop) : over.text().equals(CANCELLED) ? Cancellation.DONE : Cancellation.TOO_LATE;
        if (outcome == Cancellation.DONE) {
            client.cancelFeedback(asked.id(), Feedback.SUCCESS, CANCELLED);
            memory.close(new Outcome(stop, false, CANCELLED));
        } else if (outcome == Cancellation.TOO_LATE && !repeats.exhausted("cancel " + stop)) {
            client.cancelFeedback(asked.id(), Feedback.REJECTED, "too late: being activated, or ended already");
        }
    }

    /** The server closed an action by itself (forced quit, target re-assigned). */
    private void withdrawn(String action) throws IOException {
        if (target.cancel(action) == Cancellation.DONE || target.progress(action) instanceof Progress.NotStarted) {
            memory.close(new Outcome(action, false, "withdrawn by the server"));
        }
    }
}
