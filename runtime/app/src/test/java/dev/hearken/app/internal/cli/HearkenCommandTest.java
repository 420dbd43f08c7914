package dev.hearken.app.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HearkenCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hearken(String... args) {
        return HearkenCommand.execute(new PrintWriter(out), new PrintWriter(err), false, args);
    }

    @Test
    void shouldExplainItselfWithExitCodesAndExamples() {
        assertEquals(ExitCode.OK, hearken("--help"));
        assertTrue(out.toString().contains("Exit codes:"), out.toString());
        assertTrue(out.toString().contains("Examples:"), out.toString());
    }

    @Test
    void shouldRefuseUnknownOptionsAndCommands() {
        assertEquals(ExitCode.USAGE, hearken("doctor", "--jsno"));
        assertTrue(err.toString().contains("--json"), "suggests the nearest option: " + err);
        assertEquals(ExitCode.USAGE, hearken("docter"));
        assertEquals(ExitCode.USAGE, hearken());
        assertTrue(err.toString().contains("a subcommand is missing"), err.toString());
    }

    @Test
    void shouldEndWithTheConfigurationCodeAndOneLine(@TempDir Path folder) {
        assertEquals(ExitCode.CONFIGURATION, hearken("doctor", "--config", folder.resolve("absent.yaml").toString()));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().endsWith("absent.yaml: no such file" + System.lineSeparator()), err.toString());
    }

    @Test
    void shouldShowStackTracesOnlyWhenVerbose(@TempDir Path folder) {
        String absent = folder.resolve("absent.yaml").toString();
        hearken("doctor", "--config", absent);
        assertFalse(err.toString().contains("\tat "), err.toString());
        hearken("doctor", "-v", "--config", absent);
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void shouldReportTheEffectiveConfigurationAsJson(@TempDir Path folder) {
        int code = hearken("doctor", "--json", "--set", "site-id=attic", "--set", "broker.url=none", "--pack", "no-such-pack",
            "--pack-path", folder.toString());
        assertEquals(ExitCode.FAILED, code, "a pack that is not there");
        JsonObject report = new JsonObject(out.toString());
        assertFalse(report.getBoolean("usable"));
        JsonObject siteId = report.getJsonArray("configuration").stream().map(JsonObject.class::cast)
            .filter(s -> s.getString("key").equals("site-id")).findFirst().orElseThrow();
        assertEquals("attic", siteId.getString("value"));
        assertEquals("option --set site-id", siteId.getString("origin"));
    }

    @Test
    void shouldPrintACompletionScript() {
        assertEquals(ExitCode.OK, hearken("completion"));
        assertTrue(out.toString().contains("complete -F _complete_hearken"), "a bash completion");
    }

    @Test
    void shouldNameEachSubcommandAsItNamesItself() {
        HearkenCommand.SUBCOMMANDS.forEach((name, type) -> assertEquals(name, type.getAnnotation(picocli.CommandLine.Command.class).name()));
    }

    @Test
    void shouldShowAllSubcommandsAndTakeOptionsBeforeThem() {
        assertEquals(ExitCode.OK, hearken("--help"));
        HearkenCommand.SUBCOMMANDS.keySet().forEach(name -> assertTrue(out.toString().contains("  " + name + " "), name));
        assertEquals(ExitCode.OK, hearken("-v", "version"));
        assertEquals(ExitCode.USAGE, hearken("listne"));
        assertTrue(err.toString().contains("listen"), err.toString());
    }
}
