package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.DialogueEffect.Sign;
import java.util.EnumMap;
import java.util.Map;

/**
 * Short sounds that say without words what the speaker does. They take their turn among the speeches, so that none covers the beginning of a
 * reply, and the recogniser begins behind a chime where no echo canceller takes it away: it never hears one. Confined to the event loop.
 */
final class Chimes {

    private static final int RATE = Clip.SAMPLE_RATE;
    private static final int HEARD_RATE = 16_000;
    /** The sound card starts and the room goes on sounding: 150 ms beside what the card holds. */
    private static final int SLACK_MILLIS = 150;
    private static final double NOTE_SECONDS = 0.085;
    private static final double ATTACK_SECONDS = 0.008;
    /** The note is 26 dB down at its end, and faded out from there. */
    private static final double DECAY_PER_SECOND = 3 / NOTE_SECONDS;
    private static final double E4 = 329.63;
    private static final double E5 = 659.26;
    private static final double A5 = 880;

    private final Map<Sign, Clip> sounds = new EnumMap<>(Sign.class);
    private final SpeechQueue queue;
    private final boolean echoCancelled;
    private final int cardMillis;
    private long quietFrom;

    /**
     * @param voice         which signs are audible, and how loud
     * @param echoCancelled whether what the loudspeaker plays is taken out of what is heard
     * @param cardMillis    what the sound card may hold
     */
    Chimes(Configuration.Voice voice, SpeechQueue queue, boolean echoCancelled, int cardMillis) {
        voice.chimes().forEach(sign -> sounds.put(sign, sound(sign, voice.chimeVolume() / 100.0)));
        this.queue = queue;
        this.echoCancelled = echoCancelled;
        this.cardMillis = cardMillis;
    }

    /** @param newestSample number of the newest sample heard, 16 kHz */
    void ring(Sign sign, long newestSample) {
        Clip clip = sounds.get(sign);
        if (clip == null) {
            return;
        }
        queue.request(new SpeechQueue.Sound(SpeechQueue.CHIME, clip));
        if (!echoCancelled) {
            quietFrom = newestSample + (long) clip.samples().length * HEARD_RATE / RATE + (long) (cardMillis + SLACK_MILLIS) * HEARD_RATE / 1000;
        }
    }

    /** First sample from {@code wanted} on that holds nothing of a chime. */
    long behind(long wanted) {
        return Math.max(wanted, quietFrom);
    }

    /** @param volume 0..1 of full scale */
    static Clip sound(Sign sign, double volume) {
        return switch (sign) {
            case WOKEN -> notes(volume, E5, A5);
            case NOTHING_HEARD -> notes(volume, A5, E5);
            case NOT_UNDERSTOOD -> notes(volume, E4, E4);
            case CANCELLED -> notes(volume, E5, E4);
        };
    }

    private static Clip notes(double volume, double... hertz) {
        int length = (int) (NOTE_SECONDS * RATE);
        short[] samples = new short[hertz.length * length];
        for (int note = 0; note < hertz.length; note++) {
            for (int i = 0; i < length; i++) {
                double seconds = i / (double) RATE;
                double begin = Math.min(1, seconds / ATTACK_SECONDS);
                double end = Math.min(1, (NOTE_SECONDS - seconds) / ATTACK_SECONDS);
                double phase = 2 * Math.PI * hertz[note] * seconds;
                // The octave above makes it a bell rather than a beep.
                double wave = (Math.sin(phase) + 0.3 * Math.sin(2 * phase)) / 1.3;
                samples[note * length + i] = (short) Math.round(Short.MAX_VALUE * volume * begin * end * Math.exp(-DECAY_PER_SECOND * seconds) * wave);
            }
        }
        return new Clip(samples);
    }
}
