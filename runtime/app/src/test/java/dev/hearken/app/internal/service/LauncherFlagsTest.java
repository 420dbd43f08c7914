package dev.hearken.app.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkout and a package start Java with the same flags; both launchers run here with a Java that tells what it was given. */
class LauncherFlagsTest {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root"));
    private static final Path IMAGE = ROOT.resolve("board-configs/image");
    private static final String TELLS = "#!/bin/sh\nfor given; do echo \"$given\"; done\nenv | grep -E '^(ORT_|MALLOC_)' | sed 's/^/env /'\n";
    /** What only one of them needs: places of files, and how the archive of classes is found. */
    private static final String PLACES = "-D(hearken\\.home|jna\\.|onnxruntime\\.|ZstdNativePath).*|-Xshare.*|-Xlog:cds.*|-XX:SharedArchiveFile.*|-cp.*|[^-e].*";

    @TempDir
    private Path folder;
    private Path checkout;
    private Path installed;

    @BeforeEach
    void layOut() throws IOException, InterruptedException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        Path target = Files.createDirectories(checkout.resolve("runtime/app/target/dependencies")).getParent();
        for (Path file : List.of(target.resolve(".built"), target.resolve("hearken-app-1.jar"), target.resolve("dependencies/a.jar"))) {
            Files.createFile(file);
        }
        Files.copy(ROOT.resolve("hearken"), checkout.resolve("hearken"));
        copyOptions(checkout.resolve("board-configs/java"));
        javaAt(checkout.resolve("jdk"));
        Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");

        installed = Files.createDirectories(folder.resolve("installed"));
        Files.createDirectories(installed.resolve("lib"));
        Files.writeString(installed.resolve("hearken"), Files.readString(IMAGE.resolve("launcher.sh")).replace("home=/usr/lib/hearken", "home=" + installed));
        copyOptions(installed.resolve("java"));
        javaAt(installed.resolve("jre"));
        assertEquals("", told(List.of("bash", "-c", ". " + IMAGE.resolve("lib.sh") + "; . " + IMAGE.resolve("layout.sh") + "; home=" + installed
            + "; java_options " + installed), Map.of()).strip());
    }

    private static void copyOptions(Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(ROOT.resolve("board-configs/java"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void javaAt(Path home) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, TELLS);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String told(List<String> command, Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        List.of("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_", "HEARKEN_JAVA_OPTS").forEach(builder.environment()::remove);
        builder.environment().putAll(more);
        Process process = builder.start();
        String told = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), told);
        return told;
    }

    private Set<String> ofCheckout(String command) throws IOException, InterruptedException {
        return flags(told(List.of("bash", checkout.resolve("hearken").toString(), command),
            Map.of("JAVA_HOME", checkout.resolve("jdk").toString(), "HEARKEN_NO_BUILD", "1")));
    }

    private Set<String> ofPackage(String command) throws IOException, InterruptedException {
        return flags(told(List.of("sh", installed.resolve("hearken").toString(), command), Map.of()));
    }

    /** As Java itself reads them: files of flags in place of their names. */
    private static Set<String> flags(String told) throws IOException {
        List<String> all = new ArrayList<>();
        for (String word : told.lines().toList()) {
            if (word.startsWith("@")) {
                Files.readAllLines(Path.of(word.substring(1))).stream().filter(line -> !line.startsWith("#")).forEach(all::add);
            } else {
                all.add(word);
            }
        }
        all.removeIf(flag -> flag.matches(PLACES));
        return new TreeSet<>(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "bench", "eval", "doctor", "listen"})
    void shouldBeTheSameInACheckoutAndInAPackage(String command) throws Exception {
        Set<String> flags = ofCheckout(command);
        assertTrue(flags.contains("-XX:+UseSerialGC"), "no flags were seen: " + flags);
        assertTrue(flags.contains("env ORT_DISABLE_TELEMETRY=1"), "the environment was not seen: " + flags);
        assertEquals(flags, ofPackage(command));
    }

    @Test
    void shouldBeOthersForTheDaemonThanForACommand() throws Exception {
        assertTrue(ofPackage("run").contains("-Xmx64m"));
        assertFalse(ofPackage("doctor").contains("-Xmx64m"));
    }

    /** What starts Java by itself, past the launchers. */
    @Test
    void shouldBeStatedNowhereElse() throws IOException {
        for (Path script : List.of(ROOT.resolve("hearken"), IMAGE.resolve("launcher.sh"), IMAGE.resolve("aarch64.sh"), IMAGE.resolve("startup.sh"), ROOT.resolve("systemd/hearken.service"))) {
            List<String> stated = Files.readAllLines(script).stream().filter(line -> line.matches(".*-X(m[sx]|ss|X:(\\+Use|Tier|Reserved)).*")).toList();
            assertEquals(List.of(), stated, script + " states flags of its own");
        }
    }
}
