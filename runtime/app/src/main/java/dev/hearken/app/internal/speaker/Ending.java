package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.SpeakerSettings;
import java.util.Optional;

/** Why a speaker has come to its end. */
public sealed interface Ending {

    Ending OVER = new Over();

    /** The recording that stood for the microphone is over, or somebody closed the speaker. */
    record Over() implements Ending {
    }

    /**
     * The home wants it to begin anew with its configuration as it now is.
     *
     * @param settings to go on with
     * @param language the language to change to, if that is the reason
     */
    record Reload(SpeakerSettings settings, Optional<String> language) implements Ending {
    }

    static Ending reload(SpeakerSettings settings, Optional<String> language) {
        return new Reload(settings, language);
    }
}
