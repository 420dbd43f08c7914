package dev.hearken.app.internal.wyoming;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.speaker.AnnouncedSounds;
import dev.hearken.app.internal.speaker.SpeakerDialogue;
import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import java.util.concurrent.Executor;

/** Sounds that clients send to the loudspeaker. */
final class WyomingSounds implements SpeakerObserver {

    /** In Hz. */
    static final int SAMPLE_RATE = Clip.SAMPLE_RATE;

    private final SpeakerDialogue dialogue;
    private final Executor loop;
    private final AnnouncedSounds sounds = new AnnouncedSounds("wyoming");

    WyomingSounds(SpeakerDialogue dialogue, Executor loop) {
        this.dialogue = dialogue;
        this.loop = loop;
    }

    /** Plays a sound as an announcement; any thread. */
    void play(Clip clip, Runnable ended) {
        loop.execute(() -> dialogue.play(clip, sounds.expect(sounded -> ended.run())));
    }

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Spoke spoke) {
            sounds.spoke(spoke.speech());
        }
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        sounds.done(effect);
    }

    @Override
    public void settled(DialogueState state) {
        if (state.resting()) {
            sounds.rest();
        }
    }
}
