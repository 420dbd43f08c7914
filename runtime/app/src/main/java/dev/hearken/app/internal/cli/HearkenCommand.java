package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration.LogLevel;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code hearken}. */
@Command(name = "hearken", mixinStandardHelpOptions = true, versionProvider = VersionCommand.class,
    description = "A smart speaker that works offline: hears its name, understands a command, tells the home over MQTT, answers aloud.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:all went well", "1:a step failed; the message says which", "2:the command line is wrong",
        "3:the configuration, a board, grammar or home file is wrong", "4:no usable sound device, or an audio file that cannot be read",
        "5:a pack, model or back end cannot be used", "6:the broker cannot be reached or refuses"},
    footerHeading = "%nExamples:%n",
    footer = {
        "  hearken demo                        hear a command, publish it, answer: on this machine, in a few seconds",
        "  hearken run --input recording.wav   the daemon with a file for a microphone",
        "  hearken listen command.wav --json   transcript and intent of a recording",
        "  hearken doctor                      what is there, what is missing, where each setting comes from"})
public final class HearkenCommand implements Runnable {

    private static final String COMPLETION = "completion";
    /** The one list of subcommands, in the order in which they are shown. */
    static final Map<String, Class<?>> SUBCOMMANDS = subcommands();

    @Option(names = {"-v", "--verbose"}, scope = ScopeType.INHERIT, description = "More log lines, and stack traces of errors.")
    private boolean verbose;

    @Spec
    private @Nullable CommandSpec spec;

    private static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> named = new LinkedHashMap<>();
        named.put("demo", DemoCommand.class);
        named.put("run", RunCommand.class);
        named.put("say", SayCommand.class);
        named.put("listen", ListenCommand.class);
        named.put("wake", WakeCommand.class);
        named.put("doctor", DoctorCommand.class);
        named.put("board", BoardCommand.class);
        named.put("models", ModelsCommand.class);
        named.put("eval", EvalCommand.class);
        named.put("bench", BenchCommand.class);
        named.put("scene", SceneCommand.class);
        named.put("systemd", SystemdCommand.class);
        named.put(COMPLETION, CompletionCommand.class);
        named.put("version", VersionCommand.class);
        return Collections.unmodifiableMap(named);
    }

    /** Those that this command line may need: reading the annotations of all takes as long as opening a pack. */
    private static Map<String, Class<?>> needed(String... args) {
        String first = Stream.of(args).filter(arg -> !arg.startsWith("-")).findFirst().orElse("");
        Class<?> only = SUBCOMMANDS.get(first);
        return only == null || first.equals(COMPLETION) ? SUBCOMMANDS : Map.of(first, only);
    }

    /** Runs one command line and returns the exit code; for the launcher and for tests. */
    public static int execute(PrintWriter out, PrintWriter err, boolean colours, String... args) {
        LogSetup.apply(LogLevel.WARN, false);
        HearkenCommand root = new HearkenCommand();
        CommandLine line = new CommandLine(root);
        needed(args).forEach(line::addSubcommand);
        line.setOut(out)
            .setErr(err)
            .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler(new ErrorReport(root));
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "hearken: a subcommand is missing");
        }
    }
}
