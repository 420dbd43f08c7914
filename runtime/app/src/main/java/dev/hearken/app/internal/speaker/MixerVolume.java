package dev.hearken.app.internal.speaker;

import dev.hearken.drivers.alsa.AlsaMixer;

/** A control of a sound card. */
record MixerVolume(AlsaMixer mixer) implements OtherPlayers.Volume {

    /** @throws dev.hearken.drivers.alsa.AlsaException if there is no such card or control */
    static MixerVolume open(String card, String control) {
        return new MixerVolume(AlsaMixer.open(card, control));
    }

    @Override
    public int percent() {
        return mixer.volume();
    }

    @Override
    public void set(int percent) {
        mixer.setVolume(percent);
    }

    @Override
    public void close() {
        mixer.close();
    }
}
