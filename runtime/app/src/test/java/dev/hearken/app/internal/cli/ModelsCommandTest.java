package dev.hearken.app.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher's day, from keys to a repository that speakers accept. Sentences stand for packs, which take longer to test. */
class ModelsCommandTest {

    @TempDir
    private Path folder = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    private int models(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        String[] all = new String[args.length + 1];
        all[0] = "models";
        for (int i = 0; i < args.length; i++) {
            all[i + 1] = args[i].replace("@", folder + "/");
        }
        return HearkenCommand.execute(new PrintWriter(out), new PrintWriter(err), false, all);
    }

    private void repository() throws IOException {
        assertEquals(ExitCode.OK, models("keygen", "@root-1", "@root-2", "@timestamp", "@targets"), err::toString);
        assertEquals(ExitCode.OK, models("rotate-root", "@repo", "--root", "@root-1.pub", "--root", "@root-2.pub", "--timestamp", "@timestamp.pub", "--targets", "@targets.pub",
            "--key", "@root-1.key"), err::toString);
        assertTrue(out.toString().contains("1 of 2 signatures, stays a draft"), out.toString());
        assertEquals(ExitCode.OK, models("sign", "@repo", "--key", "@root-2.key"), err::toString);
        assertTrue(out.toString().contains("1.root.json: published"), out.toString());
        Files.writeString(folder.resolve("kitchen.txt"), "make some coffee\nstop the coffee\n");
    }

    @Test
    void shouldMakeARepositoryThatASpeakerAccepts() throws IOException {
        repository();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("root-1.key"))));
        assertEquals(ExitCode.OK, models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@targets.key"), err::toString);
        assertTrue(out.toString().contains("stable.timestamp.json: 0 of 1 signatures"), out.toString());
        assertFalse(Files.exists(folder.resolve("repo/stable.timestamp.json")), "the timestamp comes last");
        assertEquals(ExitCode.OK, models("sign", "@repo", "--key", "@timestamp.key"), err::toString);
        assertEquals(ExitCode.OK, models("verify", "@repo"), err::toString);
        assertTrue(out.toString().contains("sentences kitchen 1: 33 bytes, all as signed"), out.toString());
        assertEquals(ExitCode.OK, models("sign", "@repo", "--renew", "stable", "--key", "@timestamp.key"), err::toString);
        assertEquals(ExitCode.OK, models("verify", "@repo"), err::toString);
        assertTrue(out.toString().contains("timestamp 2 "), out.toString());
    }

    @Test
    void shouldFollowARotationOfAllKeys() throws IOException {
        repository();
        models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@targets.key", "--key", "@timestamp.key");
        models("keygen", "@new-root", "@new-timestamp", "@new-targets");
        assertEquals(ExitCode.OK, models("rotate-root", "@repo", "--root", "@new-root.pub", "--timestamp", "@new-timestamp.pub", "--targets", "@new-targets.pub",
            "--key", "@root-1.key", "--key", "@root-2.key", "--key", "@new-root.key"), err::toString);
        assertEquals(ExitCode.FAILED, models("verify", "@repo"), "what the old keys signed counts no more");
        assertTrue(err.toString().contains("refused (wrong signer)"), err.toString());
        models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@new-targets.key", "--key", "@new-timestamp.key");
        assertEquals(ExitCode.OK, models("verify", "@repo"), err::toString);
        assertTrue(out.toString().contains("root 2"), out.toString());
    }

    @Test
    void shouldTakeBackWhatItVerified() throws IOException {
        repository();
        models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@targets.key", "--key", "@timestamp.key");
        models("verify", "@repo");
        String digest = out.toString().replaceAll("(?s).*--withdraw ([0-9a-f]{64}).*", "$1");
        assertEquals(ExitCode.OK, models("publish", "@repo", "--withdraw", digest, "--key", "@targets.key", "--key", "@timestamp.key"), err::toString);
        assertEquals(ExitCode.OK, models("verify", "@repo"), err::toString);
        assertTrue(out.toString().contains("withdrawn: " + digest), out.toString());
    }

    @Test
    void shouldFindADamagedFile() throws IOException {
        repository();
        models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@targets.key", "--key", "@timestamp.key");
        try (var contents = Files.list(folder.resolve("repo/content"))) {
            Files.writeString(contents.findFirst().orElseThrow(), "make some coffee\nstop the coffeE\n");
        }
        assertEquals(ExitCode.FAILED, models("verify", "@repo"));
        assertTrue(err.toString().contains("refused (corrupt)"), err.toString());
    }

    @Test
    void shouldNotOverwriteAKeyNorSignWithAStrangers() throws IOException {
        repository();
        assertEquals(ExitCode.FAILED, models("keygen", "@root-1"));
        models("keygen", "@stranger");
        assertEquals(ExitCode.OK, models("publish", "@repo", "--sentences", "kitchen=@kitchen.txt", "--key", "@stranger.key"), err::toString);
        assertTrue(out.toString().contains("0 of 1 signatures, stays a draft"), out.toString());
        assertTrue(out.toString().contains(": not used, the root does not let it sign any of these drafts"), out.toString());
        assertEquals(ExitCode.OK, models("sign", "@repo", "--key", "@targets.key", "--key", "@timestamp.key"), err::toString);
        assertFalse(out.toString().contains("not used"), out.toString());
        assertEquals(ExitCode.FAILED, models("sign", "@repo", "--key", "@missing.key"));
        assertTrue(err.toString().contains("no such key file"), err.toString());
    }

    @Test
    void shouldSayWhatIsInstalled() {
        assertEquals(ExitCode.OK, models("status", "--state", "@nothing"), err::toString);
        assertTrue(out.toString().contains("active     factory"), out.toString());
        assertEquals(ExitCode.USAGE, models());
    }
}
