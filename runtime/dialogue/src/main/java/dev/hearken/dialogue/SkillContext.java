package dev.hearken.dialogue;

import java.time.ZonedDateTime;

/**
 * What a skill may know.
 *
 * @param now           wall clock in the home's time zone; may jump
 * @param elapsedMillis a clock that never jumps nor goes back
 * @param replies       wordings
 * @param lastReply     what was said last, blank at first
 */
public record SkillContext(ZonedDateTime now, long elapsedMillis, Replies replies, String lastReply) {
}
