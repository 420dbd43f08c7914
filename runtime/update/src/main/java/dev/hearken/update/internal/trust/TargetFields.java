package dev.hearken.update.internal.trust;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.ContentId;
import dev.hearken.update.Golden;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Target;
import dev.hearken.update.TargetFile;
import dev.hearken.update.TargetKind;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Targets as JSON, in a targets document and in the manifest of an installed release. */
public final class TargetFields {

    static final int MOST_TARGETS = 64;
    private static final int MOST_FILES = 256;
    private static final int LONGEST_MANIFEST = 2 << 20;
    private static final String PLAIN_PATH = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){0,3}";

    private TargetFields() {
    }

    /** Canonical bytes. */
    public static byte[] manifest(List<Target> targets) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", 1);
        fields.put("targets", write(targets));
        return JsonText.bytes(fields);
    }

    public static List<Target> readManifest(byte[] manifest) throws RefusedException {
        var fields = StrictJson.read("release", manifest, LONGEST_MANIFEST).object("format", "targets");
        fields.get("format").integer(1, 1);
        return read(fields.get("targets"));
    }

    static List<Target> read(StrictJson json) throws RefusedException {
        List<Target> targets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (StrictJson item : json.list(MOST_TARGETS)) {
            Target target = target(item);
            if (!seen.add(target.folder())) {
                throw item.error("the same target twice: " + target.folder());
            }
            targets.add(target);
        }
        return targets;
    }

    static List<Object> write(List<Target> targets) {
        List<Object> list = new ArrayList<>();
        for (Target target : targets) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("kind", target.kind().word());
            fields.put("name", target.name());
            fields.put("version", target.version());
            fields.put("boards", target.boards());
            Map<String, Object> range = new LinkedHashMap<>();
            range.put("min", target.min().toString());
            range.put("below", target.below().toString());
            fields.put("runtime", range);
            fields.put("files", target.files().stream().map(f -> file(f.path(), f.content())).toList());
            target.golden().ifPresent(golden -> fields.put("golden", write(golden)));
            list.add(fields);
        }
        return list;
    }

    private static Target target(StrictJson json) throws RefusedException {
        var fields = json.object(Set.of("kind", "name", "version", "boards", "runtime", "files"), Set.of("golden"));
        TargetKind kind = oneOf(TargetKind.values(), fields.get("kind"));
        List<TargetFile> files = files(fields.get("files"));
        Optional<Golden> golden = Optional.empty();
        if (kind == TargetKind.PACK != fields.containsKey("golden")) {
            throw json.error("a pack, and only a pack, has golden recordings");
        }
        if (fields.containsKey("golden")) {
            golden = Optional.of(golden(fields.get("golden")));
        }
        List<String> boards = new ArrayList<>();
        for (StrictJson board : fields.get("boards").list(MOST_TARGETS)) {
            boards.add(Fields.name(board));
        }
        var range = fields.get("runtime").object("min", "below");
        return new Target(kind, Fields.name(fields.get("name")), word(fields.get("version")), boards,
            runtime(range.get("min")), runtime(range.get("below")), files, golden);
    }

    private static List<TargetFile> files(StrictJson json) throws RefusedException {
        List<TargetFile> files = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (StrictJson item : json.list(MOST_FILES)) {
            var fields = item.object("path", "sha256", "length");
            String path = path(fields.get("path"));
            claim(places, path, item);
            files.add(new TargetFile(path, Fields.content(fields.get("sha256"), fields.get("length"))));
        }
        if (files.isEmpty()) {
            throw json.error("a target has at least one file");
        }
        return files;
    }

    /** A path that can only lie below its folder, on any file system. */
    private static String path(StrictJson json) throws RefusedException {
        String path = json.text(255);
        boolean hidden = Arrays.stream(path.split("/")).anyMatch(part -> part.startsWith(".") || part.endsWith("."));
        if (!path.matches(PLAIN_PATH) || hidden || path.endsWith(PartialName.SUFFIX)) {
            throw new RefusedException(Refusal.UNSAFE_NAME, json.error("a path has up to four parts of letters, digits, '.', '_', '-'"
                + " that neither begin nor end with a dot").reason());
        }
        return path;
    }

    /** Refuses two paths that are one on some file system, and a file where a folder must be. */
    private static void claim(Set<String> places, String path, StrictJson item) throws RefusedException {
        String folded = path.toLowerCase(Locale.ROOT);
        boolean clash = places.stream().anyMatch(other -> other.equals(folded) || other.startsWith(folded + "/") || folded.startsWith(other + "/"));
        if (clash) {
            throw new RefusedException(Refusal.UNSAFE_NAME, item.error("its path is also that of another file or folder").reason());
        }
        places.add(folded);
    }

    private static Golden golden(StrictJson json) throws RefusedException {
        var fields = json.object("recordings", "limits");
        List<Golden.Recording> recordings = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (StrictJson item : fields.get("recordings").list(MOST_FILES)) {
            var entry = item.object("path", "sha256", "length", "expected", "text");
            String path = path(entry.get("path"));
            claim(places, path, item);
            recordings.add(new Golden.Recording(path, Fields.content(entry.get("sha256"), entry.get("length")),
                oneOf(Golden.Expectation.values(), entry.get("expected")), entry.get("text").text(200)));
        }
        if (recordings.isEmpty()) {
            throw json.error("a pack has at least one golden recording");
        }
        return new Golden(recordings, limits(fields.get("limits"), recordings.size()));
    }

    private static Golden.Limits limits(StrictJson json, int recordings) throws RefusedException {
        var limits = json.object(Set.of("latencyMillis", "cpuPercent", "memoryMiB", "mistakes"), Set.of("fallbacks"));
        // What may be left out stands for 0, and 0 is left out: one release has one manifest.
        int fallbacks = limits.containsKey("fallbacks") ? (int) limits.get("fallbacks").integer(1, MOST_FILES) : 0;
        return new Golden.Limits((int) limits.get("latencyMillis").integer(1, 60_000), (int) limits.get("cpuPercent").integer(1, 10_000),
            (int) limits.get("memoryMiB").integer(1, 1 << 20), (int) limits.get("mistakes").integer(0, recordings), fallbacks);
    }

    private static Map<String, Object> write(Golden golden) {
        List<Object> recordings = new ArrayList<>();
        for (Golden.Recording recording : golden.recordings()) {
            Map<String, Object> entry = file(recording.path(), recording.content());
            entry.put("expected", recording.expected().word());
            entry.put("text", recording.text());
            recordings.add(entry);
        }
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("latencyMillis", golden.limits().latencyMillis());
        limits.put("cpuPercent", golden.limits().cpuPercent());
        limits.put("memoryMiB", golden.limits().memoryMiB());
        limits.put("mistakes", golden.limits().mistakes());
        if (golden.limits().fallbacks() > 0) {
            limits.put("fallbacks", golden.limits().fallbacks());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("recordings", recordings);
        fields.put("limits", limits);
        return fields;
    }

    private static Map<String, Object> file(String path, ContentId content) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path);
        fields.put("sha256", content.sha256());
        fields.put("length", content.length());
        return fields;
    }

    private static RuntimeVersion runtime(StrictJson json) throws RefusedException {
        try {
            return RuntimeVersion.parse(json.text(20));
        } catch (IllegalArgumentException e) {
            throw json.error(String.valueOf(e.getMessage()));
        }
    }

    private static String word(StrictJson json) throws RefusedException {
        String word = json.text(40);
        if (!word.matches("[A-Za-z0-9._+-]+")) {
            throw json.error("a version of letters, digits, '.', '_', '+', '-' is expected");
        }
        return word;
    }

    private static <E extends Enum<E>> E oneOf(E[] values, StrictJson json) throws RefusedException {
        String word = json.text(40);
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return value;
            }
        }
        throw json.error("not one of the words known here");
    }
}
