package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.call.LineOut;
import dev.hearken.app.internal.config.Configuration;
import java.util.Optional;
import java.util.function.Consumer;

/** Text to loudspeaker: the agents of a speaker's voice and what lies between them. */
final class Talking {

    private static final int SPEECH_RING_MILLIS = 500;

    final SpeechQueue queue;
    final LineOut line;
    final PlaybackAgent playback;
    final Optional<SynthesiserAgent> synthesiser;
    final Wakeup synthesiserWakeup = new Wakeup();
    final Wakeup playbackWakeup = new Wakeup();
    final Configuration.Voice voice;

    Talking(Configuration configuration, SpeechParts speech, SoundParts sound, SpeakingGate gate, PlaybackTap tap, NanoClock clock, Consumer<SpeakerEvent> events) {
        voice = configuration.voice();
        int rate = sound.sink().format().sampleRate();
        queue = new SpeechQueue(rate, rate * SPEECH_RING_MILLIS / 1000);
        line = new LineOut(rate);
        playback = new PlaybackAgent(sound.sink(), sound.reopenSink(), queue, line, gate, tap, clock, synthesiserWakeup, events);
        synthesiser = speech.synthesiser().map(opener -> new SynthesiserAgent(queue, opener, playbackWakeup));
    }
}
