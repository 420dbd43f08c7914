package dev.hearken.app.internal.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers effective values and problems while the sections are read. */
final class SettingsReport {

    private final List<Section> sections = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void add(Section section) {
        sections.add(section);
    }

    void effective(String path, String value, Origin origin) {
        settings.add(new Setting(path, value, origin));
    }

    void problem(String line) {
        problems.add(line);
    }

    /**
     * All effective values in the order of reading.
     *
     * @throws ConfigurationException if there was any problem, unknown keys included
     */
    List<Setting> finish() {
        sections.forEach(Section::reportUnknownKeys);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return List.copyOf(settings);
    }
}
