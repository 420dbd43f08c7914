package dev.hearken.dialogue;

import java.util.List;

/**
 * @param area           room in which the speaker stands, as named in the home; blank = not known
 * @param contextMillis  how long "it" and "the kitchen too" refer to what was said before
 * @param questionMillis how long the answer to a question is one
 * @param confirmed      what is asked before it is done: {@code domain[.device_class][:intent]} each, {@code lock:HassTurnOff}
 */
public record ConversationSettings(String area, long contextMillis, long questionMillis, List<String> confirmed) {

    /** Unlocking, and opening what lets somebody in. */
    public static final List<String> RISKY = List.of("lock:HassTurnOff", "cover.garage:HassTurnOn", "cover.door:HassTurnOn", "cover.gate:HassTurnOn",
            "cover.garage:HassSetPosition", "cover.door:HassSetPosition", "cover.gate:HassSetPosition");

    public static final ConversationSettings DEFAULT = new ConversationSettings("", 120_000, 30_000, RISKY);

    public ConversationSettings {
        confirmed = List.copyOf(confirmed);
    }
}
