package dev.hearken.app.internal.speaker;

import dev.hearken.audio.AudioSink;
import dev.hearken.audio.AudioSource;
import java.util.function.Supplier;

/**
 * Microphone and loudspeaker, already open, and how to open them again after a failure.
 */
public record SoundParts(AudioSource source, Supplier<AudioSource> reopenSource, AudioSink sink, Supplier<AudioSink> reopenSink) {
}
