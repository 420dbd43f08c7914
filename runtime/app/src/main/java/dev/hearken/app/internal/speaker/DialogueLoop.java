package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.hook.IntentHook;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.app.internal.speaker.EffectMessages.WakeNote;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueSession;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Priority;
import dev.hearken.dialogue.SkillSet;
import dev.hearken.dialogue.SpeakerAction;
import dev.hearken.hub.SiteTopic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the dialogue to the rest: what agents and the hub tell becomes events of the {@link DialogueSession}, and what that
 * wants done is done. Confined to the event loop; nothing here waits or computes for long.
 */
final class DialogueLoop implements SpeakerDialogue {

    private static final Logger LOG = LoggerFactory.getLogger(DialogueLoop.class);
    /** 60 ms before the end of the wake word: its border is known to about one step of the acoustic model. */
    static final int MARGIN_SAMPLES = 960;

    /**
     * What the loop works with.
     *
     * @param home     answers what no skill does
     * @param hook     asked first, for {@code hookMillis}
     * @param choices  what can be selected from outside
     * @param undisturbed when announcements are not heard
     * @param signs    short sounds without words
     * @param message  takes and sends spoken messages
     * @param calls    to and from other speakers
     * @param mute     the microphones' gate and who holds it
     * @param observer looks on
     */
    record Parts(DialogueSession session, SkillSet skills, HomeDialogue home, IntentHook hook, long hookMillis, DoNotDisturb undisturbed, Signs signs, MessageTurn message, CallTurn calls,
                 SpeakerChoices choices, SpeakerControls controls, Mute mute, SpeakerHub hub, Messages messages, SpeakerObserver observer, NanoClock clock, Clock wallClock) {
    }

    private final Parts parts;
    private final Consumer<Ending> finished;
    private final FaultBook faults = new FaultBook();
    private final Deque<DialogueEvent> pending = new ArrayDeque<>();
    private final ClipShelf clips = new ClipShelf();
    private final SkillTurn skills;
    private final AnswerTurn answers;
    private final EffectMessages bulletins;
    private final Set<String> awaited = new HashSet<>(Set.of("front-end", "recogniser"));
    private final StateBoard board;
    private WakeNote woke = WakeNote.NONE;
    private long listenFrom = -1;
    private SpeakerSettings settings;
    private final Selections selections;
    private WakeGate wakes = this::wake;
    private boolean wakeable = true;
    private boolean dispatching;
    private boolean inputEnded;
    private boolean told;

    /** @param finished called once: the recording that stands for the microphone is over and the dialogue with it, or a reload is wanted */
    DialogueLoop(Parts parts, Consumer<Ending> finished) {
        this.parts = parts;
        this.finished = finished;
        bulletins = new EffectMessages(parts.hub(), parts.messages());
        skills = new SkillTurn(parts.skills(), parts.wallClock(), parts.clock());
        answers = new AnswerTurn(parts.skills(), skills, parts.home(), parts.hook(), parts.hookMillis(), this);
        selections = new Selections(parts.choices(), this::unreadable, this::end);
        settings = parts.choices().initial().withMuted(parts.mute().muted());
        board = new StateBoard(parts);
        parts.calls().join(this, this::publishState);
    }

    void on(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Woke heard) {
            if (wakeable && (settings.wakeWord().equals(SpeakerSettings.ALL) || settings.wakeWord().equals(heard.phrase()))) {
                wakes.woke(heard);
            }
            return;
        }
        parts.observer().happened(event);
        if (event instanceof SpeakerEvent.Partial partial && state() instanceof DialogueState.Listening listening && listening.listenId() == partial.utterance()) {
            parts.hub().publish(SiteTopic.PARTIAL, parts.messages().partial(listening.sessionId(), partial.text()));
            dispatch(new DialogueEvent.SpeechStarted(partial.utterance()));
        } else if (event instanceof SpeakerEvent.Heard heard) {
            boolean current = parts.session().state() instanceof DialogueState.Listening listening && listening.listenId() == heard.utterance();
            dispatch(new DialogueEvent.TranscriptReady(heard.utterance(), current ? parts.home().heard(state().sessionId(), heard.transcript()) : heard.transcript()));
        } else if (event instanceof SpeakerEvent.Spoke spoke) {
            parts.signs().over(spoke.speech());
            dispatch(new DialogueEvent.ReplySpoken(spoke.speech()));
        } else if (event instanceof SpeakerEvent.FaultChanged changed) {
            fault(changed.fault());
        } else if (event instanceof SpeakerEvent.Ready ready && awaited.remove(ready.role()) && awaited.isEmpty()) {
            LOG.info("listening");
            publishState();
        } else if (event instanceof SpeakerEvent.ChoicesChanged changed) {
            select(selections.among(changed.choices(), settings));
        } else if (event instanceof SpeakerEvent.InputEnded) {
            inputEnded = true;
        }
        tellIfFinished();
    }

    /** A wake word that is this speaker's to answer. */
    void wake(SpeakerEvent.Woke heard) {
        parts.observer().happened(heard);
        woke = new WakeNote(heard.phrase(), heard.direction(), heard.threshold());
        listenFrom = Math.max(0, heard.endSample() - MARGIN_SAMPLES);
        dispatch(new DialogueEvent.Woke(heard.phrase(), heard.score(), !parts.home().understands()));
        listenFrom = -1;
        tellIfFinished();
    }

    /** Who decides whether a wake word is this speaker's to answer. */
    void wakesBy(WakeGate gate) {
        wakes = gate;
    }

    /** Listens as if the name had been heard. */
    void listen() {
        woke = WakeNote.NONE;
        dispatch(new DialogueEvent.ListenRequested());
    }

    /** Takes up a selection from outside. */
    void select(HubCommand selection) {
        select(selections.on(selection, settings));
    }

    private void select(SpeakerSettings next) {
        if (next != settings) {
            settings = next;
            publishState();
        }
    }

    /** Somebody outside has answered an intent. */
    void answered(HubCommand.Answer answer) {
        answers.answered(answer);
    }

    /** @param until nobody is to be disturbed before; empty = announcements are heard again */
    void undisturbed(Optional<Instant> until) {
        until.ifPresentOrElse(parts.undisturbed()::begin, parts.undisturbed()::end);
        publishState();
    }

    @Override
    public void play(Clip clip, String sessionId) {
        dispatch(new DialogueEvent.PlayRequested(clips.put(clip), sessionId));
    }

    /** Switches the microphones off or on, by the rules of {@link MuteRules}. */
    void mute(MuteRules.Order order) {
        parts.mute().on(order);
        if (order == MuteRules.Order.HOME_OFF && parts.mute().muted()) {
            unreadable("mute: the microphones stay off: " + parts.mute().reason());
        }
        tellMute();
    }

    private void tellMute() {
        boolean muted = parts.mute().muted();
        settings = settings.withMuted(muted);
        dispatch(new DialogueEvent.MuteChanged(muted));
        parts.hub().publish(SiteTopic.MUTE_STATE, parts.messages().mute(muted));
        publishState();
    }

    /** Takes up what was set before a restart or reload, and tells how things are. */
    void begin() {
        tellMute();
        volume(settings.volume());
    }

    /** A command that could not be read. */
    void unreadable(String reason) {
        LOG.warn("command ignored: {}", reason);
        parts.hub().publish(SiteTopic.FAULT, parts.messages().fault(Fault.raised("command", reason)));
    }

    /** Drives time-outs, timers and alarms; about ten times a second. */
    void tick() {
        wakes.tick();
        if (!parts.home().understands() && parts.signs().due(state(), parts.controls().speechProbability(), millis()) && state() instanceof DialogueState.Listening quiet) {
            dispatch(new DialogueEvent.Quiet(quiet.listenId()));
        }
        parts.message().tick(millis()).ifPresent(this::dispatch);
        dispatch(new DialogueEvent.Tick());
        answers.tick(millis());
        parts.calls().tick();
        if (board.stale()) {
            publishState();
        }
        if (skills.millisToDue() == 0) {
            skills.due().forEach(text -> dispatch(new DialogueEvent.SayRequested(text, "", Priority.ALARM)));
            tellRinging();
        }
        tellIfFinished();
    }

    private void tellRinging() {
        if (skills.ringingChanged()) {
            parts.observer().rings(skills.ringing());
        }
    }

    /** Whether a timer or alarm rings. */
    boolean ringing() {
        return skills.ringing();
    }

    /** Site id of the speaker with which a call goes on or rings; empty for none. */
    String calling() {
        return parts.calls().peer();
    }

    /** Ms until {@link #tick} has something to do at an exact time; 0 or more. */
    long millisToDue() {
        return Math.min(skills.millisToDue(), wakes.millisToDue());
    }

    /** Takes note of a fault, or of its end. */
    private void fault(Fault fault) {
        if (!faults.note(fault)) {
            return;
        }
        parts.hub().publish(SiteTopic.FAULT, parts.messages().fault(fault));
        boolean listening = FaultBook.blocksListening(fault.source());
        boolean speaking = FaultBook.blocksSpeaking(fault.source());
        if (listening || speaking) {
            dispatch(fault.cleared() ? new DialogueEvent.FaultCleared(fault.source()) : new DialogueEvent.FaultRaised(fault.source(), listening, speaking));
        }
        publishState();
    }

    /** Sources of what is wrong now. */
    Set<String> openFaults() {
        return Set.copyOf(faults.sources());
    }

    @Override
    public void dispatch(DialogueEvent event) {
        pending.add(event);
        if (dispatching) {
            return;
        }
        dispatching = true;
        try {
            for (DialogueEvent next = pending.poll(); next != null; next = pending.poll()) {
                for (DialogueEffect effect : parts.session().on(next, millis())) {
                    perform(effect);
                    parts.observer().done(effect, parts.clock().nanoTime());
                }
                parts.controls().duck(state() instanceof DialogueState.Listening);
                parts.calls().settled(state());
                parts.observer().settled(state());
            }
        } finally {
            dispatching = false;
        }
    }

    @Override
    public DialogueState state() {
        return parts.session().state();
    }

    SpeakerSettings settings() {
        return settings;
    }

    private void perform(DialogueEffect effect) {
        SpeakerControls controls = parts.controls();
        if (effect instanceof DialogueEffect.StartListening start) {
            parts.signs().sounding().ifPresent(controls::hush);
            controls.listen(start.listenId(), listenFrom >= 0 ? listenFrom : controls.newestSample(), parts.home().grammar(start.sessionId()), start.expected());
        } else if (effect instanceof DialogueEffect.StopListening stop) {
            controls.abandon(stop.listenId());
            parts.message().cancel(stop.listenId());
        } else if (effect instanceof DialogueEffect.StartRecording start) {
            parts.message().begin(start.listenId(), millis());
        } else if (effect instanceof DialogueEffect.SendMessage send) {
            pending.add(new DialogueEvent.Answered(send.sessionId(), Answer.say(parts.message().send(send.area()))));
        } else if (effect instanceof DialogueEffect.Perform perform) {
            answers.answer(perform.intent(), millis());
        } else if (effect instanceof DialogueEffect.Speak speak) {
            controls.speak(speak.utteranceId(), parts.signs().before(state()), speak.text(), parts.signs().after(state()));
            parts.skills().said(speak.text());
        } else if (effect instanceof DialogueEffect.PlaySound play) {
            controls.play(play.utteranceId(), parts.signs().before(state()), clips.take(play.soundId()));
        } else if (effect instanceof DialogueEffect.StopSpeaking stop) {
            controls.hush(stop.utteranceId());
        } else if (effect instanceof DialogueEffect.PlaySign sign) {
            Clip sound = parts.signs().alone(sign.sign(), state());
            if (sound.samples().length > 0) {
                parts.signs().sounds(sign.utteranceId());
                controls.play(sign.utteranceId(), Clip.SILENCE, sound);
            }
        } else if (effect instanceof DialogueEffect.Act act) {
            act(act.action());
        } else if (effect instanceof DialogueEffect.PublishState state) {
            board.entered(state);
            publishState();
        } else {
            bulletins.publish(effect, woke);
        }
    }

    private void act(SpeakerAction action) {
        if (action instanceof SpeakerAction.SetVolume set) {
            volume(set.percent());
        } else if (action instanceof SpeakerAction.ChangeVolume change) {
            volume(Math.max(0, Math.min(100, settings.volume() + change.percent())));
        } else if (action instanceof SpeakerAction.SilenceOutput silence) {
            silence(silence.silent());
        } else if (action instanceof SpeakerAction.DoNotDisturb wanted) {
            undisturbed(Optional.of(wanted.until()));
        } else if (action instanceof SpeakerAction.Disturb) {
            undisturbed(Optional.empty());
        } else if (action instanceof SpeakerAction.StopSounds) {
            skills.silence();
            clips.clear();
            parts.calls().hangUp();
            tellRinging();
        } else {
            parts.calls().act(action);
        }
    }

    @Override
    public void wakeable(boolean value) {
        wakeable = value;
    }

    @Override
    public void silence(boolean silent) {
        parts.controls().volume(silent ? 0 : settings.volume());
    }

    @Override
    public void finishListening() {
        if (parts.session().state() instanceof DialogueState.Listening listening) {
            parts.controls().finish(listening.listenId());
        }
    }

    @Override
    public void volume(int percent) {
        settings = settings.withVolume(percent);
        parts.controls().volume(percent);
        parts.hub().publish(SiteTopic.VOLUME_STATE, parts.messages().volume(percent));
        publishState();
    }

    private void publishState() {
        board.tell(settings, faults.sources());
    }

    private void tellIfFinished() {
        if (inputEnded && parts.session().state().resting() && !wakes.undecided()) {
            end(Ending.OVER);
        }
    }

    private void end(Ending ending) {
        if (!told) {
            told = true;
            parts.calls().hangUp();
            finished.accept(ending);
        }
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(parts.clock().nanoTime());
    }
}
