package dev.hearken.dialogue;

import java.time.Instant;
import java.util.Optional;

/** What the speaker does to its own sound. */
public sealed interface SpeakerAction {

    /** @param percent 0..100 */
    record SetVolume(int percent) implements SpeakerAction {
        public SetVolume {
            percent = Math.max(0, Math.min(100, percent));
        }
    }

    /** @param percent points to add; negative = quieter */
    record ChangeVolume(int percent) implements SpeakerAction {
    }

    /** Silences the loudspeaker, or lets it sound again at the volume it had. */
    record SilenceOutput(boolean silent) implements SpeakerAction {
    }

    /** A sign says that something was done, where no words do. */
    record ShowDone() implements SpeakerAction {
    }

    /** Announcements that are not urgent are not heard before this time. */
    record DoNotDisturb(Instant until) implements SpeakerAction {
    }

    /** Announcements are heard again. */
    record Disturb() implements SpeakerAction {
    }

    /**
     * What is said next is not understood but sent, as it sounds, to other speakers. Goes with a text and with listening again.
     *
     * @param area the room; empty = all rooms
     */
    record TakeMessage(Optional<String> area) implements SpeakerAction {
    }

    /**
     * Calls another speaker.
     *
     * @param area the room in which it stands
     */
    record Call(String area) implements SpeakerAction {
    }

    /** Takes the call that rings. */
    record TakeCall() implements SpeakerAction {
    }

    /** Ends the call that goes on, or rings. */
    record HangUp() implements SpeakerAction {
    }

    /** Ends whatever sounds: replies, chimes, ringing timers, calls. */
    record StopSounds() implements SpeakerAction {
    }
}
