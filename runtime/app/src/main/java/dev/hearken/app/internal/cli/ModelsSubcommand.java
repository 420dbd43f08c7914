package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.RefusedException;
import dev.hearken.update.SigningKey;
import dev.hearken.update.VerifyingKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code hearken models} have in common. */
abstract class ModelsSubcommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand parent;

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the work; what it refuses ends as one clear line. */
    abstract int work() throws IOException, RefusedException, DeliveryException, InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return work();
        } catch (RefusedException e) {
            throw new FailedStep(ExitCode.FAILED, "refused (" + e.refusal().words() + "): " + e.reason(), e);
        } catch (DeliveryException | IOException e) {
            throw new FailedStep(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("only picocli makes subcommands");
        }
        return spec.commandLine().getOut();
    }

    Configuration configuration(ConfigurationOptions options) {
        return options.load(parent != null && parent.verbose(), List.of());
    }

    static List<SigningKey> signingKeys(List<Path> files) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(SigningKey.ofPem(read(file)));
        }
        return keys;
    }

    static List<VerifyingKey> verifyingKeys(List<Path> files) throws IOException {
        List<VerifyingKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(SigningKey.publicOfPem(read(file)));
        }
        return keys;
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such key file");
        }
        return Files.readString(file);
    }
}
