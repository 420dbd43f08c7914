package dev.hearken.app.internal.demo;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.model.ModelSet;
import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.sound.LateSource;
import dev.hearken.app.internal.sound.PacedSink;
import dev.hearken.app.internal.speaker.EventLoop;
import dev.hearken.app.internal.speaker.SoundParts;
import dev.hearken.app.internal.speaker.Speaker;
import dev.hearken.app.internal.speaker.SpeakerChoices;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FileSink;
import dev.hearken.audio.FileSource;
import dev.hearken.audio.FrameClock;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.LocalBroker;
import dev.hearken.hub.PahoHub;
import dev.hearken.hub.Topics;
import dev.hearken.speech.SpeechSynthesizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plays a recording into the microphone path at the pace of time, with a broker in this process and a home that subscribes
 * over TCP. Nothing is shown that did not happen.
 */
public final class Demo {

    /** The command that Hearken's own voice speaks when there is no recording. */
    private static final Map<String, String> COMMANDS = Map.of("en", "turn on the kitchen light", "zh", "打开厨房的灯");

    private static final int PERIOD = 256;
    private static final long CONNECT_SECONDS = 10;
    /** Loading models, the last pause and the reply, beside the recording itself. */
    private static final long PATIENCE_SECONDS = 40;
    private static final double RATE = AudioFormat.SPEECH.sampleRate();

    private final Configuration configuration;
    private final Path folder;
    private final Optional<Path> wav;

    /**
     * @param configuration its broker is not used
     * @param folder        where the recording and the reply are written
     * @param wav           the user's recording; else one is made
     */
    public Demo(Configuration configuration, Path folder, Optional<Path> wav) {
        this.configuration = configuration;
        this.folder = folder;
        this.wav = wav;
    }

    /**
     * Runs to the end of the dialogue.
     *
     * @throws InterruptedException if somebody ends it
     */
    public DemoOutcome run() throws InterruptedException {
        try (ModelSet models = ModelSet.open(configuration.models()); EventLoop loop = new EventLoop()) {
            Path recording = wav.isPresent() ? wav.get() : make(models);
            double seconds = AudioFiles.read(recording, AudioFormat.SPEECH).length / RATE;
            LocalBroker broker = await(LocalBroker.start(loop.vertx(), LocalBroker.Options.LOOPBACK).toCompletionStage().toCompletableFuture());
            try (Subscriber home = new Subscriber(broker.url(), configuration.siteId())) {
                if (!home.connect(CONNECT_SECONDS)) {
                    throw new AudioException("the demonstration's own broker at " + broker.url() + " does not answer");
                }
                return play(models, loop, broker.url(), home, recording, seconds);
            } finally {
                await(broker.close().toCompletionStage().toCompletableFuture());
            }
        }
    }

    /** What is said in a language after the wake word. */
    public static String command(String language) {
        return COMMANDS.getOrDefault(language, "turn on the kitchen light");
    }

    private Path make(ModelSet models) {
        Path file = folder.resolve("command.wav");
        try (SpeechSynthesizer voice = models.speech().synthesizer()) {
            DemoRecording.make(voice, configuration.wake().phrases().get(0), command(configuration.language()), file);
        }
        return file;
    }

    private DemoOutcome play(ModelSet models, EventLoop loop, String brokerUrl, Subscriber home, Path recording, double seconds)
        throws InterruptedException {
        TimeLine timeLine = new TimeLine();
        Path replyFile = folder.resolve("reply.wav");
        SpeechParts speech = SpeechPartsFactory.create(configuration, models.speech());
        FrameClock clock = FrameClock.system();
        AudioSource source = new LateSource(AudioFormat.SPEECH, PERIOD, () -> {
            timeLine.start();
            return FileSource.paced(recording, AudioFormat.SPEECH, PERIOD, clock);
        });
        PacedSink sink = new PacedSink(FileSink.create(replyFile, new AudioFormat(16_000, 1)), clock);
        Messages messages = new Messages(configuration.siteId(), Clock.systemUTC());
        HubPort hub = new PahoHub(HubSettings.of(brokerUrl, "hearken-demo-speaker").withPresence(new Topics(configuration.siteId()).presence(
            messages.online("demo", configuration.language(), configuration.models().pack(), "", "").encode(), messages.offline().encode())));
        SoundParts sound = new SoundParts(source, () -> source, sink, () -> sink);
        try (Speaker speaker = new Speaker(configuration, speech, sound, hub, loop, SpeechPartsFactory.replies(configuration),
            SpeakerChoices.of(configuration), timeLine)) {
            speaker.start();
            speaker.finished().get((long) seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AudioException("the dialogue did not come to its end within " + ((long) seconds + PATIENCE_SECONDS) + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return timeLine.judge(home.arrivals(), replyFile, samples(replyFile));
    }

    private static long samples(Path replyFile) {
        try {
            return AudioFiles.read(replyFile, AudioFormat.SPEECH).length;
        } catch (AudioException e) {
            return 0; // nothing was said: the time line tells why
        }
    }

    private static <T> T await(java.util.concurrent.CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AudioException("the demonstration's own broker failed: " + (e.getCause() == null ? "no answer" : e.getCause().getMessage()), e);
        }
    }
}
