package dev.hearken.app.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    private Path folder;
    private Path file;
    private InstallationFolders folders;

    @BeforeEach
    void prepare() throws IOException {
        file = folder.resolve("hearken.yaml");
        folders = new InstallationFolders(folder, folder.resolve("home"), Map.of());
        Files.createDirectories(folder.resolve("board-configs"));
        Files.writeString(folder.resolve("board-configs/kitchen-box.yaml"), "capture: {device: 'hw:2', channels: 6, microphone: 3}\n");
    }

    private Configuration read(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return new ConfigurationSources(folders, Optional.of(file), Optional.empty(), List.of()).load();
    }

    private String problem(String yaml) {
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> read(yaml));
        return refusal.getMessage().replace(file.toString(), "hearken.yaml");
    }

    private static String origin(Configuration configuration, String path) {
        return configuration.settings().stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow().origin().toString();
    }

    @Test
    void shouldUseDefaultsWhenNothingIsStated() {
        Configuration configuration = new ConfigurationSources(folders, Optional.empty(), Optional.empty(), List.of()).load();
        assertEquals("default", configuration.siteId());
        assertEquals("en-small", configuration.models().pack());
        assertEquals(List.of("computer"), configuration.wake().phrases());
        assertEquals("default", configuration.capture().device());
        assertEquals("default", origin(configuration, "site-id"));
    }

    @Test
    void shouldTakeNoCallsUnlessItIsTold() throws IOException {
        assertEquals(new Configuration.Intercom(Configuration.Calls.OFF, 600_000), read("").intercom());
        assertEquals(new Configuration.Intercom(Configuration.Calls.ASK, 90_000), read("intercom: {calls: ask, longest-minutes: 1.5}\n").intercom());
        assertTrue(problem("intercom: {calls: always}\n").contains("'intercom.calls' must be one of off, ask, answer, not 'always'"));
    }

    @Test
    void shouldTakeThePasswordThatSystemdHands() throws IOException {
        Path credential = Files.writeString(folder.resolve("hearken.broker-password"), "hunter2\n");
        folders = new InstallationFolders(folder, folder.resolve("home"), Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
        assertEquals(Optional.of(credential), read("broker: {user: speaker}\n").broker().passwordFile());
        assertEquals(Optional.empty(), read("broker: {url: 'mqtt://hub'}\n").broker().passwordFile(), "nobody to log in as");
        assertEquals(Optional.empty(), read("broker: {user: speaker, password: other}\n").broker().passwordFile());
        assertEquals(Optional.of(folder.resolve("own")), read("broker: {user: speaker, password-file: own}\n").broker().passwordFile());
        Files.delete(credential);
        assertEquals(Optional.empty(), read("broker: {user: speaker}\n").broker().passwordFile(), "LoadCredential found none");
    }

    @Test
    void shouldPutSignedSettingsBetweenTheBoardAndTheUser() throws IOException {
        Files.writeString(file, "board: kitchen-box\nvoice: {rate: 1.2}\n");
        Path signed = Files.writeString(folder.resolve("signed.yaml"), "voice: {rate: 0.8, pitch: 1.1}\ncapture: {microphone: 1}\n");
        Configuration configuration = new ConfigurationSources(folders, Optional.of(file), Optional.empty(), List.of()).load(List.of(signed));
        assertEquals(1.2, configuration.voice().settings().rate(), "the user's own");
        assertEquals(1.1, configuration.voice().settings().pitch(), "signed");
        assertEquals(1, configuration.capture().microphone(), "signed, over the board");
        assertEquals("hw:2", configuration.capture().device(), "the board's");
    }

    @Test
    void shouldNotLetSignedSettingsChooseWhoSignsTheNextOrWhoHearsARoom() throws IOException {
        Path signed = Files.writeString(folder.resolve("signed.yaml"), "updates: {source: /tmp/x, root-file: /tmp/y}\n");
        ConfigurationSources sources = new ConfigurationSources(folders, Optional.empty(), Optional.empty(), List.of());
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> sources.load(List.of(signed)));
        assertTrue(refusal.getMessage().contains("must not have 'updates'"), refusal.getMessage());
        Files.writeString(signed, "intercom: {calls: answer}\n");
        refusal = assertThrows(ConfigurationException.class, () -> sources.load(List.of(signed)));
        assertTrue(refusal.getMessage().contains("must not have 'intercom'"), "nobody else switches on what lets a room be heard");
    }

    @Test
    void shouldReadWhereUpdatesComeFrom() throws IOException {
        Configuration.Updates updates = read("updates: {source: https://models.example, root-file: root.json, quiet-from: '22:00', quiet-to: '06:30'}\n").updates();
        assertEquals(Optional.of("https://models.example"), updates.source());
        assertEquals(Optional.of(folder.resolve("root.json")), updates.root());
        assertEquals(6, updates.quietHours().to().getHour());
        assertEquals(Optional.empty(), read("").updates().source());
        assertTrue(problem("updates: {source: https://models.example}\n").contains("root-file"));
        assertTrue(problem("updates: {quiet-from: '25:00'}\n").contains("22:30"));
    }

    @Test
    void shouldAcceptAnEmptyFile() throws IOException {
        assertEquals("default", read("").siteId());
        assertEquals("mqtt://localhost:1883", read("broker:\n").broker().url());
    }

    @Test
    void shouldLetOptionsOverrideTheFileAndTheFileTheBoard() throws IOException {
        Files.writeString(file, "board: kitchen-box\nsite-id: kitchen\ncapture:\n  microphone: 4\n");
        Configuration configuration = new ConfigurationSources(folders, Optional.of(file), Optional.empty(),
            List.of(new ConfigurationSources.Override("--site", "site-id", "attic"))).load();
        assertEquals("attic", configuration.siteId());
        assertEquals("option --site", origin(configuration, "site-id"));
        assertEquals(4, configuration.capture().microphone());
        assertEquals(file + ":4:15", origin(configuration, "capture.microphone"));
        assertEquals("hw:2", configuration.capture().device());
        assertTrue(origin(configuration, "capture.device").contains("kitchen-box.yaml:1:"), origin(configuration, "capture.device"));
        assertEquals("kitchen-box", configuration.board());
    }

    @Test
    void shouldNameTheNearestKeyOfAnUnknownOne() {
        assertEquals("hearken.yaml:1:1: unknown key 'sit-id'; did you mean 'site-id'?", problem("sit-id: x\n"));
        assertEquals("hearken.yaml:3:3: unknown key 'broker.passwrd'; did you mean 'password'?", problem("broker:\n  url: tcp://b\n  passwrd: x\n"));
        assertTrue(problem("wake:\n  zzzzzzz: 1\n").contains("known here: words, sensitivity"), "lists the keys");
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        List<String> lines = problem("sit-id: x\nwake: {sensitivity: 7}\nvoice: loud\n").lines().toList();
        assertEquals(3, lines.size(), lines.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        language: english          | hearken.yaml:1:11: 'language' must be a two-letter code such as en, not 'english'
        site-id: a/b               | hearken.yaml:1:10: 'site-id' must be 1 to 64 letters, digits, '-' or '_' (it is a level of MQTT topics), not 'a/b'
        site-id: [a]               | hearken.yaml:1:10: 'site-id' must be 1 to 64 letters, digits, '-' or '_' (it is a level of MQTT topics), not a list
        wake: {sensitivity: high}  | hearken.yaml:1:21: 'wake.sensitivity' must be a number of 0.0 to 1.0, not 'high'
        wake: {sensitivity: .nan}  | hearken.yaml:1:21: 'wake.sensitivity' must be a number of 0.0 to 1.0, not '.nan'
        capture: {channels: 2.5}   | hearken.yaml:1:21: 'capture.channels' must be a whole number of 0 to 32, not '2.5'
        capture: {channels: 99999999999999999999} | hearken.yaml:1:21: 'capture.channels' must be a whole number of 0 to 32, not '99999999999999999999'
        capture: {channels: 2, microphone: 2} | hearken.yaml:1:36: 'capture.microphone' must be less than capture.channels, 2 (the first channel is 0)
        voice: {enabled: yes}      | hearken.yaml:1:18: 'voice.enabled' must be true or false, not 'yes'
        log-level: loud            | hearken.yaml:1:12: 'log-level' must be one of error, warn, info, debug, not 'loud'
        voice: 3                   | hearken.yaml:1:8: 'voice' must be keys and values, not a number
        wake: {words: ['123 !']}   | hearken.yaml:1:16: 'wake.words[0].phrase' must have letters, for example "hey hearken"
        wake: {words: [computer, {phrase: jarvis, threshold: 3}]} | hearken.yaml:1:54: 'wake.words[1].threshold' must be a number of 0.0 to 1.0, not '3'
        broker: {url: 'ftp://x'}   | hearken.yaml:1:15: 'broker.url' is not usable: broker "ftp://x": the scheme must be mqtt, mqtts, ws or wss; expected something like mqtt://homeassistant.local:1883
        broker: {url: 'mqtt://x', tls: {ca-file: ca.pem}} | hearken.yaml:1:15: 'broker.url' must be mqtts:// or wss:// where tls files are given
        broker: {user: u, password: 1234} | hearken.yaml:1:29: 'broker.password' must be text (put a number in quotes), not a number
        broker: {password: x}      | 'broker.user' is missing beside the password
        listening: {shortest-pause-seconds: 2} | hearken.yaml:1:37: 'listening.shortest-pause-seconds' must not be more than longest-pause-seconds, 1.2
        """)
    void shouldRefuseWrongTypesAndRanges(String yaml, String expected) {
        assertEquals(expected, problem(yaml));
    }

    @Test
    void shouldRefuseRepeatedKeysAndBrokenYaml() {
        assertEquals("hearken.yaml:2:1: key 'site-id' appears twice", problem("site-id: a\nsite-id: b\n"));
        assertTrue(problem("wake: [computer\n").startsWith("hearken.yaml:2:1: not valid YAML"), "position of the fault");
        assertEquals("hearken.yaml:1:1: expected keys and values, found a list", problem("- a\n- b\n"));
    }

    @Test
    void shouldRefuseAFileThatIsNotTextOrNotThere() throws IOException {
        Files.write(file, new byte[] {'s', (byte) 0xff, (byte) 0xfe});
        ConfigurationSources sources = new ConfigurationSources(folders, Optional.of(file), Optional.empty(), List.of());
        assertEquals(file + ": not UTF-8 text", assertThrows(ConfigurationException.class, sources::load).getMessage());
        Files.delete(file);
        assertEquals(file + ": no such file", assertThrows(ConfigurationException.class, sources::load).getMessage());
    }

    @Test
    void shouldNotPrintSecrets() throws IOException {
        Configuration configuration = read("broker: {user: speaker, password: hunter2}\n");
        assertEquals("hunter2", configuration.broker().password().orElseThrow());
        assertFalse(configuration.settings().toString().contains("hunter2"), "settings are shown by doctor");
        assertFalse(configuration.broker().toString().contains("hunter2"), "the broker is shown in errors");
        assertFalse(problem("broker: {user: speaker, password: [hunter2]}\n").contains("hunter2"), "errors are shown to everybody");
    }

    @Test
    void shouldReadRelativePathsFromTheFolderOfTheirFile() throws IOException {
        Configuration configuration = read("grammar: {files: [rooms/coffee.yaml, /etc/x.yaml], home: ~/home.yaml}\nstate-folder: state\n");
        assertEquals(List.of(folder.resolve("rooms/coffee.yaml"), Path.of("/etc/x.yaml")), configuration.grammar().files());
        assertEquals(Path.of(System.getProperty("user.home"), "home.yaml"), configuration.grammar().home().orElseThrow());
        assertEquals(folder.resolve("state"), configuration.stateFolder());
    }

    @Test
    void shouldNameTheKnownBoardsForAnUnknownOne() {
        ConfigurationSources sources = new ConfigurationSources(folders, Optional.empty(), Optional.of("kitchen-bx"), List.of());
        String message = assertThrows(ConfigurationException.class, sources::load).getMessage();
        assertTrue(message.startsWith("unknown board 'kitchen-bx'; did you mean 'kitchen-box'?"), message);
    }

    @Test
    void shouldReadTheBoardsThatShip() {
        InstallationFolders shipped = new InstallationFolders(Path.of(System.getProperty("hearken.root")), folder, Map.of());
        assertTrue(shipped.boards().contains("generic-alsa"), shipped.boards().toString());
        for (String board : shipped.boards()) {
            Configuration configuration = new ConfigurationSources(shipped, Optional.empty(), Optional.of(board), List.of()).load();
            assertEquals(board, configuration.board());
        }
    }

    @Test
    void shouldTakeTheNamedFileBeforeTheUsersBeforeNone() throws IOException {
        assertEquals(Optional.empty(), folders.configuration().filter(f -> f.startsWith(folder)));
        Path users = folder.resolve("home/.config/hearken/hearken.yaml");
        Files.createDirectories(users.getParent());
        Files.writeString(users, "site-id: mine\n", StandardCharsets.UTF_8);
        assertEquals(users, folders.configuration().orElseThrow());
        assertEquals(Path.of("x.yaml"), new InstallationFolders(folder, folder, Map.of("HEARKEN_CONFIG", "x.yaml")).configuration().orElseThrow());
    }

    @Test
    void shouldReadTheOrderOfBackEndsForEachModel() throws IOException {
        BackEndSettings backEnds = read("""
            backends:
              order: {recogniser: [rknn, onnx], vad: [onnx]}
              onnx: {native-path: ort, providers: [xnnpack, cpu], threads: 2}
              rknn: {library: librknnrt.so.2, core-mask: core-0-1}
            """).models().backEnds();
        assertEquals(List.of("rknn", "onnx"), backEnds.order("recognizer"));
        assertEquals(List.of("onnx"), backEnds.order("vad"));
        assertEquals(List.of("onnx"), backEnds.order("voice"));
        assertEquals(List.of("onnx", "rknn"), backEnds.names());
        assertEquals(new BackEndSettings.Onnx(Optional.of(folder.resolve("ort")), List.of("xnnpack", "cpu"), 2), backEnds.onnx());
        assertEquals(new BackEndSettings.Rknn(Optional.of("librknnrt.so.2"), BackEndSettings.CoreMask.CORE_0_1), backEnds.rknn());
        assertEquals(BackEndSettings.DEFAULT, read("site-id: kitchen").models().backEnds());
    }

    @Test
    void shouldRefuseAnOrderThatNamesABackEndTwice() {
        assertEquals("hearken.yaml:1:29: 'backends.order.default' must be a list of names such as onnx, preferred first, each once",
            problem("backends: {order: {default: [onnx, onnx]}}"));
    }

    @Test
    void shouldReadThePanel() throws IOException {
        PanelSettings panel = read("""
            panel:
              leds: {kind: apa102, device: /dev/spidev0.1, count: 12, ring: true, first-degrees: 90, clockwise: false, brightness: 0.2}
              buttons:
                - {device: gpio-keys, key: volume-up, does: volume-up}
                - {device: gpio-keys, code: 582}
                - {chip: pinctrl-rp1, line: 17, pull: up, does: mute}
              mute-switch: {device: /dev/input/event3}
            """).panel();
        assertEquals(new PanelSettings.Leds(PanelSettings.LedKind.APA102, "/dev/spidev0.1", List.of(), 12, 90, true, false, 0.2), panel.leds());
        assertEquals(List.of(new PanelSettings.Button(new PanelSettings.Key("gpio-keys", 1, 115), PanelSettings.Does.VOLUME_UP),
            new PanelSettings.Button(new PanelSettings.Key("gpio-keys", 1, 582), PanelSettings.Does.ACTION),
            new PanelSettings.Button(new PanelSettings.Line("pinctrl-rp1", 17, true, PanelSettings.Pull.UP), PanelSettings.Does.MUTE)), panel.buttons());
        assertEquals(Optional.of(new PanelSettings.Key("/dev/input/event3", 5, 14)), panel.muteSwitch());
        assertTrue(panel.present() && panel.mutesHere());
        assertFalse(read("site-id: kitchen").panel().present());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "panel: {leds: {kind: apa102, count: 3}} | 'panel.leds.kind' needs device",
        "panel: {leds: {kind: sysfs}} | 'panel.leds.kind' 'sysfs' needs names",
        "panel: {buttons: [{does: mute}]} | 'panel.buttons[0].device' or chip is missing",
        "panel: {buttons: [{device: gpio-keys, does: mute}]} | 'panel.buttons[0].key' is missing",
        "panel: {buttons: [{chip: gpio0, does: mute}]} | 'panel.buttons[0].chip' needs line",
        "panel: {mute-switch: {chip: gpio0, line: 3, device: x}} | 'panel.mute-switch.device' and chip exclude each other"})
    void shouldRefuseAPanelThatCannotBe(String yaml, String expected) {
        assertTrue(problem(yaml).contains(expected), problem(yaml));
    }
}
