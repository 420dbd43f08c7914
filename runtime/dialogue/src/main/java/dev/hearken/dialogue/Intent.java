package dev.hearken.dialogue;

import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants.
 *
 * @param name       name of the intent, {@code HassTurnOn}
 * @param slots      by name, in the order in which they were said; slots fixed by the wording last
 * @param confidence 0..1
 * @param text       the words heard or typed
 * @param siteId     the speaker that heard it
 * @param sessionId  the conversation it belongs to
 * @param language   two-letter code
 */
public record Intent(String name, Map<String, SlotValue> slots, double confidence, String text, String siteId, String sessionId, String language) {

    public Intent {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }

    /** The intent of what was heard. */
    public static Intent of(Transcript.Hypothesis heard, String siteId, String sessionId, String language) {
        return new Intent(heard.intent(), heard.slots(), heard.confidence(), heard.text(), siteId, sessionId, language);
    }

    /** The intent of what was typed, with full confidence. */
    public static Intent of(TextMatcher.Match typed, String siteId, String sessionId, String language) {
        return new Intent(typed.intent(), typed.slots(), 1, typed.text(), siteId, sessionId, language);
    }

    /** The same with other slots. */
    public Intent withSlots(Map<String, SlotValue> other) {
        return new Intent(name, other, confidence, text, siteId, sessionId, language);
    }

    /** The same as part of another conversation. */
    public Intent inSession(String other) {
        return new Intent(name, slots, confidence, text, siteId, other, language);
    }

    /** The same with one slot more, which nobody said. */
    public Intent with(String slot, String value) {
        Map<String, SlotValue> more = new LinkedHashMap<>(slots);
        more.put(slot, new SlotValue(value, ""));
        return withSlots(more);
    }

    public Optional<String> slot(String slot) {
        return Optional.ofNullable(slots.get(slot)).map(SlotValue::value);
    }

    /** The slot as a number; empty if it is absent or no number. */
    public Optional<Double> number(String slot) {
        try {
            return slot(slot).map(Double::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Slot values without what was said for them. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        slots.forEach((slot, value) -> values.put(slot, value.value()));
        return values;
    }
}
