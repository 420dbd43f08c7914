package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.Demo;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.app.internal.farfield.FrontEndCost;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dsp.ArrayGeometry;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneMaker;
import dev.hearken.speech.SpeechSynthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A simulated room for measurements of cost, made of the pack's own voice, so that it needs no recordings: somebody three metres
 * before four microphones, and the speaker, which speaks all the time.
 */
final class ArrayRoom {

    private static final int RATE = AudioFormat.SPEECH.sampleRate();
    private static final int REPEATED = 6;

    private final Path folder;
    private final Scene scene;

    ArrayRoom(Configuration configuration, Path folder) {
        this.folder = folder;
        String command = Demo.command(configuration.language());
        try (ModelSet models = ModelSet.open(configuration.models()); SpeechSynthesizer voice = models.speech().synthesizer()) {
            float[] talker = spoken(voice, command);
            scene = new SceneMaker().make(FrontEndCost.recipe(), talker, talker, List.of(talker), spoken(voice, (command + ". ").repeat(REPEATED)));
        }
    }

    private float[] spoken(SpeechSynthesizer voice, String words) {
        Path file = folder.resolve("spoken.wav");
        DemoRecording.make(voice, words, file);
        return SharedSound.read(file);
    }

    Scene scene() {
        return scene;
    }

    /** What the array brings, the reference as its last channel, over and over. */
    Path recording(int seconds) {
        short[] once = scene.interleaved();
        int channels = scene.microphones().length + 1;
        short[] all = new short[channels * RATE * seconds];
        for (int at = 0; at < all.length; at += once.length) {
            System.arraycopy(once, 0, all, at, Math.min(once.length, all.length - at));
        }
        Path file = folder.resolve("microphones.wav");
        AudioFiles.write(file, all, new AudioFormat(RATE, channels));
        return file;
    }

    /** The configuration of a speaker with this array. */
    Path settings() throws IOException {
        ArrayGeometry geometry = FrontEndCost.ARRAY.geometry();
        StringBuilder yaml = new StringBuilder("capture: {channels: " + (geometry.size() + 1) + "}\narray:\n  profile: beam\n  reference: channel\n"
            + "  reference-channel: " + geometry.size() + "\n  microphones:\n");
        for (int c = 0; c < geometry.size(); c++) {
            ArrayGeometry.Position p = geometry.positions().get(c);
            yaml.append("    - {channel: ").append(c).append(", x-mm: ").append(p.x() * 1000).append(", y-mm: ").append(p.y() * 1000).append("}\n");
        }
        return Files.writeString(folder.resolve("array.yaml"), yaml);
    }
}
