package dev.hearken.speech.internal.voice;

import dev.hearken.models.api.ModelPack;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.SpeechSynthesizer.Settings;
import dev.hearken.speech.SpeechSynthesizer.Utterance;
import dev.hearken.speech.Voices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The voice of a shipped pack, as a pack of its own made from the entry that the training writes. */
final class ShippedVoice {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root"));
    private static final List<String> TABLES = List.of("hanzi.txt", "words.txt");

    private final String id;
    private final Path source;

    ShippedVoice(String language) {
        this.id = language + "-small";
        this.source = ROOT.resolve("models/packs").resolve(id);
    }

    /** The pack that it is taken from. */
    Path packFolder() {
        return source;
    }

    boolean isThere() {
        return Files.exists(source.resolve("voice-encoder.onnx"));
    }

    SpeechSynthesizer open(Path folder) {
        return Voices.open(pack(folder), List.of(new OnnxBackend()), Lexicon.open(source));
    }

    /** A pack in an empty folder. */
    private ModelPack pack(Path folder) {
        try {
            StringBuilder files = new StringBuilder();
            List<String> names = new ArrayList<>(List.of("voice-encoder.onnx", "voice-decoder.onnx", "voice.md"));
            TABLES.stream().filter(name -> Files.exists(source.resolve(name))).forEach(names::add);
            for (String name : names) {
                Files.copy(source.resolve(name), folder.resolve(name));
                byte[] content = Files.readAllBytes(folder.resolve(name));
                files.append("  - {path: ").append(name).append(", size: ").append(content.length).append(", sha256: ")
                    .append(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))).append("}\n");
            }
            String entry = Files.readString(ROOT.resolve("models/training/pack").resolve(id).resolve("voice.yaml"));
            Files.writeString(folder.resolve("pack.yaml"), "format: 1\nid: voice\nversion: 0.1.0\nlanguage: " + id.substring(0, 2) + "\nlicence: Apache-2.0\n"
                + "runtime: {min: \"0.1\", below: \"1.0\"}\nboards: [any]\nmodels:\n" + entry + "files:\n" + files);
            return ModelPack.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static short[] say(SpeechSynthesizer voice, String text, Settings settings, int chunk) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        short[] pcm = new short[chunk];
        try (Utterance utterance = voice.speak(text, settings)) {
            for (int n = utterance.read(pcm, 0, chunk); n != Utterance.END; n = utterance.read(pcm, 0, chunk)) {
                for (int i = 0; i < n; i++) {
                    bytes.write(pcm[i]);
                    bytes.write(pcm[i] >> 8);
                }
            }
        }
        byte[] all = bytes.toByteArray();
        short[] sound = new short[all.length / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) ((all[2 * i] & 0xff) | all[2 * i + 1] << 8);
        }
        return sound;
    }
}
