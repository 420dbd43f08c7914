package dev.hearken.update.internal.hawkbit;

import dev.hearken.update.ContentId;
import dev.hearken.update.Deployment;
import dev.hearken.update.Deployment.Mode;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what hawkBit's Direct Device Integration API answers (documentation of the DDI root resource). What is not known is
 * skipped, what is needed and missing is an {@link IOException} that says so; numbers of modules and files are bounded.
 */
final class DdiAnswers {

    private static final int MOST_MODULES = 32;
    private static final int MOST_FILES = 256;
    private static final Pattern SLEEP = Pattern.compile("(\\d{1,3}):(\\d{2}):(\\d{2})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * The answer to a poll.
     *
     * @param sleep how long to wait until the next; empty if not told
     */
    record Poll(Optional<Duration> sleep, @Nullable URI deployment, @Nullable URI cancel, @Nullable URI configData) {
    }

    /**
     * @param id     names the request itself
     * @param stopId the action that shall be stopped
     */
    record Cancel(String id, String stopId) {
    }

    /** @param links where each file is, by SHA-256 */
    record Assignment(Deployment deployment, Map<String, URI> links) {
    }

    private DdiAnswers() {
    }

    static Poll poll(byte[] text) throws IOException {
        Map<?, ?> root = JsonTree.object(text);
        String sleep = JsonTree.text(JsonTree.map(JsonTree.map(root, "config"), "polling"), "sleep");
        Map<?, ?> links = JsonTree.map(root, "_links");
        return new Poll(sleep(sleep), link(links, "deploymentBase"), link(links, "cancelAction"), link(links, "configData"));
    }

    static Optional<Duration> sleep(String text) {
        Matcher time = SLEEP.matcher(text);
        return time.matches() ? Optional.of(Duration.ofHours(Integer.parseInt(time.group(1))).plusMinutes(Integer.parseInt(time.group(2)))
            .plusSeconds(Integer.parseInt(time.group(3)))) : Optional.empty();
    }

    /** The id of an action that a link of a poll leads to; empty if there is none in it. */
    static Optional<String> action(URI link) {
        String path = link.getPath() == null ? "" : link.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return ACTION.matcher(last).matches() ? Optional.of(last) : Optional.empty();
    }

    static Cancel cancel(byte[] text) throws IOException {
        Map<?, ?> root = JsonTree.object(text);
        return new Cancel(required(root, "id", ACTION), required(JsonTree.map(root, "cancelAction"), "stopId", ACTION));
    }

    static Assignment assignment(byte[] text) throws IOException {
        Map<?, ?> root = JsonTree.object(text);
        String id = required(root, "id", ACTION);
        Map<?, ?> deployment = JsonTree.map(root, "deployment");
        List<?> chunks = JsonTree.list(deployment, "chunks");
        if (chunks.isEmpty() || chunks.size() > MOST_MODULES) {
            throw new IOException(chunks.size() + " modules, 1 to " + MOST_MODULES + " expected");
        }
        Map<String, URI> links = new LinkedHashMap<>();
        List<Deployment.Module> modules = new ArrayList<>();
        for (Object chunk : chunks) {
            modules.add(module(chunk instanceof Map<?, ?> map ? map : Map.of(), links));
        }
        Mode update = JsonTree.text(deployment, "maintenanceWindow").equals("unavailable") ? Mode.SKIP : mode(JsonTree.text(deployment, "update"));
        return new Assignment(new Deployment(id, modules, mode(JsonTree.text(deployment, "download")), update), links);
    }

    private static Deployment.Module module(Map<?, ?> chunk, Map<String, URI> links) throws IOException {
        Map<String, ContentId> files = new LinkedHashMap<>();
        for (Object item : JsonTree.list(chunk, "artifacts")) {
            Map<?, ?> artifact = item instanceof Map<?, ?> map ? map : Map.of();
            String sha256 = required(JsonTree.map(artifact, "hashes"), "sha256", SHA256);
            long size = artifact.get("size") instanceof Number number ? number.longValue() : -1;
            if (size < 0 || size > ContentId.MAX_LENGTH) {
                throw new IOException("an artifact without size, or of more than " + ContentId.MAX_LENGTH + " bytes");
            }
            Map<?, ?> hrefs = JsonTree.map(artifact, "_links");
            URI secure = link(hrefs, "download");
            URI plain = link(hrefs, "download-http");
            URI where = secure != null ? secure : plain;
            String name = JsonTree.text(artifact, "filename");
            if (where == null || name.isEmpty()) {
                throw new IOException("an artifact without name or download link");
            }
            files.put(name, new ContentId(sha256, size));
            links.put(sha256, where);
            if (links.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files");
            }
        }
        return new Deployment.Module(JsonTree.text(chunk, "part"), JsonTree.text(chunk, "name"), JsonTree.text(chunk, "version"), metadata(chunk), files);
    }

    private static Map<String, String> metadata(Map<?, ?> chunk) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Object item : JsonTree.list(chunk, "metadata")) {
            if (item instanceof Map<?, ?> entry) {
                found.put(JsonTree.text(entry, "key"), JsonTree.text(entry, "value"));
            }
        }
        return found;
    }

    /** What is not known is not done. */
    private static Mode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "forced" -> Mode.FORCED;
            case "attempt" -> Mode.ATTEMPT;
            default -> Mode.SKIP;
        };
    }

    private static String required(Map<?, ?> from, String name, Pattern form) throws IOException {
        String text = JsonTree.text(from, name);
        if (!form.matcher(text).matches()) {
            throw new IOException("'" + name + "' is missing or not what it should be");
        }
        return text;
    }

    private static @Nullable URI link(Map<?, ?> links, String name) throws IOException {
        String href = JsonTree.text(JsonTree.map(links, name), "href");
        try {
            return href.isEmpty() ? null : URI.create(href);
        } catch (IllegalArgumentException e) {
            throw new IOException("link '" + name + "' is no address", e);
        }
    }
}
