package dev.hearken.dialogue.internal.reply;

import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a file of replies; strict about keys. */
public record ReplyReader(Map<String, String> fixed, Map<String, List<ReplyTemplate>> templates) {

    public static ReplyReader read(Path file) {
        return read(YamlReader.read(file));
    }

    public static ReplyReader read(String file, String text) {
        return read(YamlReader.read(file, text));
    }

    private static ReplyReader read(YamlValue root) {
        YamlValue.Mapping file = root.asMapping("a file of replies");
        file.allowOnly(Set.of("language", "fixed", "replies"));
        YamlValue fixed = file.get("fixed");
        Map<String, List<ReplyTemplate>> templates = new LinkedHashMap<>();
        YamlValue replies = file.get("replies");
        if (replies != null) {
            replies.asMapping("replies").entries().forEach((intent, wordings) -> templates.put(intent, wordings(intent, wordings)));
        }
        return new ReplyReader(fixed == null ? Map.of() : fixed.asTextMap("fixed"), templates);
    }

    private static List<ReplyTemplate> wordings(String intent, YamlValue value) {
        if (value instanceof YamlValue.Scalar only) {
            return List.of(ReplyTemplate.parse(Map.of(), only));
        }
        List<ReplyTemplate> wordings = new ArrayList<>();
        boolean always = false;
        for (YamlValue item : value.asList("the replies to " + intent)) {
            YamlValue.Mapping wording = item.asMapping("a reply to " + intent);
            wording.allowOnly(Set.of("when", "say"));
            if (always) {
                throw wording.at().error("never reached: the reply before it has no when");
            }
            YamlValue when = wording.get("when");
            Map<String, String> conditions = when == null ? Map.of() : when.asTextMap("when");
            always = conditions.isEmpty();
            wordings.add(ReplyTemplate.parse(conditions, wording.require("say").asScalar("say")));
        }
        return List.copyOf(wordings);
    }
}
