package dev.hearken.update.internal.stage;

import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Stage;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The one line of the journal: the stage that has begun, and all that is needed to go on from there. Immutable.
 *
 * @param release  digest; empty while there is none
 * @param title    the release for people
 * @param previous digest that was active before; {@link Pointers#FACTORY} for what shipped
 * @param tries    starts of the self-test, or rounds of download and verification
 * @param crashes  of the program, while soaking
 * @param reboots  of the board, while soaking
 * @param soaked   seconds
 * @param boot     id of the boot in which this was written, to tell a crash from a cut of power
 * @param open     whether the program that wrote it has not closed it
 * @param refusal  why it is being rolled back; empty while it is not
 * @param reason   the same in words
 */
record Job(Stage stage, String release, String title, String previous, int tries, int crashes, int reboots, long soaked, String boot,
           boolean open, String refusal, String reason) {

    static final Job IDLE = new Job(Stage.IDLE, "", "", Pointers.FACTORY, 0, 0, 0, 0, "", false, "", "");
    private static final int LIMIT = 64 << 10;
    /** Characters of a reason: a longer one could not be read back. */
    private static final int LONGEST_REASON = 1000;

    Job at(Stage next) {
        return new Job(next, release, title, previous, 0, crashes, reboots, soaked, boot, open, refusal, reason);
    }

    Job about(String digest, String words, String before) {
        return new Job(stage, digest, words, before, 0, 0, 0, 0, boot, open, "", "");
    }

    Job tried() {
        return new Job(stage, release, title, previous, tries + 1, crashes, reboots, soaked, boot, open, refusal, reason);
    }

    Job soaked(long seconds) {
        return new Job(stage, release, title, previous, tries, crashes, reboots, seconds, boot, open, refusal, reason);
    }

    Job begun(String newBoot, int newCrashes, int newReboots) {
        return new Job(stage, release, title, previous, tries, newCrashes, newReboots, soaked, newBoot, true, refusal, reason);
    }

    Job closed() {
        return new Job(stage, release, title, previous, tries, crashes, reboots, soaked, boot, false, refusal, reason);
    }

    Job givenUp(Refusal why, String words) {
        return new Job(Stage.ROLL_BACK, release, title, previous, 0, crashes, reboots, soaked, boot, open, why.name(), words(words));
    }

    /** A reason as it can be kept: whatever a library's message is, it is written, and read back, as it is. */
    static String words(String reason) {
        String clean = reason.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON - 3).replaceAll("\\p{Cs}", "") + "...";
    }

    Refusal why() {
        return Refusal.valueOf(refusal);
    }

    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stage", stage.word());
        fields.put("release", release);
        fields.put("title", title);
        fields.put("previous", previous);
        fields.put("tries", tries);
        fields.put("crashes", crashes);
        fields.put("reboots", reboots);
        fields.put("soaked", soaked);
        fields.put("boot", boot);
        fields.put("open", open ? 1 : 0);
        fields.put("refusal", refusal);
        fields.put("reason", reason);
        return JsonText.bytes(fields);
    }

    static Job read(byte[] bytes) throws RefusedException {
        var fields = StrictJson.read("journal", bytes, LIMIT).object("stage", "release", "title", "previous", "tries", "crashes", "reboots",
            "soaked", "boot", "open", "refusal", "reason");
        try {
            Job job = new Job(Stage.valueOf(fields.get("stage").text(20).replace('-', '_').toUpperCase(Locale.ROOT)), fields.get("release").text(64),
                fields.get("title").text(8000), fields.get("previous").text(64), count(fields.get("tries")), count(fields.get("crashes")),
                count(fields.get("reboots")), fields.get("soaked").integer(0, Long.MAX_VALUE), fields.get("boot").text(100),
                fields.get("open").integer(0, 1) == 1, fields.get("refusal").text(40), fields.get("reason").text(8000));
            if (!job.refusal.isEmpty()) {
                job.why();
            }
            return job;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.MALFORMED, "journal: a word this version does not know", e);
        }
    }

    private static int count(StrictJson json) throws RefusedException {
        return (int) json.integer(0, Integer.MAX_VALUE);
    }
}
