package dev.hearken.app.internal.wyoming;

import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TypedText;
import dev.hearken.speech.Transcript.SlotValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, whatever it wants: recognition, synthesis, wake words, intents, the loudspeaker, or the speaker as its satellite.
 * Belongs to the event loop; {@link #send} may be called from any thread.
 */
final class WyomingConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WyomingConnection.class);
    private static final int LONGEST_TEXT = 4_000;
    /** Sound that may wait for the worker, in bytes: a few seconds. Beyond it the connection is not read. */
    private static final int MOST_PENDING = 256 << 10;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 5_000_000L;

    private final WyomingServer.Services services;
    private final NetSocket socket;
    private final WyomingParser parser = new WyomingParser(this::handle);
    private @Nullable AudioTask wanted;
    private @Nullable AudioTask running;
    private @Nullable PcmConverter converter;
    private @Nullable SentenceCutter streamedText;
    private long spokenSamples;
    private int pendingBytes;
    private boolean heard;
    private volatile boolean closed;

    WyomingConnection(WyomingServer.Services services, NetSocket socket) {
        this.services = services;
        this.socket = socket;
    }

    void open() {
        socket.handler(this::read);
        socket.exceptionHandler(fault -> LOG.debug("a Wyoming client", fault));
        socket.closeHandler(ignored -> services.loop().execute(this::gone));
    }

    private void read(Buffer chunk) {
        services.loop().execute(() -> {
            if (closed) {
                return;
            }
            heard = true;
            try {
                parser.accept(chunk);
            } catch (WyomingException e) {
                refuse("protocol", e);
            } catch (ClassCastException e) {
                refuse("protocol", new WyomingException("a value of the wrong type: " + e.getMessage()));
            }
        });
    }

    private void refuse(String code, WyomingException reason) {
        LOG.info("Wyoming client {} is dropped: {}", socket.remoteAddress(), reason.getMessage());
        send(WyomingEvent.error(code, String.valueOf(reason.getMessage())));
        gone();
        socket.close();
    }

    /** Whether the client has said anything yet. */
    boolean heard() {
        return heard;
    }

    boolean closed() {
        return closed;
    }

    private void gone() {
        closed = true;
        drop();
        services.satellite().ifPresent(satellite -> satellite.release(this));
    }

    void send(WyomingEvent event) {
        if (!closed) {
            socket.write(event.encode());
            if (socket.writeQueueFull()) {
                // A client that asks without reading the answers is not read any further.
                socket.pause();
                socket.drainHandler(ignored -> socket.resume());
            }
        }
    }

    boolean congested() {
        return socket.writeQueueFull();
    }

    /** From a worker: sends no faster than the client reads. */
    private boolean sendInStep(WyomingEvent event) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!closed && socket.writeQueueFull()) {
            if (System.nanoTime() - deadline > 0) {
                socket.close();
                return false;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
        if (!closed) {
            socket.write(event.encode());
        }
        return !closed;
    }

    private void handle(WyomingEvent event) {
        JsonObject data = event.data();
        switch (event.type()) {
            case "describe" -> send(WyomingEvent.of("info", services.info().build()));
            case "ping" -> send(WyomingEvent.of("pong", data));
            case "transcribe" -> wanted = new TranscribeTask(this::send);
            case "detect" -> wanted = new DetectTask(strings(data.getJsonArray("names")), this::send);
            case "audio-start" -> begin(data);
            case "audio-chunk" -> audio(event);
            case "audio-stop" -> end();
            case "synthesize" -> synthesize(text(data));
            case "synthesize-start" -> startText();
            case "synthesize-chunk" -> addText(data.getString("text", ""));
            case "synthesize-stop" -> endText();
            case "recognize" -> recognise(text(data));
            case "run-satellite" -> services.satellite().ifPresentOrElse(satellite -> satellite.run(this),
                () -> send(WyomingEvent.error("satellite", "this speaker is no satellite: wyoming.satellite is off")));
            case "pause-satellite" -> services.satellite().ifPresent(satellite -> satellite.release(this));
            default -> services.satellite().filter(satellite -> satellite.servedBy(this)).ifPresent(satellite -> satellite.on(event));
        }
    }

    // Sound that comes in.

    private void begin(JsonObject format) {
        drop();
        AudioTask task = wanted == null ? new PlayTask(services.sounds(), this::send) : wanted;
        wanted = null;
        PcmConverter input = new PcmConverter(format, task.sampleRate());
        if (!services.admit()) {
            send(WyomingEvent.error("busy", "too many clients are being served"));
            return;
        }
        running = task;
        converter = input;
        services.hear(() -> guarded(task, () -> task.begin(services.room().lease(() -> evict(task)))));
    }

    /** The models that it hears with are wanted back. */
    private void evict(AudioTask task) {
        services.hear(() -> {
            if (!task.done()) {
                task.close();
                send(WyomingEvent.error("engine", "the speaker has gone over to other models, try again"));
            }
        });
    }

    private void audio(WyomingEvent event) {
        if (running == null && event.data().containsKey("rate")) {
            begin(event.data());
        }
        AudioTask task = running;
        PcmConverter input = converter;
        if (task == null || input == null) {
            return;
        }
        byte[] payload = event.payload();
        pendingBytes += payload.length;
        if (pendingBytes > MOST_PENDING) {
            socket.pause();
        }
        services.hear(() -> {
            guarded(task, () -> task.audio(input.convert(payload)));
            services.loop().execute(() -> {
                pendingBytes -= payload.length;
                if (pendingBytes <= MOST_PENDING / 2) {
                    socket.resume();
                }
            });
        });
    }

    private void end() {
        AudioTask task = running;
        if (task != null) {
            services.hear(() -> guarded(task, task::end));
            drop();
        }
    }

    /** Lets go of the present sound; what was begun is closed behind what still waits for the worker. */
    private void drop() {
        AudioTask task = running;
        running = null;
        converter = null;
        if (task != null) {
            services.hear(() -> {
                task.close();
                services.leave();
            });
        }
    }

    private void guarded(AudioTask task, Runnable step) {
        if (task.done()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("Wyoming: {} failed", task.getClass().getSimpleName(), e);
            task.close();
            send(WyomingEvent.error("engine", String.valueOf(e.getMessage())));
        }
    }

    // Text that comes in.

    private void synthesize(String text) {
        boolean ofSatellite = services.satellite().filter(satellite -> satellite.servedBy(this)).isPresent();
        // As a satellite's server tells what is about to be heard; within streamed text it repeats that for older engines.
        if (ofSatellite || streamedText != null || !hasVoice()) {
            return;
        }
        speaking(() -> {
            services.voice().start(this::sendInStep);
            services.voice().stop(services.voice().speak(text, 0, this::sendInStep), this::sendInStep);
        });
    }

    private void startText() {
        if (hasVoice()) {
            streamedText = new SentenceCutter();
            speaking(() -> {
                spokenSamples = 0;
                services.voice().start(this::sendInStep);
            });
        }
    }

    private void addText(String piece) {
        SentenceCutter cutter = streamedText;
        if (cutter != null) {
            if (piece.length() > LONGEST_TEXT) {
                throw new WyomingException("a text of more than " + LONGEST_TEXT + " characters");
            }
            cutter.add(piece).forEach(this::speakOn);
        }
    }

    private void endText() {
        SentenceCutter cutter = streamedText;
        if (cutter != null) {
            streamedText = null;
            cutter.rest().forEach(this::speakOn);
            speaking(() -> {
                services.voice().stop(Math.max(0, spokenSamples), this::sendInStep);
                sendInStep(WyomingEvent.of("synthesize-stopped"));
            });
        }
    }

    private void speakOn(String sentence) {
        speaking(() -> spokenSamples = spokenSamples < 0 ? -1 : services.voice().speak(sentence, spokenSamples, this::sendInStep));
    }

    private boolean hasVoice() {
        if (services.room().described().voice().isEmpty()) {
            send(WyomingEvent.error("synthesize", "this speaker has no voice"));
            return false;
        }
        return true;
    }

    private void speaking(Runnable step) {
        services.speak(() -> {
            try {
                if (!closed) {
                    step.run();
                }
            } catch (RuntimeException e) {
                LOG.warn("Wyoming: synthesis failed", e);
                services.voice().close();
                send(WyomingEvent.error("engine", String.valueOf(e.getMessage())));
            }
        });
    }

    private void recognise(String text) {
        services.hear(() -> {
            TypedText typed = services.room().described().typed().of(text, intent -> true);
            Optional<TextMatcher.Match> match = typed.match();
            if (match.isEmpty()) {
                send(WyomingEvent.of("not-recognized", new JsonObject().put("text", typed.question().isEmpty() ? text : typed.question())));
                return;
            }
            JsonArray entities = new JsonArray();
            for (var slot : match.get().slots().entrySet()) {
                SlotValue value = slot.getValue();
                entities.add(new JsonObject().put("name", slot.getKey()).put("value", value.value()));
            }
            send(WyomingEvent.of("intent", new JsonObject().put("name", match.get().intent()).put("entities", entities).put("text", text)));
        });
    }

    private static String text(JsonObject data) {
        String text = data.getString("text", "");
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new WyomingException("text must have 1 to " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static List<String> strings(@Nullable JsonArray array) {
        return array == null ? List.of() : array.stream().map(String::valueOf).toList();
    }
}
