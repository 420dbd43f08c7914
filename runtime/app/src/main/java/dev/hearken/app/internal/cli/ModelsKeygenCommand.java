package dev.hearken.app.internal.cli;

import dev.hearken.update.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hearken models keygen}. */
@Command(name = "keygen", mixinStandardHelpOptions = true, description = "Makes Ed25519 key pairs: NAME.key to sign with, NAME.pub to put into a root.",
    footerHeading = "%nExample:%n", footer = "  hearken models keygen root-1 root-2 root-3 timestamp targets")
final class ModelsKeygenCommand extends ModelsSubcommand {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Path without an ending; nothing is overwritten.")
    private List<Path> names = new ArrayList<>();

    @Override
    int work() throws IOException {
        for (Path name : names) {
            SigningKey key = SigningKey.generate();
            Path secret = name.resolveSibling(name.getFileName() + ".key");
            Path open = name.resolveSibling(name.getFileName() + ".pub");
            try (var channel = Files.newByteChannel(secret, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(StandardCharsets.US_ASCII.encode(key.secretPem()));
            }
            Files.writeString(open, key.publicPem(), StandardOpenOption.CREATE_NEW);
            out().println(secret + " (keep it secret), " + open + "  key id " + key.verifyingKey().id());
        }
        return ExitCode.OK;
    }
}
