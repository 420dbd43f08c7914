package dev.hearken.app.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.BoardFacts;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Boards on the command line, with the files that ship. */
class BoardCommandTest {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root", "../..")).toAbsolutePath().normalize();
    private static final InstallationFolders SHIPPED = new InstallationFolders(ROOT, ROOT, Map.of());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String home;

    static List<String> boards() {
        return SHIPPED.boards();
    }

    @BeforeEach
    void useShippedFiles() {
        home = System.getProperty("hearken.home", "");
        System.setProperty("hearken.home", ROOT.toString());
    }

    @AfterEach
    void giveBack() {
        if (home.isEmpty()) {
            System.clearProperty("hearken.home");
        } else {
            System.setProperty("hearken.home", home);
        }
    }

    private int hearken(String... args) {
        return HearkenCommand.execute(new PrintWriter(out), new PrintWriter(err), false, args);
    }

    /** The whole of `hearken doctor`, on whatever machine this is, with every board. */
    @ParameterizedTest
    @MethodSource("boards")
    void shouldExplainEveryBoardToItsDoctor(String board, @TempDir Path folder) {
        int code = hearken("doctor", "--json", "--config", "/dev/null", "--board", board, "--set", "broker.url=none", "--set", "state-folder=" + folder);
        Assumptions.assumeFalse(err.toString().contains("unknown back end"), "this build lacks a back end of the board");
        assertEquals("", err.toString());
        JsonObject report = new JsonObject(out.toString());
        assertEquals(report.getBoolean("usable"), code == ExitCode.OK);
        Configuration configuration = ConfigurationSources.ofBoard(SHIPPED, board);
        BoardFacts facts = configuration.facts();
        List<JsonObject> checks = report.getJsonArray("checks").stream().map(JsonObject.class::cast).toList();
        assertEquals(facts.untested(), checks.stream().filter(c -> c.getString("subject").equals("untested")).map(c -> c.getString("detail")).toList());
        for (String part : List.of("capture", "playback")) {
            JsonObject check = checks.stream().filter(c -> c.getString("subject").equals(part)).findFirst().orElseThrow();
            String device = part.equals("capture") ? configuration.capture().device() : configuration.playback().device();
            assertTrue(check.getString("detail").contains(device) || check.getString("detail").contains("libasound"), check.encode());
        }
        assertEquals(configuration.panel().buttons().size(), checks.stream().filter(c -> c.getString("subject").startsWith("button ")).count());
    }

    @Test
    void shouldListEveryBoardWithWhatIsUntested() {
        assertEquals(ExitCode.OK, hearken("board", "list", "--json"));
        JsonArray list = new JsonArray(out.toString());
        assertEquals(boards(), list.stream().map(b -> ((JsonObject) b).getString("board")).toList());
        list.forEach(b -> assertFalse(((JsonObject) b).getJsonArray("untested").isEmpty(), b.toString()));
        assertEquals(ExitCode.OK, hearken("board", "list"));
        assertTrue(out.toString().contains("not tried: the distance of the two microphones"), out.toString());
    }

    @Test
    void shouldShowWhatAFileStatesAndNothingElse() {
        assertEquals(ExitCode.OK, hearken("board", "show", "rk3588"));
        assertTrue(out.toString().contains("backends.order.recogniser"), out.toString());
        assertTrue(out.toString().contains("not tried: whole board"), out.toString());
        assertFalse(out.toString().contains("site-id"), "a default is not the board's");
        assertEquals(ExitCode.CONFIGURATION, hearken("board", "show", "rk3589"));
        assertTrue(err.toString().contains("did you mean 'rk3588'?"), err.toString());
    }

    @Test
    void shouldCompareThisMachineWithAFile() {
        // A machine with this card and a Raspberry Pi's device tree would fit; then nothing is to be seen here.
        int code = hearken("board", "probe", "raspberry-pi-4-seeed-6mic", "--json");
        JsonObject found = new JsonObject(out.toString());
        assertEquals(found.getBoolean("fits"), code == ExitCode.OK);
        List<String> subjects = found.getJsonArray("checks").stream().map(c -> ((JsonObject) c).getString("subject")).distinct().toList();
        assertTrue(subjects.containsAll(List.of("board", "capture", "playback", "mixer", "lights", "button mute", "untested")), subjects.toString());
    }

    @Test
    void shouldNotListenWhileMuted(@TempDir Path folder) throws java.io.IOException {
        java.nio.file.Files.writeString(folder.resolve("mute"), "home\n");
        assertEquals(ExitCode.FAILED, hearken("doctor", "--config", "/dev/null", "--set", "state-folder=" + folder, "--mic", folder.resolve("out.png").toString()));
        assertTrue(err.toString().contains("the microphones are switched off (mute)"), err.toString());
        hearken("doctor", "--config", "/dev/null", "--set", "state-folder=" + folder, "--set", "broker.url=none");
        assertTrue(out.toString().contains("the microphones are switched off, by home"), out.toString());
    }
}
