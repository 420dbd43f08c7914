package dev.hearken.models.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a small valid pack into a folder and lets a test damage it. */
final class PackFolder {

    final Path folder;
    final Map<String, byte[]> files = new LinkedHashMap<>();
    String head = """
        format: 1
        id: tiny
        version: 0.1.0
        language: en
        licence: Apache-2.0
        runtime: {min: "0.1", below: "1.0"}
        boards: [any]
        """;
    String models = """
        models:
          - role: vad
            name: speech
            backend: memory
            file: vad.bin
            card: vad.md
            inputs: [{name: fbank, type: float32, shape: [1, 4, 40]}]
            outputs: [{name: speech, type: float32, shape: [1, 1]}]
            parameters: {framesPerStep: 4, threshold: 0.5, labels: [a, b], nested: {deep: true}}
        """;

    PackFolder(Path folder) {
        this.folder = folder;
        files.put("vad.bin", "some weights".getBytes());
        files.put("vad.md", "# Card".getBytes());
    }

    PackFolder write() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return manifest(head + models + listing());
    }

    PackFolder manifest(String yaml) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("pack.yaml"), yaml);
        return this;
    }

    String listing() {
        StringBuilder yaml = new StringBuilder("files:\n");
        files.forEach((path, bytes) -> yaml.append("  - {path: ").append(path).append(", size: ").append(bytes.length)
            .append(", sha256: ").append(sha256(bytes)).append("}\n"));
        return yaml.toString();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
