package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.demo.DemoRecording;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.update.Golden.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Golden recordings spoken by the pack's own voice, for a publisher who has none: those that the pack itself understands now. */
public final class GoldenVoice {

    private static final List<String> COMMANDS = List.of("turn on the kitchen light", "what time is it", "set the timer for five minutes",
        "turn off the kitchen light", "stop");
    private static final List<String> NOT_COMMANDS = List.of("the bicycle of my grandmother was seldom purple", "yesterday nobody believed the captain");

    private GoldenVoice() {
    }

    /**
     * Speaks, listens, and keeps what came out right.
     *
     * @param folder  gets the recordings and their list
     * @param dropped told what the pack does not understand from its own voice
     */
    public static GoldenFolder make(Configuration.Models pack, Path folder, Consumer<String> dropped) throws IOException {
        Files.createDirectories(folder);
        List<GoldenFolder.Entry> kept = new ArrayList<>();
        try (GoldenListener listener = new GoldenListener(pack, List.of()); SpeechSynthesizer voice = listener.models().speech().synthesizer()) {
            for (Spoken spoken : wanted(listener.models().pack().models("wake-verifier"))) {
                Path file = folder.resolve(spoken.entry().path());
                DemoRecording.make(voice, spoken.words(), file);
                GoldenListener.Outcome outcome = listener.listen(file, spoken.entry().expected(), spoken.entry().text());
                if (outcome.right()) {
                    kept.add(spoken.entry());
                } else {
                    dropped.accept(spoken.entry().expected().word() + " \"" + spoken.words() + "\", heard: " + outcome.heard());
                    Files.delete(file);
                }
            }
        }
        GoldenFolder golden = new GoldenFolder(folder, kept);
        golden.write();
        return golden;
    }

    /** A recording and what is said in it. */
    private record Spoken(GoldenFolder.Entry entry, String words) {
    }

    private static List<Spoken> wanted(List<ModelEntry> verifiers) {
        List<Spoken> all = new ArrayList<>();
        COMMANDS.forEach(text -> add(all, Expectation.TRANSCRIPT, text, text));
        NOT_COMMANDS.forEach(text -> add(all, Expectation.REJECTED, "", text));
        for (ModelEntry verifier : verifiers) {
            add(all, Expectation.WAKE, verifier.name(), verifier.name());
            add(all, Expectation.NO_WAKE, verifier.name(), NOT_COMMANDS.get(0));
        }
        return all;
    }

    private static void add(List<Spoken> all, Expectation expected, String text, String words) {
        all.add(new Spoken(new GoldenFolder.Entry(expected.word() + "-" + all.size() + ".wav", expected, text), words));
    }
}
