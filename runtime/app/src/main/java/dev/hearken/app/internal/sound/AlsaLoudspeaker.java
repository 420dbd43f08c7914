package dev.hearken.app.internal.sound;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.AlsaPlayback;
import dev.hearken.drivers.alsa.CardClock;
import dev.hearken.drivers.alsa.PcmRequest;

/** An ALSA device as a sink, at the rate that the card prefers. */
final class AlsaLoudspeaker implements AudioSink {

    /** What nearly every card can play without a resampler of its own. */
    private static final int RATE = 48_000;

    private final AlsaPlayback playback;
    private final AudioFormat format;

    private AlsaLoudspeaker(AlsaPlayback playback) {
        this.playback = playback;
        format = new AudioFormat(playback.setup().sampleRate(), playback.setup().channels());
    }

    /** @throws AudioException naming the device, the reason and the cards found */
    static AlsaLoudspeaker open(Configuration.Playback settings) {
        int period = RATE * 16 / 1000;
        PcmRequest request = PcmRequest.of(settings.device(), settings.channels() == 0 ? 1 : settings.channels(), RATE)
            .sized(period, Math.max(2 * period, RATE * settings.bufferMs() / 1000));
        try {
            return new AlsaLoudspeaker(AlsaPlayback.open(request, CardClock.system()));
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return playback.setup().periodFrames();
    }

    @Override
    public int write(short[] interleaved, int offset, int frames) {
        try {
            return playback.write(interleaved, offset, frames);
        } catch (AlsaException e) {
            throw new AudioException(e.getMessage(), e);
        }
    }

    @Override
    public long delayFrames() {
        return playback.delayFrames();
    }

    @Override
    public void drain() {
        playback.drain();
    }

    @Override
    public void stop() {
        playback.stop();
    }

    @Override
    public void close() {
        playback.close();
    }
}
