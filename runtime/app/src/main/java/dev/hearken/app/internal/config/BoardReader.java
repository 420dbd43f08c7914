package dev.hearken.app.internal.config;

import java.util.List;

/** The schema of what a board file says of the board itself: sections {@code about}, {@code machine}, {@code mixer}, and parts of the cards'. */
final class BoardReader {

    private static final int FASTEST_HZ = 384_000;

    private BoardReader() {
    }

    /** @param root, capture, playback shared with those who read the other keys of these sections */
    static BoardFacts read(Section root, Section capture, Section playback) {
        Section about = root.section("about");
        Section machine = root.section("machine");
        Section mixer = root.section("mixer");
        return new BoardFacts(about.text("name", ""), about.texts("machines", List.of()), about.texts("untested", List.of()),
            machine.integer("processors", 0, 0, 256), machine.integer("memory-mb", 0, 0, 1 << 20), card(capture), card(playback),
            new BoardFacts.Mixer(mixer.optionalText("card"), mixer.text("playback", "")));
    }

    private static BoardFacts.Card card(Section section) {
        List<String> formats = section.texts("formats", List.of());
        if (formats.stream().anyMatch(format -> !format.matches("[A-Z0-9_]{2,20}"))) {
            section.reject("formats", "must be ALSA names such as S16_LE");
        }
        return new BoardFacts.Card(section.integers("rates", List.of(), 4_000, FASTEST_HZ), formats);
    }
}
