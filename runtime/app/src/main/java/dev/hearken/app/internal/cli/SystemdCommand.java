package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.service.NetworkDropIn;
import dev.hearken.app.internal.service.NetworkPolicy;
import dev.hearken.app.internal.service.ThisMachine;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearken systemd}. */
@Command(name = "systemd", mixinStandardHelpOptions = true,
    description = {"Prints the drop-in that lets hearken.service reach the hosts of the configuration, and no others.",
        "hearken-network.service runs it at each start of the machine."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:printed or written", "1:a host cannot be looked up, or the file cannot be written", "3:the configuration is wrong"},
    footerHeading = "%nExamples:%n", footer = {"  hearken systemd", "  hearken systemd --out /run/systemd/system/hearken.service.d/network.conf"})
final class SystemdCommand extends Subcommand {

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there, in a folder that is made if need be.")
    private @Nullable Path file;

    @Option(names = "--resolv-conf", paramLabel = "FILE", description = "Where name servers are listed (default ${DEFAULT-VALUE}).")
    private Path resolv = Path.of("/etc/resolv.conf");

    @Override
    public Integer call() {
        Configuration configuration = configuration(List.of());
        String origin = options().sources(List.of()).file().map(Path::toString).orElse("defaults");
        String text = text(configuration, origin);
        if (file == null) {
            out().print(text);
            out().flush();
            return ExitCode.OK;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new FailedStep(ExitCode.FAILED, file + " cannot be written: " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private String text(Configuration configuration, String origin) {
        try {
            return NetworkDropIn.of(NetworkPolicy.of(configuration), origin, new ThisMachine(resolv));
        } catch (UnknownHostException e) {
            throw new FailedStep(ExitCode.FAILED, "the address of '" + e.getMessage().replaceFirst(":.*", "")
                + "' cannot be looked up: is the network up, and the name right? Until then the speaker may not reach it", e);
        } catch (IOException e) {
            throw new FailedStep(ExitCode.FAILED, "the network of this machine cannot be read: " + e.getMessage(), e);
        }
    }
}
