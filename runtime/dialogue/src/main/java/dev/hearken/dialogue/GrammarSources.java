package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.HassilFolder;
import dev.hearken.dialogue.internal.PlainListReader;
import dev.hearken.dialogue.internal.hassil.HassilGrammar;
import dev.hearken.dialogue.internal.rhino.RhinoReader;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads what may be said, in whatever form the user has it:
 * <ul>
 *   <li>a folder of Home Assistant sentence files (or the folder above {@code sentences/<language>} and {@code rules/<language>}), or one such file;
 *   <li>a Picovoice Rhino context ({@code context: expressions, slots, macros});
 *   <li>a list: one word or sentence a line, or a JSON or YAML list.
 * </ul>
 */
public final class GrammarSources {

    private GrammarSources() {
    }

    /**
     * @param path a file or a folder
     * @param home fills {@code {name}}, {@code {area}} and {@code {floor}}; its language chooses among several
     * @throws GrammarSourceException naming file, line, column and what was expected
     */
    public static LoadedGrammar load(Path path, Home home) {
        if (Files.isDirectory(path)) {
            return HassilFolder.load(path, home);
        }
        String file = path.toString();
        String text = YamlReader.text(path);
        String name = file.toLowerCase(Locale.ROOT);
        boolean structured = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json") || text.stripLeading().startsWith("[");
        if (!structured) {
            return PlainListReader.lines(file, text, home.language());
        }
        YamlValue root = YamlReader.read(file, text);
        if (root instanceof YamlValue.Sequence list) {
            return PlainListReader.list(file, list.items(), home.language());
        }
        YamlValue.Mapping mapping = root.asMapping("the file");
        if (RhinoReader.recognises(mapping)) {
            return RhinoReader.read(file, mapping, home.language());
        }
        if (HassilGrammar.recognises(mapping)) {
            return HassilFolder.loadFile(path, text, home);
        }
        throw new Position(file, 1, 1).error("not a sentence file: expected intents: or data: (Home Assistant), context: (Rhino), or a list; found the keys "
                + mapping.entries().keySet());
    }

    /** A closed list, as the labels of a test list; each entry is its own intent. */
    public static LoadedGrammar ofList(String name, List<String> entries, String language) {
        return PlainListReader.lines(name, String.join("\n", entries), language);
    }

    /** The vocabulary that ships in the language of the home: Chinese, else English. */
    public static LoadedGrammar shipped(Home home) {
        return HassilFolder.shipped(home);
    }

    /** What is understood beside all else after the speaker has asked something: yes, no, rooms, devices, durations; in the language of the home. */
    public static LoadedGrammar answers(Home home) {
        return HassilFolder.answers(home);
    }
}
