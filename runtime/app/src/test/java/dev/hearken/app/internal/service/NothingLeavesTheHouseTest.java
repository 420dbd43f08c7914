package dev.hearken.app.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.Hearken;
import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.speech.SpeechSynthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon, in a network of its own, wakes, understands and answers, and every packet is looked at. The whole program as shipped, a real
 * broker, the only wire. Wants root, iproute2, mosquitto and a C compiler.
 */
class NothingLeavesTheHouseTest {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root"));
    private static final int PORT = 1883;
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    private Path folder;

    @Test
    void shouldSpeakToTheBrokerAlone() throws Exception {
        Path eye = eye();
        Path wav = recording();
        try (TwoNamespaces network = new TwoNamespaces()) {
            broker(network);
            Path seen = folder.resolve("seen");
            see(network, eye, seen);
            Path said = folder.resolve("said.txt");
            Process speaker = network.besideTheSpeaker(said, daemon(wav));
            assertTrue(speaker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the daemon did not end");
            assertEquals(0, speaker.exitValue(), () -> text(said) + text(said.resolveSibling("said.txt.err")));
            assertTrue(Files.size(folder.resolve("reply.wav")) > 10_000, "no answer was spoken");
            List<Packet> packets = Packet.read(Files.readAllBytes(seen));
            assertTrue(packets.stream().anyMatch(p -> ours(p) && p.payload().contains("HassTurnOn")), "the intent was not seen on its way to the broker");
            assertEquals(List.of(), elsewhere(packets));
            shouldSeeWhatGoesElsewhere(network, seen);
        }
    }

    /** The same eye, and a program that does send something. */
    private void shouldSeeWhatGoesElsewhere(TwoNamespaces network, Path seen) throws Exception {
        Process leak = network.besideTheSpeaker(folder.resolve("leak.txt"), "bash", "-c",
            "echo what was said > /dev/udp/" + TwoNamespaces.ELSEWHERE + "/9; getent hosts leak.example");
        assertTrue(leak.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        List<Packet> leaked = elsewhere(Packet.read(Files.readAllBytes(seen)));
        assertTrue(leaked.stream().anyMatch(p -> p.to().equals(TwoNamespaces.ELSEWHERE) && p.toPort() == 9 && p.payload().contains("what was said")), leaked::toString);
        assertTrue(leaked.stream().anyMatch(p -> p.to().equals(TwoNamespaces.ELSEWHERE) && p.toPort() == 53), "a look-up of a name was not seen");
    }

    private static boolean ours(Packet packet) {
        return packet.between(TwoNamespaces.SPEAKER_ADDRESS, TwoNamespaces.HUB_ADDRESS, PORT);
    }

    private static List<Packet> elsewhere(List<Packet> packets) {
        return packets.stream().filter(p -> !ours(p) && !p.findsNeighbours()).toList();
    }

    private String[] daemon(Path wav) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
            "-Dhearken.home=" + ROOT, "-Duser.home=" + folder, "-cp", System.getProperty("java.class.path"), Hearken.class.getName(), "run"));
        command.addAll(List.of("--input", wav.toString(), "--output", folder.resolve("reply.wav").toString(), "--broker", "mqtt://" + TwoNamespaces.HUB_ADDRESS));
        return command.toArray(String[]::new);
    }

    private void broker(TwoNamespaces network) throws IOException {
        Path settings = Files.writeString(folder.resolve("mosquitto.conf"), "listener " + PORT + "\nallow_anonymous true\n");
        network.besideTheHub(folder.resolve("mosquitto.txt"), "env", "PATH=" + System.getenv("PATH") + ":/usr/sbin", "mosquitto", "-c", settings.toString());
    }

    private void see(TwoNamespaces network, Path eye, Path seen) throws IOException, InterruptedException {
        Process process = network.besideTheHub(seen, eye.toString(), "wire1");
        Path said = seen.resolveSibling("seen.err");
        while (process.isAlive() && !text(said).contains("seeing")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(process.isAlive(), () -> text(said));
    }

    private Path recording() {
        Path packs = ROOT.resolve("models/packs");
        Path wav = folder.resolve("command.wav");
        try (ModelSet models = ModelSet.open(new Configuration.Models("en-small", List.of(packs), BackEndSettings.DEFAULT)); SpeechSynthesizer voice = models.speech().synthesizer()) {
            DemoRecording.make(voice, "computer", "turn on the kitchen light", wav);
        }
        return wav;
    }

    private Path eye() throws InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mosquitto")), "no broker (Debian: apt install mosquitto)");
        Path eye = folder.resolve("see_packets");
        try {
            Process compiler = new ProcessBuilder("cc", "-O1", "-Wall", "-Werror", "-o", eye.toString(), ROOT.resolve("runtime/app/src/test/c/see_packets.c").toString())
                .inheritIO().start();
            assertEquals(0, compiler.waitFor());
        } catch (IOException e) {
            Assumptions.abort("no C compiler (Debian: apt install gcc libc6-dev)");
        }
        return eye;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
