package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operator's side of a real hawkBit server: its management interface, as far as the tests need it. */
final class HawkbitManagement {

    private static final String LOGIN = "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));
    private static final int PAGE = 100;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;

    HawkbitManagement(int port) {
        this.root = "http://127.0.0.1:" + port + "/rest/v1";
    }

    /** The status of a harmless request; 0 if nobody answers. */
    int status() throws InterruptedException {
        try {
            return client.send(request("/system/configs").GET().build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    Map<?, ?> get(String path) throws IOException, InterruptedException {
        return JsonTree.object(send(request(path).GET().build()));
    }

    void configure(String key, Object value) throws IOException, InterruptedException {
        send(request("/system/configs/" + key).header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"value\":" + (value instanceof Boolean ? value : "\"" + value + "\"") + "}")).build());
    }

    /** Returns the device tokens by name. */
    Map<String, String> targets(List<String> names) throws IOException, InterruptedException {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int from = 0; from < names.size(); from += PAGE) {
            List<Map<String, Object>> page = new ArrayList<>();
            for (String name : names.subList(from, Math.min(names.size(), from + PAGE))) {
                page.add(Map.of("controllerId", name, "name", name));
            }
            for (Object made : post("/targets", page)) {
                Map<?, ?> target = (Map<?, ?>) made;
                tokens.put(JsonTree.text(target, "controllerId"), JsonTree.text(target, "securityToken"));
            }
        }
        return tokens;
    }

    /** A module of one kind of our own, and the kind of set that holds it. */
    void makeTypes() throws IOException, InterruptedException {
        String module = id(post("/softwaremoduletypes", List.of(Map.of("key", "modelpack", "name", "Model pack", "description", "signed", "maxAssignments", 1))));
        post("/distributionsettypes", List.of(Map.of("key", "modelset", "name", "Model set", "mandatorymodules", List.of(Map.of("id", Long.parseLong(module))))));
    }

    /** A distribution set of one module with the given files; returns its id. */
    String set(String version, Map<String, byte[]> files) throws IOException, InterruptedException {
        String module = id(post("/softwaremodules", List.of(Map.of("name", "kws-en", "version", version, "type", "modelpack", "vendor", "Hearken"))));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            upload("/softwaremodules/" + module + "/artifacts", file.getKey(), file.getValue());
        }
        return id(post("/distributionsets", List.of(Map.of("name", "kws", "version", version, "type", "modelset", "modules", List.of(Map.of("id", Long.parseLong(module)))))));
    }

    void assign(String set, String target) throws IOException, InterruptedException {
        postRaw("/distributionsets/" + set + "/assignedTargets", List.of(Map.of("id", target, "type", "forced")));
    }

    void cancelOpenAction(String target) throws IOException, InterruptedException {
        String action = JsonTree.text((Map<?, ?>) JsonTree.list(get("/targets/" + target + "/actions?sort=ID:DESC"), "content").get(0), "id");
        send(request("/targets/" + target + "/actions/" + action).DELETE().build());
    }

    String updateStatus(String target) throws IOException, InterruptedException {
        return JsonTree.text(get("/targets/" + target), "updateStatus");
    }

    /** What the device told of its latest action, newest first. */
    String messages(String target) throws IOException, InterruptedException {
        String action = JsonTree.text((Map<?, ?>) JsonTree.list(get("/targets/" + target + "/actions?sort=ID:DESC"), "content").get(0), "id");
        return JsonTree.list(get("/targets/" + target + "/actions/" + action + "/status?limit=50"), "content").toString();
    }

    /**
     * A rollout over all targets whose names match, in two groups: a canary of some percent, whose failures over a threshold
     * pause everything, and the rest.
     */
    String rollout(String set, String filter, int canaryPercent, int errorPercent) throws IOException, InterruptedException {
        Map<String, Object> conditions = Map.of("successCondition", Map.of("condition", "THRESHOLD", "expression", "90"),
            "successAction", Map.of("action", "NEXTGROUP", "expression", ""),
            "errorCondition", Map.of("condition", "THRESHOLD", "expression", String.valueOf(errorPercent)),
            "errorAction", Map.of("action", "PAUSE", "expression", ""));
        List<Map<String, Object>> groups = new ArrayList<>();
        for (String name : List.of("canary", "rest")) {
            Map<String, Object> group = new LinkedHashMap<>(conditions);
            group.put("name", name);
            group.put("targetPercentage", name.equals("canary") ? canaryPercent : 100);
            groups.add(group);
        }
        return JsonTree.text(JsonTree.object(postRaw("/rollouts", Map.of("name", "rollout " + set, "distributionSetId", Long.parseLong(set), "targetFilterQuery", filter,
            "type", "forced", "groups", groups))), "id");
    }

    void startRollout(String id) throws IOException, InterruptedException {
        send(request("/rollouts/" + id + "/start").POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    String rolloutStatus(String id) throws IOException, InterruptedException {
        return JsonTree.text(get("/rollouts/" + id), "status");
    }

    private List<?> post(String path, Object body) throws IOException, InterruptedException {
        byte[] answer = postRaw(path, body);
        // A list is no JSON object: it is wrapped to be read by the same means.
        return JsonTree.list(JsonTree.object(("{\"list\":" + new String(answer, StandardCharsets.UTF_8) + "}").getBytes(StandardCharsets.UTF_8)), "list");
    }

    private byte[] postRaw(String path, Object body) throws IOException, InterruptedException {
        byte[] wrapped = JsonText.bytes(Map.of("b", body));
        byte[] text = java.util.Arrays.copyOfRange(wrapped, "{\"b\":".length(), wrapped.length - 1);
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(text)).build());
    }

    private void upload(String path, String name, byte[] bytes) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        send(request(path).header("Content-Type", "multipart/form-data; boundary=part").POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build());
    }

    private static String id(List<?> made) {
        return JsonTree.text((Map<?, ?>) made.get(0), "id");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", LOGIN).header("Accept", "application/hal+json, application/json");
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertTrue(response.statusCode() / 100 == 2, () -> request + ": " + response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        return response.body();
    }
}
