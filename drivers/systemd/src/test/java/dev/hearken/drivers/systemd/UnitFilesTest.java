package dev.hearken.drivers.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in systemd/, as systemd's own tools see them; skipped where these are missing. */
class UnitFilesTest {

    private static final Path FOLDER = Path.of(System.getProperty("hearken.root"), "systemd");
    private static final String LAUNCHER = "/usr/lib/hearken/hearken";
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {
    }

    private Ended run(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not installed (Debian: apt install systemd)");
            throw e;
        }
        int code = process.waitFor();
        return new Ended(code, Files.readString(said, StandardCharsets.UTF_8));
    }

    /** The unit with a launcher that exists here. */
    private Path unit(String name) throws IOException {
        Path launcher = folder.resolve("hearken");
        if (!Files.exists(launcher)) {
            Files.writeString(launcher, "#!/bin/sh\n");
            assertTrue(launcher.toFile().setExecutable(true));
        }
        String text = Files.readString(FOLDER.resolve(name));
        assertTrue(text.contains(LAUNCHER), name);
        return Files.writeString(folder.resolve(name), text.replace(LAUNCHER, launcher.toString()).replaceAll("(?m)^Documentation=.*\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"hearken.service, 2.0", "hearken-network.service, 3.0"})
    void shouldExposeLittle(String name, double most) throws Exception {
        Ended ended = run("systemd-analyze", "security", "--offline=yes", "--no-pager", FOLDER.resolve(name).toString());
        Matcher exposure = EXPOSURE.matcher(ended.said());
        assertTrue(exposure.find(), ended.said());
        assertTrue(Double.parseDouble(exposure.group(1)) <= most, ended.said());
    }

    @Test
    void shouldBeFreeOfMistakes() throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no", "--recursive-errors=no"));
        for (String name : List.of("hearken.service", "hearken-network.service")) {
            command.add(unit(name).toString());
        }
        Ended ended = run(command.toArray(String[]::new));
        assertEquals("", String.join("\n", ended.said().lines().filter(line -> line.contains("hearken")).toList()));
        assertEquals(0, ended.code(), ended.said());
    }

    @Test
    void shouldFailTheCheckWithAMistake() throws Exception {
        Path broken = unit("hearken.service");
        Files.writeString(broken, Files.readString(broken).replace("MemoryMax=400M", "MemoryMax=plenty"));
        assertTrue(run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", broken.toString()).said().contains("plenty"));
    }

    @Test
    void shouldMakeTheSpeakersUserAndFolders() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/group"), "audio:x:29:\n");
        Path sysusers = FOLDER.resolve("sysusers.conf");
        assertEquals(0, run("systemd-sysusers", "--root=" + root, sysusers.toString()).code());
        assertTrue(Files.readAllLines(root.resolve("etc/passwd")).stream().anyMatch(line -> line.matches("hearken:x:\\d+:\\d+:.*:/var/lib/hearken:.*nologin")));
        assertTrue(Files.readAllLines(root.resolve("etc/group")).contains("audio:x:29:hearken"));
        Ended made = run("systemd-tmpfiles", "--create", "--root=" + root, FOLDER.resolve("tmpfiles.conf").toString());
        Assumptions.assumeTrue(Files.getOwner(root).getName().equals("root"), "only root can give folders away");
        assertEquals(0, made.code(), made.said());
        try (Stream<Path> folders = Stream.of("etc/hearken", "etc/credstore", "var/lib/hearken").map(root::resolve)) {
            assertTrue(folders.allMatch(Files::isDirectory));
        }
    }
}
