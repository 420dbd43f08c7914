package dev.hearken.drivers.rknn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A C file of {@code drivers/rknn/src/test/c} that a test compiles; where there is no compiler the test is skipped and says so. */
final class CSource {

    private static final int PATIENCE_SECONDS = 120;

    private CSource() {
    }

    static Path library(String name, Path folder) throws IOException {
        Path library = folder.resolve("lib" + name + ".so");
        return compile(name, library, List.of("-shared", "-fPIC", "-fvisibility=hidden"));
    }

    /** What the program prints. */
    static List<String> output(String name, Path folder) throws IOException {
        Path program = compile(name, folder.resolve(name), List.of());
        Path printed = folder.resolve(name + ".out");
        run(List.of(program.toString()), printed);
        return Files.readAllLines(printed);
    }

    private static Path compile(String name, Path product, List<String> options) throws IOException {
        Path source = Path.of(System.getProperty("hearken.root", "../..")).resolve("drivers/rknn/src/test/c").resolve(name + ".c");
        List<String> command = new ArrayList<>(List.of("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1"));
        command.addAll(options);
        command.addAll(List.of("-o", product.toString(), source.toString(), "-lm", "-lpthread"));
        try {
            run(command, product.resolveSibling(name + ".log"));
        } catch (IOException e) {
            Assumptions.abort("the fake NPU needs a C compiler (Debian: apt install gcc libc6-dev): " + e.getMessage());
        }
        return product;
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " fails: " + Files.readString(log, StandardCharsets.UTF_8));
        }
    }
}
