package dev.hearken.app.internal.speaker;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.Replies;
import dev.hearken.dsp.Resampler;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import dev.hearken.hub.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Takes a spoken message out of what the speaker hears and sends it, as it sounds, to other speakers, which play it as an announcement. Where it begins and
 * ends only the voice activity tells: no grammar cuts it short. Nothing is kept but in memory, and no longer than it takes to send. Confined to the event
 * loop; sound is copied and converted on a worker's thread.
 */
final class MessageTurn {

    /** Silence that ends a message. */
    static final long PAUSE_MILLIS = 1_200;
    /** The dialogue waits for 15 s; what is longer is sent as far as it goes. */
    static final long LONGEST_MILLIS = 14_000;
    private static final float SPEECH = 0.5f;
    private static final long NONE = -1;
    /** What is kept before speech was noticed, and behind its end. */
    private static final int EDGE_SAMPLES = Ear.SAMPLE_RATE * 4 / 10;
    /** A little more than 8 s: what fits into the largest message. Longer ones travel at half the rate. */
    private static final int MOST_SAMPLES = 130_000;
    private static final int HALF_RATE = Ear.SAMPLE_RATE / 2;
    private static final Duration EXPIRY = Duration.ofSeconds(30);

    private final HubPort port;
    private final Neighbours neighbours;
    private final Ear ear;
    private final Replies replies;
    private final Threads threads;
    private long listenId = NONE;
    private long began;
    private long lastSpeech;
    /** First sample of the message; {@link #NONE} while nobody has spoken. */
    private long from = NONE;
    private long to;
    private long earliest;

    /**
     * @param worker copies and converts sound
     * @param loop   publishes
     */
    record Threads(Executor worker, Executor loop) {
    }

    MessageTurn(HubPort port, Neighbours neighbours, Ear ear, Replies replies, Threads threads) {
        this.port = port;
        this.neighbours = neighbours;
        this.ear = ear;
        this.replies = replies;
        this.threads = threads;
    }

    /** Begins to look for a message. @param now ms */
    void begin(long id, long now) {
        listenId = id;
        began = now;
        from = NONE;
        earliest = ear.head();
    }

    /** Looks no more for this one. */
    void cancel(long id) {
        if (id == listenId) {
            listenId = NONE;
        }
    }

    /** About ten times a second: what the dialogue is to be told. */
    Optional<DialogueEvent> tick(long now) {
        if (listenId == NONE) {
            return Optional.empty();
        }
        if (ear.speechProbability() >= SPEECH) {
            lastSpeech = now;
            to = ear.head();
            if (from == NONE) {
                from = Math.max(earliest, to - EDGE_SAMPLES);
                return Optional.of(new DialogueEvent.SpeechStarted(listenId));
            }
        }
        if (from != NONE && (now - lastSpeech >= PAUSE_MILLIS || now - began >= LONGEST_MILLIS)) {
            long done = listenId;
            listenId = NONE;
            return Optional.of(new DialogueEvent.MessageReady(done));
        }
        return Optional.empty();
    }

    /**
     * Sends what was taken last, as soon as it is converted.
     *
     * @param area the room; empty = all rooms
     * @return what to say about it
     */
    String send(Optional<String> area) {
        List<String> sites = neighbours.in(area);
        if (sites.isEmpty()) {
            return replies.fixed("announce-nobody");
        }
        long first = from;
        long end = Math.min(to + EDGE_SAMPLES, ear.head());
        threads.worker().execute(() -> {
            byte[] wav = taken(first, end);
            threads.loop().execute(() -> sites.forEach(site -> port.publish(
                new HubPort.Message(new Topics(site).topic(SiteTopic.PLAY), wav, 1, false, EXPIRY, HubPort.Message.Urgency.EVENT))));
        });
        return replies.fixed("announce-sent");
    }

    /** On the worker's thread. */
    private byte[] taken(long first, long end) {
        long begin = Math.max(first, ear.oldest(Ear.SAMPLE_RATE / 10));
        short[] pcm = new short[(int) Math.max(0, end - begin)];
        int count = Math.max(0, ear.read(begin, pcm, 0, pcm.length));
        if (count <= MOST_SAMPLES) {
            return AudioFiles.wav(pcm, count, AudioFormat.SPEECH);
        }
        Resampler half = new Resampler(Ear.SAMPLE_RATE, HALF_RATE);
        short[] smaller = new short[half.maxOutputFrames(count)];
        int converted = half.process(pcm, 0, count, smaller, 0);
        return AudioFiles.wav(smaller, Math.min(converted, MOST_SAMPLES), new AudioFormat(HALF_RATE, 1));
    }
}
