package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.SpeakerSettings;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be selected from outside: the wake word, the language, everything anew. */
final class Selections {

    private SpeakerChoices choices;
    private final Consumer<String> unreadable;
    private final Consumer<Ending> end;

    /**
     * @param unreadable told what is wrong with a selection
     * @param end        told that the speaker has to begin anew
     */
    Selections(SpeakerChoices choices, Consumer<String> unreadable, Consumer<Ending> end) {
        this.choices = choices;
        this.unreadable = unreadable;
        this.end = end;
    }

    /** @return the settings from now on, if the home can choose from other things; the same where it need not choose again */
    SpeakerSettings among(SpeakerChoices next, SpeakerSettings settings) {
        choices = next;
        return next.wakeWords().contains(settings.wakeWord()) ? settings : settings.withWakeWord(next.initial().wakeWord());
    }

    /** @return the settings from now on; the same where nothing was selected */
    SpeakerSettings on(HubCommand command, SpeakerSettings settings) {
        if (command instanceof HubCommand.SelectWakeWord select) {
            if (choices.wakeWords().contains(select.phrase())) {
                return settings.withWakeWord(select.phrase());
            }
            unreadable.accept("wakeword: one of " + choices.wakeWords() + " is expected, not '" + select.phrase() + "'");
        } else if (command instanceof HubCommand.SelectLanguage select) {
            if (!choices.languages().contains(select.language())) {
                unreadable.accept("language: one of " + choices.languages() + " is expected, not '" + select.language() + "'");
            } else if (!select.language().equals(settings.language())) {
                end.accept(Ending.reload(settings, Optional.of(select.language())));
            }
        } else if (command instanceof HubCommand.Reload) {
            end.accept(Ending.reload(settings, Optional.empty()));
        }
        return settings;
    }
}
