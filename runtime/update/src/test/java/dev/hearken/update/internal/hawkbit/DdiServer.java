package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.WebStub;
import dev.hearken.update.WebStub.Request;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The device interface of a hawkBit server as its documentation describes it, for one device and one action at a time. */
final class DdiServer implements AutoCloseable {

    static final String TOKEN = "TargetToken test";

    /** What the device told, such as {@code deploymentBase/7 closed/success [confirmed]}. */
    private final List<String> told = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Integer> brokenFiles = new LinkedHashMap<>();
    private final WebStub web;
    private @Nullable String offered;
    private @Nullable String cancelled;
    private String sleep = "00:00:30";
    private String modes = "\"download\":\"forced\",\"update\":\"forced\"";
    private @Nullable String brokenDeployment;
    private int statusOfAll;
    private int statusOfFeedback;
    private int statusOfDeployment;
    private boolean wantsAttributes;
    private boolean knowsInstalledBase = true;
    private boolean refusesAttributes;

    DdiServer() throws IOException {
        web = new WebStub(this::answer);
    }

    String url() {
        return web.url("/");
    }

    WebStub web() {
        return web;
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    synchronized List<String> told(String beginning) {
        return told.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    synchronized void file(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    synchronized void offer(@Nullable String action) {
        offered = action;
    }

    synchronized void cancel(@Nullable String action) {
        cancelled = action;
    }

    synchronized void sleep(String time) {
        sleep = time;
    }

    synchronized void modes(String json) {
        modes = json;
    }

    synchronized void breakDeployment(@Nullable String json) {
        brokenDeployment = json;
    }

    /** Every request is answered with this; 0 = as it should be. */
    synchronized void failWith(int status) {
        statusOfAll = status;
    }

    synchronized void failFeedbackWith(int status) {
        statusOfFeedback = status;
    }

    synchronized void failDeploymentWith(int status) {
        statusOfDeployment = status;
    }

    synchronized void failFileWith(String name, int status) {
        brokenFiles.put(name, status);
    }

    synchronized void wantAttributes() {
        wantsAttributes = true;
    }

    synchronized void refuseAttributes() {
        refusesAttributes = true;
    }

    /** As before version 0.5. */
    synchronized void forgetInstalledBase() {
        knowsInstalledBase = false;
    }

    private synchronized void answer(Request request, OutputStream out) throws Exception {
        String device = "/DEFAULT/controller/v1/kitchen";
        if (statusOfAll != 0 || !request.header("Authorization").equals(TOKEN)) {
            WebStub.reply(out, (statusOfAll == 0 ? 401 : statusOfAll) + " Status", new byte[0]);
        } else if (!request.path().startsWith(device)) {
            WebStub.reply(out, "404 Not Found", new byte[0]);
        } else {
            String[] path = request.path().substring(device.length()).split("/");
            switch (request.method()) {
                case "GET" -> get(path, request, out);
                case "PUT" -> put(path, request, out);
                default -> post(path, request, out);
            }
        }
    }

    private void get(String[] path, Request request, OutputStream out) throws Exception {
        if (path.length == 1) {
            json(out, poll());
        } else if (path[1].startsWith("deploymentBase") && path.length == 3 && offered != null) {
            if (statusOfDeployment != 0) {
                WebStub.reply(out, statusOfDeployment + " Status", new byte[0]);
            } else {
                json(out, brokenDeployment != null ? brokenDeployment : deployment());
            }
        } else if (path[1].equals("cancelAction") && cancelled != null) {
            json(out, "{\"id\":\"" + cancelled + "\",\"cancelAction\":{\"stopId\":\"" + cancelled + "\"}}");
        } else if (path[1].equals("files") && brokenFiles.containsKey(path[2])) {
            WebStub.reply(out, brokenFiles.get(path[2]) + " Status", new byte[0]);
        } else if (path[1].equals("files") && files.containsKey(path[2])) {
            WebStub.file(request, out, files.get(path[2]));
        } else {
            WebStub.reply(out, "404 Not Found", new byte[0]);
        }
    }

    private void put(String[] path, Request request, OutputStream out) throws Exception {
        if (path[1].equals("configData") && refusesAttributes) {
            WebStub.reply(out, "400 Bad Request", new byte[0]);
            return;
        }
        if (path[1].equals("installedBase") && !knowsInstalledBase) {
            WebStub.reply(out, "404 Not Found", new byte[0]);
            return;
        }
        Map<?, ?> body = JsonTree.object(request.body());
        if (path[1].equals("configData")) {
            wantsAttributes = false;
            told.add("configData " + JsonTree.text(body, "mode") + " " + JsonTree.map(body, "data"));
        } else {
            told.add(path[1] + " " + JsonTree.text(body, "name") + " " + JsonTree.text(body, "version"));
        }
        WebStub.reply(out, "200 OK", new byte[0]);
    }

    private void post(String[] path, Request request, OutputStream out) throws Exception {
        if (statusOfFeedback != 0) {
            WebStub.reply(out, statusOfFeedback + " Status", new byte[0]);
            return;
        }
        Map<?, ?> body = JsonTree.object(request.body());
        Map<?, ?> status = JsonTree.map(body, "status");
        String execution = JsonTree.text(status, "execution");
        String finished = JsonTree.text(JsonTree.map(status, "result"), "finished");
        told.add(path[1] + "/" + path[2] + " " + execution + "/" + finished + " " + JsonTree.list(status, "details"));
        if (!JsonTree.text(body, "id").equals(path[2]) || !path[3].equals("feedback")) {
            WebStub.reply(out, "400 Bad Request", new byte[0]);
            return;
        }
        if (path[1].equals("cancelAction")) {
            offered = execution.equals("closed") ? null : cancelled;
            cancelled = null;
        } else if (execution.equals("closed") && path[2].equals(offered)) {
            offered = null;
        }
        WebStub.reply(out, "200 OK", new byte[0]);
    }

    private String poll() {
        String here = web.url("/DEFAULT/controller/v1/kitchen");
        List<String> links = new ArrayList<>();
        if (cancelled != null) {
            links.add("\"cancelAction\":{\"href\":\"" + here + "/cancelAction/" + cancelled + "\"}");
        } else if (offered != null) {
            links.add("\"deploymentBase\":{\"href\":\"" + here + "/deploymentBase/" + offered + "?c=-2122565939\"}");
        }
        if (wantsAttributes) {
            links.add("\"configData\":{\"href\":\"" + here + "/configData\"}");
        }
        return "{\"config\":{\"polling\":{\"sleep\":\"" + sleep + "\"}},\"_links\":{" + String.join(",", links) + "},\"somethingNew\":[1,2.5,null,true]}";
    }

    private String deployment() throws Exception {
        List<String> artifacts = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.getValue()));
            artifacts.add("{\"filename\":\"" + file.getKey() + "\",\"hashes\":{\"sha1\":\"-\",\"md5\":\"-\",\"sha256\":\"" + sha256 + "\"},\"size\":"
                + file.getValue().length + ",\"_links\":{\"download-http\":{\"href\":\"" + web.url("/DEFAULT/controller/v1/kitchen/files/" + file.getKey()) + "\"}}}");
        }
        return "{\"id\":\"" + offered + "\",\"deployment\":{" + modes + ",\"chunks\":[{\"part\":\"modelpack\",\"name\":\"kws-en\",\"version\":\"1.2.0\","
            + "\"metadata\":[{\"key\":\"channel\",\"value\":\"stable\"}],\"artifacts\":[" + String.join(",", artifacts) + "]}]},\"actionHistory\":{\"status\":\"RUNNING\"}}";
    }

    private static void json(OutputStream out, String text) throws IOException {
        WebStub.reply(out, "200 OK", text.getBytes(StandardCharsets.UTF_8), "Content-Type: application/hal+json;charset=UTF-8");
    }

    @Override
    public void close() throws IOException {
        web.close();
    }
}
