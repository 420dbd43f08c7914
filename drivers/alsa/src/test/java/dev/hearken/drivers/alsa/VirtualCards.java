package dev.hearken.drivers.alsa;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Sound cards without hardware, for tests in this and other modules: a configuration of libasound's own with files in
 * the place of cards, and plug-ins compiled on the spot (C sources in drivers/alsa/src/test/c).
 */
public final class VirtualCards {

    private static final int COMPILER_SECONDS = 60;
    private static Path folder;

    private VirtualCards() {
    }

    /** Makes libasound of this JVM see virtual cards only; aborts the test where libasound is not installed. */
    public static synchronized void install() {
        try {
            NativeLibrary.getInstance("libasound.so.2");
        } catch (UnsatisfiedLinkError e) {
            Assumptions.abort("libasound is not installed (Debian: apt install libasound2)");
        }
        if (folder != null) {
            return;
        }
        try {
            folder = Files.createTempDirectory("hearken-virtual-cards");
            Path configuration = Files.writeString(folder.resolve("asound.conf"), configuration(folder));
            // The environment of a running JVM cannot be changed in Java; libasound reads it whenever a device is opened.
            Function.getFunction("c", "setenv").invokeInt(new Object[] {"ALSA_CONFIG_PATH", configuration.toString(), 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #install}, and compiles the plug-ins; aborts the test where they cannot be compiled. */
    public static synchronized void installPlugIns() {
        install();
        compile("fault_card");
        compile("virtual_mixer");
    }

    /**
     * A device that records from one file and plays into another, as fast as it is asked, in any format.
     *
     * @param in  raw frames; behind them the card goes on with anything
     * @param out receives raw frames
     */
    public static String file(Path in, Path out) {
        return "virtual_file:IN=\"" + in + "\",OUT=\"" + out + "\"";
    }

    private static void compile(String name) {
        Path library = folder.resolve(name + ".so");
        if (Files.exists(library)) {
            return;
        }
        Path sources = Path.of(System.getProperty("hearken.root", "../..")).resolve("drivers/alsa/src/test/c");
        Path log = folder.resolve(name + ".log");
        try {
            Process compiler = new ProcessBuilder("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-DPIC",
                    "-o", library.toString(), sources.resolve(name + ".c").toString(), "-lasound")
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            boolean done = compiler.waitFor(COMPILER_SECONDS, TimeUnit.SECONDS);
            if (!done) {
                compiler.destroyForcibly();
            }
            if (!done || compiler.exitValue() != 0) {
                String output = Files.readString(log, StandardCharsets.UTF_8);
                Assumptions.assumeFalse(output.contains("asoundlib.h: No such file"),
                        "the fault-injecting card cannot be compiled without ALSA's headers (Debian: apt install libasound2-dev)");
                throw new IllegalStateException("cc fails on " + name + ".c: " + output);
            }
        } catch (IOException e) {
            Assumptions.abort("the fault-injecting card needs a C compiler (Debian: apt install gcc libc6-dev libasound2-dev): " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling", e);
        }
    }

    private static String configuration(Path folder) {
        return """
                pcm.virtual_file {
                  @args [ IN OUT ]
                  @args.IN { type string }
                  @args.OUT { type string default "/dev/null" }
                  type file
                  slave.pcm { type null }
                  infile $IN
                  file $OUT
                  truncate true
                  format raw
                }
                pcm.virtual_fault {
                  @args [ CONTROL RECORD CHANNELS RATE ]
                  @args.CONTROL { type string }
                  @args.RECORD { type string default "" }
                  @args.CHANNELS { type integer default 1 }
                  @args.RATE { type integer default 16000 }
                  type fault_card
                  control $CONTROL
                  record $RECORD
                  channels $CHANNELS
                  rate $RATE
                }
                pcm.kitchen {
                  type null
                  hint { show on description "Kitchen microphone" }
                }
                defaults.namehint.showall on
                defaults.namehint.basic on
                defaults.namehint.extended on
                pcm_type.fault_card.lib "%1$s/fault_card.so"
                ctl.virtual { type virtual_mixer }
                ctl_type.virtual_mixer.lib "%1$s/virtual_mixer.so"
                """.formatted(folder);
    }
}
