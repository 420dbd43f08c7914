package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.internal.http.HttpFetch;
import dev.hearken.update.internal.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of hawkBit's device interface (DDI), each one exchange; answers are capped. For one thread. */
final class DdiClient {

    /** How an action stands, in the words of the interface: {@code execution} and {@code result.finished}. */
    enum Feedback {
        PROCEEDING("proceeding", "none"), SUCCESS("closed", "success"), FAILURE("closed", "failure"), REJECTED("rejected", "none");

        private final String execution;
        private final String finished;

        Feedback(String execution, String finished) {
            this.execution = execution;
            this.finished = finished;
        }
    }

    private static final int MOST_BYTES = 1 << 20;
    /** hawkBit refuses longer messages. */
    private static final int LONGEST_DETAIL = 500;
    private static final Map<String, String> READ = Map.of("Accept", "application/hal+json, application/json");
    private static final Map<String, String> WRITE = Map.of("Content-Type", "application/json", "Accept", "application/hal+json, application/json");

    private final HttpFetch fetch;
    private final URI device;

    DdiClient(HawkbitSettings settings, HttpFetch fetch) {
        this.fetch = fetch;
        this.device = settings.http().base().resolve(settings.tenant() + "/controller/v1/" + settings.controllerId());
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] text) throws IOException;
    }

    DdiAnswers.Poll poll() throws DeliveryException {
        return get(device, DdiAnswers::poll);
    }

    DdiAnswers.Assignment assignment(URI link) throws DeliveryException {
        return get(link, DdiAnswers::assignment);
    }

    DdiAnswers.Cancel cancel(URI link) throws DeliveryException {
        return get(link, DdiAnswers::cancel);
    }

    void attributes(Map<String, String> values) throws DeliveryException {
        send("PUT", "/configData", Map.of("mode", "merge", "data", values, "status", status(Feedback.SUCCESS, Optional.empty())));
    }

    void feedback(String action, Feedback feedback, String detail) throws DeliveryException {
        send("POST", "/deploymentBase/" + action + "/feedback", Map.of("id", action, "status", status(feedback, Optional.of(detail))));
    }

    void cancelFeedback(String action, Feedback feedback, String detail) throws DeliveryException {
        send("POST", "/cancelAction/" + action + "/feedback", Map.of("id", action, "status", status(feedback, Optional.of(detail))));
    }

    /** What is really active, after a roll-back; servers before 0.5 do not know this resource. */
    void installed(String name, String version) throws DeliveryException {
        send("PUT", "/installedBase", Map.of("name", name, "version", version));
    }

    private static Map<String, Object> status(Feedback feedback, Optional<String> detail) {
        List<String> details = detail.map(text -> List.of(text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL - 3) + "...")).orElse(List.of());
        return Map.of("execution", feedback.execution, "result", Map.of("finished", feedback.finished), "details", details);
    }

    private <T> T get(URI uri, Reader<T> reader) throws DeliveryException {
        byte[] text = fetch.get(uri, READ, MOST_BYTES);
        try {
            return reader.read(text);
        } catch (IOException e) {
            throw new DeliveryException(Reason.MALFORMED, uri + ": " + e.getMessage(), e);
        }
    }

    private void send(String method, String below, Map<String, ?> body) throws DeliveryException {
        fetch.put(method, URI.create(device + below), WRITE, JsonText.bytes(body), MOST_BYTES);
    }
}
