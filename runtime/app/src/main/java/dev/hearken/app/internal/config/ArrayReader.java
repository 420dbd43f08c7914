package dev.hearken.app.internal.config;

import dev.hearken.app.internal.config.ArraySettings.Microphone;
import dev.hearken.app.internal.config.ArraySettings.Profile;
import dev.hearken.app.internal.config.ArraySettings.Reference;
import dev.hearken.app.internal.config.ArraySettings.WakeHears;
import dev.hearken.dsp.ArrayGeometry.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The schema of section {@code array}. */
final class ArrayReader {

    private static final int MOST_MICROPHONES = 8;
    private static final double FARTHEST_MM = 1000;

    private ArrayReader() {
    }

    static ArraySettings read(Section section) {
        Profile profile = section.choice("profile", Profile.PASS_THROUGH);
        List<Microphone> microphones = new ArrayList<>();
        List<Section> items = section.sections("microphones", "channel");
        for (Section item : items) {
            microphones.add(microphone(item));
        }
        if (items.isEmpty()) {
            section.unset("microphones", "capture.microphone");
        }
        Reference reference = section.choice("reference", Reference.NONE);
        int channel = section.integer("reference-channel", -1, -1, 31);
        check(section, profile, microphones, reference, channel);
        return new ArraySettings(profile, microphones, reference, channel < 0 ? OptionalInt.empty() : OptionalInt.of(channel),
            section.choice("wake-hears", WakeHears.WHITENED), section.integer("beam-taps", 1, 1, 3), section.number("gain-db", 0, -20, 40), section.text("stop-word", "stop").strip());
    }

    private static Microphone microphone(Section item) {
        int channel = item.integer("channel", 0, 0, 31);
        Optional<Double> x = item.optionalNumber("x-mm", -FARTHEST_MM, FARTHEST_MM);
        Optional<Double> y = item.optionalNumber("y-mm", -FARTHEST_MM, FARTHEST_MM);
        double z = item.optionalNumber("z-mm", -FARTHEST_MM, FARTHEST_MM).orElse(0.0);
        if (x.isPresent() != y.isPresent()) {
            item.reject(x.isPresent() ? "x-mm" : "y-mm", "needs the other one: x-mm and y-mm together are a place");
        }
        return new Microphone(channel, x.isPresent() && y.isPresent() ? Optional.of(new Position(x.get() / 1000, y.get() / 1000, z / 1000)) : Optional.empty());
    }

    private static void check(Section section, Profile profile, List<Microphone> microphones, Reference reference, int channel) {
        if (microphones.size() > MOST_MICROPHONES) {
            section.reject("microphones", "must not be more than " + MOST_MICROPHONES);
        }
        if (microphones.stream().map(Microphone::channel).distinct().count() < microphones.size()) {
            section.reject("microphones", "must not name a channel twice");
        }
        if (profile == Profile.BEAM && microphones.size() < 2) {
            section.reject("profile", "'beam' needs two or more array.microphones");
        }
        if (reference == Reference.CHANNEL && channel < 0) {
            section.reject("reference", "'channel' needs array.reference-channel");
        }
        if (channel >= 0 && microphones.stream().anyMatch(m -> m.channel() == channel)) {
            section.reject("reference-channel", "must not be a microphone's");
        }
    }
}
