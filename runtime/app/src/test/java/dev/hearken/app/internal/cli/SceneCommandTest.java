package dev.hearken.app.internal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hearken(String... args) {
        return HearkenCommand.execute(new PrintWriter(out), new PrintWriter(err), false, args);
    }

    private static Path talker(Path folder) throws IOException {
        Random random = new Random(1);
        short[] sound = new short[8_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (3_000 * random.nextGaussian());
        }
        Path file = folder.resolve("talker.wav");
        AudioFiles.write(file, sound, AudioFormat.SPEECH);
        return file;
    }

    @Test
    void shouldWriteTheSameSceneForTheSameOptions(@TempDir Path folder) throws IOException {
        String talker = talker(folder).toString();
        for (String name : new String[] {"one", "two"}) {
            assertEquals(ExitCode.OK, hearken("scene", "--talker", talker, "--array", "linear-2", "--lead", "0.5", "--seed", "3", "--out",
                folder.resolve(name).toString()), err.toString());
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("one/microphones.wav")), Files.readAllBytes(folder.resolve("two/microphones.wav")));
        JsonObject about = new JsonObject(Files.readString(folder.resolve("one/scene.json")));
        assertEquals(2, about.getInteger("referenceChannel"), "behind the two microphones");
        assertEquals(0.5, about.getDouble("talkerFromSeconds"), 0.05);
    }

    @Test
    void shouldSayWhichFolderOrFileCannotBeRead(@TempDir Path folder) {
        String absent = folder.resolve("absent").toString();
        assertEquals(ExitCode.SOUND, hearken("scene", "--each", absent, "--out", folder.toString()));
        assertTrue(err.toString().contains(absent), err.toString());
        assertEquals(ExitCode.SOUND, hearken("scene", "--talker", absent + ".wav", "--out", folder.toString()));
        assertTrue(err.toString().contains(absent + ".wav"), err.toString());
    }

    @Test
    void shouldRefuseAListenerThatItDoesNotKnow(@TempDir Path folder) {
        assertEquals(ExitCode.USAGE, hearken("scene", "--each", folder.toString(), "--out", folder.toString(), "--for", "television"));
        assertTrue(err.toString().contains("'television' is neither recognizer nor wake-word"), err.toString());
    }
}
