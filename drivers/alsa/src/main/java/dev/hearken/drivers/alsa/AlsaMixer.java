package dev.hearken.drivers.alsa;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.internal.Asound;
import dev.hearken.drivers.alsa.internal.Mixer;
import java.util.ArrayList;
import java.util.List;

/**
 * The volume of one playback control of a card, in percent of its range. Belongs to one thread.
 */
public final class AlsaMixer implements AutoCloseable {

    /** Names that cards give to the control that a user means by "the volume", the likeliest first. */
    private static final List<String> USUAL_CONTROLS = List.of("Master", "PCM", "Speaker", "Headphone", "Digital", "Playback");

    private final Mixer mixer;
    private final long element;
    private final String control;
    private final long min;
    private final long max;
    private final Memory value = new Memory(Long.BYTES);

    private AlsaMixer(Mixer mixer, long element) {
        this.mixer = mixer;
        this.element = element;
        control = Mixer.nameOf(element);
        Memory range = new Memory(2 * Long.BYTES);
        Asound.snd_mixer_selem_get_playback_volume_range(element, Pointer.nativeValue(range), Pointer.nativeValue(range) + Long.BYTES);
        min = range.getLong(0);
        max = range.getLong(Long.BYTES);
    }

    /**
     * Opens a control.
     *
     * @param card    ALSA name of the card's controls: {@code default}, {@code hw:1} …
     * @param control its name as {@code amixer} shows it, or empty for the usual one
     * @throws AlsaException if there is no such card or control; the message names the controls there are
     */
    public static AlsaMixer open(String card, String control) {
        Asound.require();
        Mixer mixer = Mixer.open(card);
        List<String> names = new ArrayList<>();
        List<String> wanted = control.isEmpty() ? USUAL_CONTROLS : List.of(control);
        long best = 0;
        int bestRank = Integer.MAX_VALUE;
        for (long element : mixer.playbackElements()) {
            String name = Mixer.nameOf(element);
            names.add(name);
            int rank = wanted.indexOf(name);
            if (rank < 0 && control.isEmpty()) {
                rank = wanted.size();
            }
            if (rank >= 0 && rank < bestRank) {
                best = element;
                bestRank = rank;
            }
        }
        if (best == 0) {
            mixer.close();
            throw new AlsaException(0, "The sound card " + card + " has no volume control" + (control.isEmpty() ? "" : " \"" + control + "\"")
                    + (names.isEmpty() ? "." : ". It has: " + String.join(", ", names) + "."));
        }
        return new AlsaMixer(mixer, best);
    }

    /** The control's name. */
    public String control() {
        return control;
    }

    /** Volume in percent, 0 to 100, of the first channel. */
    public int volume() {
        mixer.refresh();
        check(Asound.snd_mixer_selem_get_playback_volume(element, 0, Pointer.nativeValue(value)), "tell");
        return max == min ? 100 : (int) Math.round(100.0 * (value.getLong(0) - min) / (max - min));
    }

    /** @param percent 0 to 100 */
    public void setVolume(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a volume lies between 0 and 100 percent, not at " + percent);
        }
        check(Asound.snd_mixer_selem_set_playback_volume_all(element, min + Math.round((max - min) * percent / 100.0)), "change");
    }

    /** Whether it can be muted without losing its volume. */
    public boolean canMute() {
        return Asound.snd_mixer_selem_has_playback_switch(element) != 0;
    }

    public boolean isMuted() {
        mixer.refresh();
        if (!canMute()) {
            return volume() == 0;
        }
        check(Asound.snd_mixer_selem_get_playback_switch(element, 0, Pointer.nativeValue(value)), "tell");
        return value.getInt(0) == 0;
    }

    /** @throws AlsaException if the card cannot mute: set the volume to 0 instead */
    public void setMuted(boolean muted) {
        check(Asound.snd_mixer_selem_set_playback_switch_all(element, muted ? 0 : 1), "mute");
    }

    @Override
    public void close() {
        mixer.close();
    }

    private void check(int code, String what) {
        if (code < 0) {
            throw new AlsaException(code, "The control " + control + " of " + mixer.card() + " does not " + what + " its volume: "
                    + Asound.describe(code) + ".");
        }
    }
}
