package dev.hearken.app.internal.message;

/**
 * What the home can change while the speaker runs.
 *
 * @param muted    whether the microphones are off
 * @param volume   percent
 * @param wakeWord the phrase that is listened for, or {@link #ALL}
 * @param language two-letter code
 */
public record SpeakerSettings(boolean muted, int volume, String wakeWord, String language) {

    /** Every configured phrase wakes the speaker. */
    public static final String ALL = "all";

    public SpeakerSettings withMuted(boolean value) {
        return new SpeakerSettings(value, volume, wakeWord, language);
    }

    public SpeakerSettings withVolume(int percent) {
        return new SpeakerSettings(muted, percent, wakeWord, language);
    }

    public SpeakerSettings withWakeWord(String phrase) {
        return new SpeakerSettings(muted, volume, phrase, language);
    }
}
