package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.AlsaCards;
import dev.hearken.drivers.alsa.AlsaException;
import java.util.ArrayList;
import java.util.List;

/** The controls of one card, through libasound's simple mixer interface. Belongs to one thread. */
public final class Mixer {

    private final long mixer;
    private final String card;

    private Mixer(long mixer, String card) {
        this.mixer = mixer;
        this.card = card;
    }

    /** @throws AlsaException if the card has no controls that open */
    public static Mixer open(String card) {
        Memory handle = new Memory(Long.BYTES);
        int code = Asound.snd_mixer_open(Pointer.nativeValue(handle), 0);
        if (code >= 0) {
            long mixer = handle.getLong(0);
            code = Asound.snd_mixer_attach(mixer, card);
            if (code >= 0) {
                code = Asound.snd_mixer_selem_register(mixer, 0, 0);
            }
            if (code >= 0) {
                code = Asound.snd_mixer_load(mixer);
            }
            if (code >= 0) {
                return new Mixer(mixer, card);
            }
            Asound.snd_mixer_close(mixer);
        }
        throw new AlsaException(code, "Cannot open the volume controls of the sound card \"" + card + "\": "
                + Asound.describe(code) + ". " + AlsaCards.describe());
    }

    public String card() {
        return card;
    }

    /** Elements that have a playback volume. */
    public List<Long> playbackElements() {
        List<Long> elements = new ArrayList<>();
        for (long element = Asound.snd_mixer_first_elem(mixer); element != 0; element = Asound.snd_mixer_elem_next(element)) {
            if (Asound.snd_mixer_selem_has_playback_volume(element) != 0) {
                elements.add(element);
            }
        }
        return elements;
    }

    public static String nameOf(long element) {
        return Asound.text(Asound.snd_mixer_selem_get_name(element));
    }

    /** Takes in what other programs have changed. */
    public void refresh() {
        Asound.snd_mixer_handle_events(mixer);
    }

    public void close() {
        Asound.snd_mixer_close(mixer);
    }
}
