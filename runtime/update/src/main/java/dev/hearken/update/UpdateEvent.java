package dev.hearken.update;

import java.time.Instant;

/** What an operator, a dashboard or a broker may be told about an update; told on the updater's thread. */
public sealed interface UpdateEvent {

    /** One line for people. */
    String words();

    /** A stage has begun. */
    record StageEntered(Stage stage, String release) implements UpdateEvent {
        @Override
        public String words() {
            return release.isEmpty() ? stage.word() : stage.word() + "  " + release;
        }
    }

    /** Bytes here of the bytes that a release has. */
    record Downloaded(String release, long bytes, long total) implements UpdateEvent {
        @Override
        public String words() {
            return release + ": " + bytes + " of " + total + " bytes";
        }
    }

    /** A message was no reason to look for an update. */
    record HintIgnored(String reason) implements UpdateEvent {
        @Override
        public String words() {
            return "hint ignored: " + reason;
        }
    }

    /** There is nothing newer. */
    record UpToDate(String release) implements UpdateEvent {
        @Override
        public String words() {
            return "nothing newer than  " + release;
        }
    }

    /** An attempt failed for a reason that may pass. */
    record Waiting(String reason, Instant until) implements UpdateEvent {
        @Override
        public String words() {
            return "waiting until " + until + ": " + reason;
        }
    }

    /** An update was not accepted; the speaker is as it was. */
    record Refused(Refusal refusal, String reason) implements UpdateEvent {
        @Override
        public String words() {
            return "refused (" + refusal.words() + "): " + reason;
        }
    }

    /** The release has proven itself; only now may success be reported. */
    record Confirmed(String release, String digest) implements UpdateEvent {
        @Override
        public String words() {
            return "confirmed  " + release + "  " + digest;
        }
    }

    /** The release was given up, and what was before is in use again. */
    record RolledBack(String release, String digest, Refusal refusal, String reason) implements UpdateEvent {
        @Override
        public String words() {
            return "rolled back (" + refusal.words() + ")  " + release + ": " + reason;
        }
    }

    /** The speaker works, but somebody should look. */
    record Alarm(Refusal refusal, String reason) implements UpdateEvent {
        @Override
        public String words() {
            return "alarm (" + refusal.words() + "): " + reason;
        }
    }
}
