package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.Priority;
import dev.hearken.hub.SiteTopic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** What the hub orders. Confined to the event loop. */
final class HubOrders {

    private final DialogueLoop dialogue;
    private final CallTurn calls;
    private final DoNotDisturb undisturbed;
    private final SpeakerHub hub;
    private final Messages messages;
    private final Clock wallClock;

    HubOrders(DialogueLoop dialogue, CallTurn calls, DoNotDisturb undisturbed, SpeakerHub hub, Messages messages, Clock wallClock) {
        this.dialogue = dialogue;
        this.calls = calls;
        this.undisturbed = undisturbed;
        this.hub = hub;
        this.messages = messages;
        this.wallClock = wallClock;
    }

    void on(HubCommand command) {
        if (command instanceof HubCommand.Say say) {
            say(say);
        } else if (command instanceof HubCommand.Listen) {
            dialogue.listen();
        } else if (command instanceof HubCommand.Stop) {
            dialogue.dispatch(new DialogueEvent.StopRequested());
        } else if (command instanceof HubCommand.Play play) {
            if (!disturbs()) {
                dialogue.play(play.clip(), "");
            }
        } else if (command instanceof HubCommand.Mute mute) {
            dialogue.mute(mute.muted() ? MuteRules.Order.HOME_ON : MuteRules.Order.HOME_OFF);
        } else if (command instanceof HubCommand.Volume set) {
            dialogue.volume(set.percent());
        } else if (command instanceof HubCommand.Undisturbed wanted) {
            dialogue.undisturbed(wanted.seconds() == 0 ? Optional.empty() : Optional.of(Instant.now(wallClock).plusSeconds(wanted.seconds())));
        } else if (command instanceof HubCommand.Call call) {
            calls.on(call.message());
        } else if (command instanceof HubCommand.Answer answer) {
            dialogue.answered(answer);
        } else {
            dialogue.select(command);
        }
    }

    private void say(HubCommand.Say say) {
        if (say.urgent() || !disturbs()) {
            dialogue.dispatch(new DialogueEvent.SayRequested(say.text(), "", say.urgent() ? Priority.ALARM : Priority.ANNOUNCEMENT));
        } else {
            hub.publish(SiteTopic.REPLY, messages.reply("", say.text(), false));
        }
    }

    /** Whether an announcement has to be kept from the people now. */
    private boolean disturbs() {
        return undisturbed.at(ZonedDateTime.now(wallClock));
    }
}
