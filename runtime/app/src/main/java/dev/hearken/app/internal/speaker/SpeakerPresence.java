package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.homeassistant.Discovery;
import dev.hearken.app.internal.wyoming.WyomingEngines;
import dev.hearken.dialogue.Replies;
import dev.hearken.hub.Topics;
import dev.hearken.speech.Grammar;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** How the speaker introduces itself to the home. */
final class SpeakerPresence {

    private SpeakerPresence() {
    }

    /** The speaker as a device of Home Assistant; empty if it shall be none. */
    static JsonObject discovery(Configuration configuration, SpeechParts speech, SpeakerChoices choices) {
        if (!configuration.homeAssistant().discovery()) {
            return new JsonObject();
        }
        List<String> intents = speech.grammar().source().sentences().stream().map(Grammar.Sentence::intent).distinct().toList();
        Topics topics = new Topics(configuration.siteId());
        Optional<String> updates = configuration.updates().source().isEmpty() ? Optional.empty() : Optional.of(topics.updates());
        return Discovery.message(topics, new Discovery.Device(configuration.homeAssistant().name(), version(),
            choices.wakeWords(), choices.languages(), intents, updates));
    }

    /** What it offers to Wyoming clients. */
    static WyomingEngines engines(Configuration configuration, SpeechParts speech, Replies replies) {
        return new WyomingEngines(configuration.homeAssistant().name(), version(), configuration.language(), configuration.models().pack(),
            speech.phrases(), speech.wakeWords(), speech.dictation(), speech.grammar(), speech.transcriber(),
            speech.synthesiser(), speech.understanding(configuration.dialogue().conversation().confirmed(), replies));
    }

    private static String version() {
        return Optional.ofNullable(SpeakerPresence.class.getPackage().getImplementationVersion()).orElse("development");
    }
}
