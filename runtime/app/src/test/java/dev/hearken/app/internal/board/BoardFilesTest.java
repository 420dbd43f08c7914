package dev.hearken.app.internal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ArraySettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.config.PanelSettings.LedKind;
import dev.hearken.app.internal.doctor.BoardChecks;
import dev.hearken.app.internal.doctor.Check;
import dev.hearken.app.internal.message.Schemas;
import dev.hearken.app.internal.panel.PanelDevices;
import dev.hearken.drivers.alsa.PcmOffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every board file that ships, through the shipped loader and the schema, and against machines that are not what it says. */
class BoardFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root", "../.."));

    @TempDir
    private Path folder;

    static List<String> boards() {
        return shipped().boards();
    }

    private static InstallationFolders shipped() {
        return new InstallationFolders(ROOT, ROOT, Map.of());
    }

    private static Configuration load(String board) {
        return ConfigurationSources.ofBoard(shipped(), board);
    }

    private static String problems(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return Schemas.problems("board.schema.json", new JsonObject(Json.encode(tree)));
    }

    @Test
    void shouldShipEveryBoardThatIsPromised() {
        assertTrue(boards().containsAll(List.of("amlogic-a311d", "generic-alsa", "generic-x86", "nxp-imx8mp", "qemu-virt", "raspberry-pi-4-respeaker-2mic-hat",
            "raspberry-pi-4-respeaker-usb-4mic", "raspberry-pi-4-seeed-6mic", "raspberry-pi-4-xvf3800", "raspberry-pi-5-respeaker-2mic-hat",
            "raspberry-pi-5-respeaker-usb-4mic", "raspberry-pi-5-xvf3800", "respeaker-usb-4mic", "rk3308", "rk3566", "rk3588", "xvf3800")), boards().toString());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldLoadAndFitTheSchema(String board) throws IOException {
        assertEquals("", problems(Files.readString(ROOT.resolve("board-configs/" + board + ".yaml"))));
        Configuration configuration = load(board);
        assertFalse(configuration.facts().name().isEmpty());
        assertFalse(configuration.facts().untested().isEmpty(), "no board has been on a bench yet");
        assertFalse(configuration.array().microphones().isEmpty());
        assertTrue(configuration.models().backEnds().names().contains("onnx"), "there must be a back end that every machine has");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void shouldNameChannelsThatTheCardHas(String board) {
        Configuration configuration = load(board);
        int channels = configuration.capture().channels();
        if (channels > 0) {
            configuration.array().microphones().forEach(m -> assertTrue(m.channel() < channels, "channel " + m.channel()));
            configuration.array().referenceChannel().ifPresent(c -> assertTrue(c < channels, "reference-channel " + c));
        }
        if (configuration.array().profile() == ArraySettings.Profile.BEAM) {
            assertTrue(configuration.array().geometry().isPresent(), "a beam needs places");
        }
    }

    /** On a machine with nothing: each thing that the file names is said to be missing, by its name. */
    @ParameterizedTest
    @MethodSource("boards")
    void shouldSayPreciselyWhatIsMissing(String board) {
        Configuration configuration = load(board);
        List<Check> checks = BoardChecks.of(configuration, new EmptyMachine(folder).machine(1));
        assertMissing(checks, "capture", configuration.capture().device());
        assertMissing(checks, "playback", configuration.playback().device());
        configuration.facts().mixer().card().ifPresent(card -> assertMissing(checks, "mixer", card));
        if (configuration.panel().leds().kind() != LedKind.NONE) {
            assertMissing(checks, "lights", configuration.panel().leds().kind() == LedKind.SYSFS ? "/sys/class/leds/" : configuration.panel().leds().device());
        }
        configuration.panel().buttons().forEach(button -> assertMissing(checks, PanelDevices.name(button), "this machine has none"));
        configuration.panel().muteSwitch().ifPresent(input -> assertMissing(checks, "mute switch", "until it can be read the microphones stay off"));
        if (!configuration.facts().machines().isEmpty()) {
            assertMissing(checks, "board", configuration.facts().machines().get(0));
        }
        assertEquals(configuration.facts().untested(), checks.stream().filter(c -> c.subject().equals("untested")).map(Check::detail).toList());
    }

    /** On this machine, whatever it has: every part is looked at, and what is not as the file says has a reason. */
    @ParameterizedTest
    @MethodSource("boards")
    void shouldExplainThisMachine(String board) {
        Configuration configuration = load(board);
        List<Check> checks = BoardChecks.of(configuration, BoardMachine.here());
        Map<String, Long> looked = checks.stream().collect(Collectors.groupingBy(Check::subject, Collectors.counting()));
        assertTrue(looked.keySet().containsAll(List.of("board", "capture", "playback")), looked.toString());
        long inputs = checks.stream().filter(c -> c.subject().startsWith("button ")).count();
        assertEquals(configuration.panel().buttons().size(), inputs);
        assertEquals(configuration.panel().muteSwitch().isPresent(), looked.containsKey("mute switch"));
        assertEquals(configuration.panel().leds().kind() != LedKind.NONE, looked.containsKey("lights"));
        checks.forEach(check -> assertTrue(check.detail().length() > 8, check.toString()));
    }

    @Test
    void shouldFindNothingWrongWithTheMachineThatTheFileIsFor() throws IOException {
        Files.createDirectories(folder.resolve("proc/device-tree"));
        Files.createDirectories(folder.resolve("dev"));
        Files.writeString(folder.resolve("proc/device-tree/model"), "Raspberry Pi 4 Model B Rev 1.5\0");
        Files.writeString(folder.resolve("proc/meminfo"), "MemTotal:        3884360 kB\n");
        Files.createFile(folder.resolve("dev/spidev0.0"));
        Files.createFile(folder.resolve("dev/gpiochip0"));
        EmptyMachine empty = new EmptyMachine(folder).card("seeed2micvoicec", "seeed-2mic-voicecard", new PcmOffer(List.of("S16_LE", "S32_LE"), 2, 2, 8_000, 48_000));
        empty.kernel.node(folder.resolve("dev/gpiochip0").toString()).label = "pinctrl-bcm2711";
        List<Check> checks = BoardChecks.of(load("raspberry-pi-4-respeaker-2mic-hat"), empty.machine(4));
        assertEquals(List.of(), checks.stream().filter(c -> c.verdict() != Check.Verdict.OK && !c.subject().equals("untested")).toList());
    }

    @Test
    void shouldKnowAMachineByItsModelOrByWhatItIsCompatibleWith() throws IOException {
        Files.createDirectories(folder.resolve("proc/device-tree"));
        Files.writeString(folder.resolve("proc/device-tree/model"), "Radxa ROCK 3 Model C\0");
        Files.writeString(folder.resolve("proc/device-tree/compatible"), "radxa,rock-3c\0rockchip,rk3566\0");
        BoardMachine machine = new EmptyMachine(folder).machine(4);
        assertTrue(machine.isA("rockchip,rk3566"));
        assertTrue(machine.isA("Radxa ROCK 3"));
        assertFalse(machine.isA("rockchip,rk356"));
    }

    @Test
    void shouldTellWhatACardDoesNotHave() {
        EmptyMachine empty = new EmptyMachine(folder).card("ArrayUAC10", "ReSpeaker 4 Mic Array", new PcmOffer(List.of("S24_3LE"), 1, 1, 44_100, 44_100));
        List<Check> checks = BoardChecks.of(load("respeaker-usb-4mic"), empty.machine(1));
        Check capture = checks.stream().filter(c -> c.subject().equals("capture")).findFirst().orElseThrow();
        assertEquals("hw:CARD=ArrayUAC10 does not have 6 channels, nor any rate of [16000] Hz, nor any format of [S16_LE], as the board file says. "
            + "It offers: formats S24_3LE; 1 channel; 44100 Hz", capture.detail());
    }

    @Test
    void shouldProposeAFileThatLoadsAndFits() throws IOException {
        Files.createDirectories(folder.resolve("proc/device-tree"));
        Files.writeString(folder.resolve("proc/device-tree/model"), "Acme \"Speaker\" 9\0");
        EmptyMachine empty = new EmptyMachine(folder)
            .card("jack", "Jack", new PcmOffer(List.of("S16_LE"), 1, 2, 8_000, 48_000))
            .card("ring8", "Ring of eight", new PcmOffer(List.of("S32_LE", "S16_LE"), 8, 8, 16_000, 16_000));
        String yaml = BoardProposal.of(empty.machine(4)).orElseThrow();
        Path file = Files.writeString(folder.resolve("proposed.yaml"), yaml);
        Configuration proposed = ConfigurationSources.ofBoard(shipped(), file.toString());
        assertEquals("hw:CARD=ring8,DEV=0", proposed.capture().device(), "the card with the most microphones");
        assertEquals(8, proposed.capture().channels());
        assertEquals(List.of(16_000), proposed.facts().capture().rates());
        assertEquals(List.of("Acme \"Speaker\" 9"), proposed.facts().machines());
        assertEquals(List.of(), BoardChecks.of(proposed, empty.machine(4)).stream()
            .filter(c -> c.verdict() != Check.Verdict.OK && !c.subject().equals("untested")).toList());
        assertTrue(BoardProposal.of(new EmptyMachine(folder).machine(1)).isEmpty(), "no card, no proposal");
    }

    @Test
    void shouldRefuseWithTheSchemaWhatTheLoaderRefuses() {
        assertFalse(problems("about: {name: X, machines: [], untested: []}").isEmpty(), "most sections are missing");
        String yaml = "about: {name: X, machines: [], untested: []}\nmachine: {}\ncapture: {device: default, channels: 1, microphone: 0, rates: [], formats: []}\n"
            + "array: {profile: pass-through, reference: none, microphones: [{channel: 0}]}\nplayback: {device: default, rates: [], formats: []}\nmixer: {}\n"
            + "backends: {order: {default: [onnx]}}\npanel: {leds: {kind: %s}}\n";
        assertEquals("", problems(yaml.formatted("none")));
        assertFalse(problems(yaml.formatted("neon")).isEmpty());
    }

    private static void assertMissing(List<Check> checks, String subject, String words) {
        assertTrue(checks.stream().anyMatch(c -> c.subject().equals(subject) && c.verdict() != Check.Verdict.OK && c.detail().contains(words)),
            subject + " should say '" + words + "': " + checks);
    }
}
