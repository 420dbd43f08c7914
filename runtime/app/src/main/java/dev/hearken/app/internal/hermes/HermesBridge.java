package dev.hearken.app.internal.hermes;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.app.internal.speaker.HomeDialogue;
import dev.hearken.app.internal.speaker.SpeakerDialogue;
import dev.hearken.app.internal.speaker.SpeakerEvent;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.SpeakerAction;
import dev.hearken.dialogue.TypedText;
import dev.hearken.hub.HubPort;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.Hypothesis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Speaks Hermes for the speaker: what happens to its dialogue becomes messages, and what skills ask for becomes events of its
 * dialogue. Belongs to the event loop; grammars are compiled and typed texts matched on a worker.
 */
public final class HermesBridge implements SpeakerObserver, HomeDialogue {

    private static final String HERMES = HermesPort.HERMES;
    private static final String RHASSPY = HermesPort.RHASSPY;
    /** Longer texts than any sentence. */
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_ANNOUNCED = 2_000;

    /**
     * What the bridge works with.
     *
     * @param worker  where things are done that take a while
     * @param millis  a clock that never goes back
     * @param ids     gives a new id for each session
     */
    public record Parts(Configuration configuration, HubPort port, Executor loop, Executor worker, Ear ear, LongSupplier millis,
                        Supplier<String> ids) {
    }

    /**
     * What changes with the speaker's models.
     *
     * @param phrases that it is called by
     * @param typed   understands typed text
     * @param compile makes a grammar fit to listen with
     */
    public record Understanding(List<String> phrases, TypedText.Understanding typed, Grammar vocabulary, Function<Grammar, CompiledGrammar> compile) {
    }

    private record Narrowed(List<String> intents, Optional<String> slot) {
    }

    private final Parts parts;
    private final HermesPort port;
    private final HermesMessages messages;
    private final HermesDialogue manager;
    private final HermesSounds sounds;
    private final HermesAudioServer audio;
    private final SpeakerDialogue dialogue;
    private final Map<Narrowed, CompiledGrammar> narrowed = new HashMap<>();
    private final Set<String> deafReasons = new HashSet<>();
    /** Sessions of which a recogniser alone was wanted, and what it was asked with. */
    private final Map<String, JsonObject> transcripts = new HashMap<>();
    private Understanding understanding;
    private String wakewordId = "";
    private boolean aborting;
    private double threshold;
    private long listenedFrom;

    /** @param dialogue of the speaker, which in turn knows this bridge as its observer and home */
    public HermesBridge(Parts parts, Understanding understanding, SpeakerDialogue dialogue) {
        this.parts = parts;
        this.understanding = understanding;
        this.dialogue = dialogue;
        Configuration configuration = parts.configuration();
        port = new HermesPort(parts.port(), parts.loop(), configuration.siteId());
        messages = new HermesMessages(configuration.siteId());
        manager = new HermesDialogue(configuration.siteId(), Math.round(configuration.hermes().sessionTimeoutSeconds() * 1000));
        sounds = new HermesSounds(port);
        audio = new HermesAudioServer(port, parts.loop(), parts.ear(), configuration.hermes().audioFrames(), sounds, dialogue);
    }

    /** The speaker has gone over to other models: what was compiled for the old ones does not fit them. */
    public void understand(Understanding next) {
        understanding = next;
        narrowed.clear();
        manager.current().ifPresent(this::prepare);
    }

    /** Subscribes to everything; once. */
    public void begin() {
        port.on(HERMES + "hotword/toggleOn", "hotword", body -> hear(body, "hotword/", true));
        port.on(HERMES + "hotword/toggleOff", "hotword", body -> hear(body, "hotword/", false));
        port.on(RHASSPY + "hotword/getHotwords", "hotword", this::hotwords);
        port.on(HERMES + "asr/toggleOn", "asr", body -> hear(body, "asr/", true));
        port.on(HERMES + "asr/toggleOff", "asr", body -> hear(body, "asr/", false));
        port.on(HERMES + "asr/startListening", "asr", this::startListening);
        port.on(HERMES + "asr/stopListening", "asr", this::stopListening);
        port.on(HERMES + "nlu/query", "nlu", this::query);
        port.on(HERMES + "tts/say", "tts", this::say);
        port.on(RHASSPY + "tts/getVoices", "tts", body -> port.publish(RHASSPY + "tts/voices", messages.body().put("id", body.getValue("id", ""))
            .put("voices", new JsonArray().add(new JsonObject().put("voiceId", parts.configuration().models().pack()).put("description", "the voice of the pack")))));
        String manage = "dialogueManager";
        port.on(HERMES + manage + "/startSession", manage, body -> act(() -> start(body)));
        port.on(HERMES + manage + "/continueSession", manage, body -> act(() -> manager.resume(session(body), body, now())));
        port.on(HERMES + manage + "/endSession", manage, body -> act(() -> manager.end(session(body), body, now())));
        port.on(HERMES + manage + "/configure", manage, this::configure);
        audio.subscribe();
    }

    /** Drives time-outs and streams; about ten times a second. */
    public void tick() {
        act(() -> manager.tick(now()));
        audio.tick();
    }

    // What skills and other components ask for.

    /** Each reason for which the speaker shall not hear must be taken back by itself. */
    private void hear(JsonObject body, String component, boolean on) {
        String reason = component + body.getValue("reason", "");
        if (on) {
            deafReasons.remove(reason);
        } else {
            deafReasons.add(reason);
        }
        dialogue.wakeable(deafReasons.isEmpty());
    }

    private void hotwords(JsonObject body) {
        JsonArray models = new JsonArray();
        understanding.phrases().forEach(phrase -> models.add(new JsonObject().put("modelId", phrase).put("modelWords", phrase)
            .put("modelVersion", "").put("modelType", "universal")));
        port.publish(RHASSPY + "hotword/hotwords", messages.body().put("models", models).put("id", body.getValue("id", "")));
    }

    private void startListening(JsonObject body) {
        String session = body.getString("sessionId", "");
        if (deafReasons.stream().anyMatch(reason -> reason.startsWith("asr/")) || !dialogue.state().resting()) {
            throw new IllegalArgumentException("the speaker cannot listen now: it is " + dialogue.state().name());
        }
        transcripts.put(session, body);
        dialogue.dispatch(new DialogueEvent.SessionRequested(session, "", false));
        if (dialogue.state().resting()) {
            transcripts.remove(session);
            throw new IllegalArgumentException("the speaker cannot listen now: it is " + dialogue.state().name());
        }
    }

    private void stopListening(JsonObject body) {
        if (dialogue.state() instanceof DialogueState.Listening listening && listening.sessionId().equals(body.getString("sessionId", listening.sessionId()))) {
            dialogue.finishListening();
        }
    }

    private void query(JsonObject body) {
        String input = body.getString("input", "");
        if (input == null || input.isBlank() || input.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("input must have 1 to " + LONGEST_TEXT + " characters");
        }
        List<String> filter = strings(body.getJsonArray("intentFilter"));
        String session = body.getString("sessionId", "");
        String id = body.getString("id", "");
        TypedText.Understanding understands = understanding.typed();
        parts.worker().execute(() -> {
            TypedText typed = understands.of(input, intent -> filter.isEmpty() || filter.contains(intent));
            parts.loop().execute(() -> {
                JsonObject answer = typed.match().map(m -> messages.intent(Intent.of(m, port.siteId(), session == null ? "" : session,
                    parts.configuration().language()), id == null ? "" : id, "")).orElseGet(() -> messages.body().put("id", id).put("sessionId", session));
                answer.put("input", input);
                if (!typed.question().isEmpty()) {
                    answer.put("question", typed.question()).put("choices", new JsonArray(typed.choices()));
                }
                if (body.containsKey("customData")) {
                    answer.put("customData", body.getValue("customData"));
                }
                port.publish(HERMES + (typed.match().isPresent() ? "nlu/intentParsed" : "nlu/intentNotRecognized"), answer);
            });
        });
    }

    private void say(JsonObject body) {
        String text = HermesSession.text(body);
        if (text.isEmpty() || text.length() > MOST_ANNOUNCED) {
            throw new IllegalArgumentException("text must have 1 to " + MOST_ANNOUNCED + " characters");
        }
        dialogue.dispatch(new DialogueEvent.SayRequested(text,
            sounds.expect(HermesSounds.Kind.SAY, body.getString("id", ""), body.getString("sessionId", ""))));
    }

    private void start(JsonObject body) {
        HermesSession wanted = HermesSession.start(parts.ids().get(), body);
        manager.settled(dialogue.state().resting(), now());
        manager.start(wanted);
    }

    private void configure(JsonObject body) {
        JsonArray intents = body.getJsonArray("intents") == null ? new JsonArray() : body.getJsonArray("intents");
        for (Object each : intents) {
            if (each instanceof JsonObject intent && intent.getValue("intentId") instanceof String name) {
                manager.enable(name, intent.getBoolean("enable", true));
            }
        }
    }

    private static String session(JsonObject body) {
        if (body.getValue("sessionId") instanceof String session) {
            return session;
        }
        throw new IllegalArgumentException("sessionId is missing");
    }

    private static List<String> strings(JsonArray array) {
        return array == null ? List.of() : array.stream().map(String::valueOf).toList();
    }

    // What happens to the speaker.

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Woke woke) {
            threshold = woke.threshold();
        } else if (event instanceof SpeakerEvent.Spoke spoke) {
            sounds.announced().spoke(spoke.speech());
        }
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        sounds.announced().done(effect);
        if (effect instanceof DialogueEffect.PublishWake wake) {
            wakewordId = wake.phrase().replace(' ', '_');
            port.publish(HERMES + "hotword/" + wakewordId + "/detected", messages.detected(wake.phrase(), threshold, wake.sessionId()));
        } else if (effect instanceof DialogueEffect.StartListening start) {
            listenedFrom = parts.ear().head();
            if (!transcripts.containsKey(start.sessionId())) {
                act(() -> manager.listening(start.sessionId(), now()));
            }
        } else if (effect instanceof DialogueEffect.PublishTranscript heard) {
            captured(heard.sessionId(), heard.transcript());
        } else if (effect instanceof DialogueEffect.PublishIntent intent) {
            act(() -> manager.intent(intent.intent().sessionId(), messages.intent(intent.intent(), intent.intent().sessionId(), wakewordId), now()));
        } else if (effect instanceof DialogueEffect.PublishNotRecognised not) {
            notRecognised(not);
        } else if (effect instanceof DialogueEffect.Act act && act.action() instanceof SpeakerAction.StopSounds && !aborting) {
            act(manager::stopped);
        }
    }

    private void captured(String sessionId, Transcript transcript) {
        JsonObject wanted = transcripts.remove(sessionId);
        port.publish(HERMES + "asr/textCaptured", messages.textCaptured(sessionId, transcript,
            wanted == null ? wakewordId : wanted.getString("wakewordId", ""), parts.configuration().language()));
        if (wanted != null && wanted.getBoolean("sendAudioCaptured", false)) {
            audio.captured(sessionId, listenedFrom);
        }
    }

    private void notRecognised(DialogueEffect.PublishNotRecognised not) {
        JsonObject wanted = transcripts.remove(not.sessionId());
        boolean silence = !not.reason().equals("rejected");
        if (wanted != null || silence) {
            port.publish(HERMES + "asr/textCaptured", messages.textCaptured(not.sessionId(),
                new Transcript(List.of(), true, 0, Transcript.EndReason.NO_SPEECH), wakewordId, parts.configuration().language()));
        }
        if (wanted == null) {
            act(() -> manager.notRecognised(not.sessionId(), not.text(), silence, now()));
        }
    }

    @Override
    public void settled(DialogueState state) {
        if (state.resting()) {
            sounds.announced().rest();
            transcripts.clear();
        }
        act(() -> manager.settled(state.resting(), now()));
    }

    // The home's part in the dialogue.

    @Override
    public Optional<CompiledGrammar> grammar(String sessionId) {
        return manager.current().filter(session -> session.id().equals(sessionId) && !session.intentFilter().isEmpty())
            .map(session -> narrowed.get(new Narrowed(session.intentFilter(), session.slot())));
    }

    @Override
    public Transcript heard(String sessionId, Transcript transcript) {
        if (transcripts.containsKey(sessionId) || transcript.endReason() == Transcript.EndReason.CANCELLED) {
            return transcript;
        }
        List<Hypothesis> allowed = transcript.nBest().stream().filter(h -> manager.allows(sessionId, h.intent())).toList();
        boolean rejected = transcript.rejected() || allowed.isEmpty();
        if (rejected && transcript.endReason() != Transcript.EndReason.NO_SPEECH && manager.takesRejections(sessionId)) {
            captured(sessionId, transcript);
            act(() -> manager.notRecognised(sessionId, transcript.nBest().isEmpty() ? "" : transcript.nBest().get(0).text(), false, now()));
            return new Transcript(List.of(), true, transcript.seconds(), Transcript.EndReason.CANCELLED);
        }
        return new Transcript(rejected ? transcript.nBest() : allowed, rejected, transcript.seconds(), transcript.endReason());
    }

    /** The skills answer. */
    @Override
    public Optional<Answer> answer(Intent intent) {
        return Optional.empty();
    }

    @Override
    public void answeredHere(Intent intent) {
        manager.answeredHere(intent.sessionId(), now());
    }

    private void act(Runnable change) {
        change.run();
        for (HermesOutput output : manager.take()) {
            perform(output);
        }
    }

    private void perform(HermesOutput output) {
        if (output instanceof HermesOutput.Publish publish) {
            port.publish(HERMES + publish.topic(), publish.body());
        } else if (output instanceof HermesOutput.Begin begin) {
            prepare(begin.session());
            dialogue.dispatch(new DialogueEvent.SessionRequested(begin.session().id(), begin.session().text(), true));
        } else if (output instanceof HermesOutput.Announce announce) {
            dialogue.dispatch(new DialogueEvent.SayRequested(announce.session().text(), announce.session().id()));
        } else if (output instanceof HermesOutput.Ask ask) {
            prepare(ask.session());
            say(ask.session().id(), ask.session().text(), true);
        } else if (output instanceof HermesOutput.Conclude conclude) {
            say(conclude.sessionId(), conclude.text(), false);
        } else if (output instanceof HermesOutput.Abort) {
            aborting = true;
            dialogue.dispatch(new DialogueEvent.StopRequested());
            aborting = false;
        }
    }

    /** In the session that waits for it, or anew if the speaker rests meanwhile. */
    private void say(String sessionId, String text, boolean listen) {
        if (dialogue.state() instanceof DialogueState.Answering answering && answering.intent().sessionId().equals(sessionId)) {
            dialogue.dispatch(new DialogueEvent.Answered(sessionId, new Answer(text, listen, List.of())));
        } else if (listen) {
            dialogue.dispatch(new DialogueEvent.SessionRequested(sessionId, text, true));
        } else if (!text.isBlank()) {
            dialogue.dispatch(new DialogueEvent.SayRequested(text, sessionId));
        } else {
            act(() -> manager.settled(dialogue.state().resting(), now()));
        }
    }

    /** Has the grammar of a session compiled while its question is being said. */
    private void prepare(HermesSession session) {
        Narrowed key = new Narrowed(session.intentFilter(), session.slot());
        if (session.intentFilter().isEmpty() || narrowed.containsKey(key)) {
            return;
        }
        Understanding now = understanding;
        parts.worker().execute(() -> new GrammarNarrowing(now.vocabulary()).to(key.intents(), key.slot()).map(now.compile()).ifPresent(compiled ->
            parts.loop().execute(() -> {
                if (understanding == now) {
                    narrowed.put(key, compiled);
                }
            })));
    }

    private long now() {
        return parts.millis().getAsLong();
    }
}
