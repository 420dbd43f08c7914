package dev.hearken.app.internal.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import dev.hearken.scene.SceneSource;
import dev.hearken.scene.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrophoneTakeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldDrawLevelsDirectionAndEchoOfAnArray() throws IOException {
        StringBuilder yaml = new StringBuilder("array:\n  profile: beam\n  reference: channel\n  reference-channel: 4\n  microphones:\n");
        for (int c = 0; c < 4; c++) {
            var p = SceneArrays.CIRCULAR_4.geometry().positions().get(c);
            yaml.append("    - {channel: ").append(c).append(", x-mm: ").append(p.x() * 1000).append(", y-mm: ").append(p.y() * 1000).append("}\n");
        }
        Scene scene = scene();
        MicrophoneTake take = MicrophoneTake.listen(read(yaml.toString()), SceneSource.of(scene), 20);
        assertEquals(List.of(0, 1, 2, 3), java.util.Arrays.stream(take.channels()).boxed().toList());
        assertFalse(take.faulty());
        assertTrue(Score.angleError(take.azimuth(), scene.azimuth(), false) < 15, "at " + take.azimuth() + ", not " + scene.azimuth());
        assertTrue(take.erle()[35] > 15, "ERLE after 3.5 s: " + take.erle()[35]);
        Path file = folder.resolve("microphones.png");
        MicrophonePicture.write(take, file);
        assertEquals(1200, ImageIO.read(file.toFile()).getWidth());
    }

    @Test
    void shouldListenToChannelsThatHaveNoPlaces() throws IOException {
        MicrophoneTake take = MicrophoneTake.listen(read(""), SceneSource.of(scene()), 3);
        assertEquals(5, take.levels().length);
        assertEquals(0, take.direction().length);
        MicrophonePicture.write(take, folder.resolve("plain.png"));
        assertTrue(Files.size(folder.resolve("plain.png")) > 1000);
    }

    private Configuration read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("hearken.yaml"), yaml);
        return new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.of(file), Optional.empty(), List.of()).load();
    }

    /** The speaker plays for four seconds, then somebody talks. */
    private static Scene scene() {
        Random random = new Random(5);
        float[] talker = new float[32_000];
        float[] played = new float[7 * 16_000];
        for (int i = 0; i < talker.length; i++) {
            talker[i] = (float) (0.1 * random.nextGaussian());
        }
        for (int i = 0; i < played.length; i++) {
            played[i] = (float) (0.1 * random.nextGaussian());
        }
        return new SceneMaker().make(new SceneRecipe(SceneArrays.CIRCULAR_4.geometry(), 0, 1.5, 0.2, SceneRecipe.NONE, SceneRecipe.NONE, 40,
            4, 0.2, Optional.of(new SceneRecipe.Playback(0, 0, 60, 0, 0)), 3), talker, new float[] {0}, List.of(), played);
    }
}
