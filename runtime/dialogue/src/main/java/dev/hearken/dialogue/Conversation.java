package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.talk.Completion;
import dev.hearken.dialogue.internal.talk.NameChoice;
import dev.hearken.dialogue.internal.talk.Risks;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said before, and what it makes of what is said now: completes "turn it off", "and the bedroom" and "no, the kitchen", asks for a room that
 * is missing, for the device that is meant, and whether something risky is really wanted. Confined to the thread of its {@link DialogueSession}; has no
 * clock of its own.
 *
 * <p>Answers come as intents: {@code HearkenYes}, {@code HearkenNo}, {@code HearkenAnswer} with the slots that were said, {@code HearkenCorrect} and
 * {@code HearkenAlso} with what replaces or follows what was said before. A slot {@code reference} in any intent stands for the device or room last spoken of.
 */
public final class Conversation {

    /** How often a question is put: once more after an answer that nobody understands. */
    private static final int TIMES_ASKED = 2;

    /** What becomes of an utterance. */
    public sealed interface Turn {
    }

    /** The intent is complete and wanted. */
    public record Act(Intent intent) implements Turn {
    }

    /** Something must be known first; the answer is listened for. */
    public record Ask(String question) implements Turn {
    }

    /** There is nothing to do but to say so. */
    public record Say(String text) implements Turn {
    }

    /** It makes no sense here. */
    public record Unclear() implements Turn {
    }

    private enum Wanted { SLOT, CHOICE, YES }

    /** A question that has not been answered. */
    private record Question(Wanted wanted, Intent intent, List<Home.Device> choices, String text, int asked, long at) {
        Question again(long now) {
            return new Question(wanted, intent, choices, text, asked + 1, now);
        }
    }

    /** What is said in one language, and what the home is called in it. */
    private record Tongue(Replies replies, @Nullable Completion completion, @Nullable NameChoice names, Risks risks) {
    }

    private final ConversationSettings settings;
    private final Map<String, Tongue> tongues = new LinkedHashMap<>();
    /** The one spoken last. */
    private Tongue tongue;
    private @Nullable Question question;
    private @Nullable Intent last;
    private long lastAt;

    /** @param sounds tells how alike names sound */
    public Conversation(ConversationSettings settings, Home home, Replies replies, NameSounds sounds) {
        this(settings, new Tongue(replies, new Completion(home, settings.area()), new NameChoice(home, sounds), new Risks(settings.confirmed(), home)));
    }

    private Conversation(ConversationSettings settings, Tongue tongue) {
        this.settings = settings;
        this.tongue = tongue;
        tongues.put(tongue.replies().language(), tongue);
    }

    /** Takes every intent as it is said; only questions of skills are carried on. */
    public static Conversation literal(Replies replies) {
        return new Conversation(ConversationSettings.DEFAULT, new Tongue(replies, null, null, new Risks(List.of(), Home.empty(""))));
    }

    /** The same in a further language; whoever changes to it begins anew, without what was said and asked before. */
    public Conversation and(Conversation other) {
        Conversation both = new Conversation(settings, tongue);
        tongues.forEach(both.tongues::putIfAbsent);
        other.tongues.forEach(both.tongues::putIfAbsent);
        return both;
    }

    /** Two-letter code of the language that was spoken last. */
    public String language() {
        return tongue.replies().language();
    }

    private void turnTo(String language) {
        Tongue spoken = tongues.getOrDefault(language, tongue);
        if (spoken != tongue) {
            tongue = spoken;
            question = null;
            last = null;
        }
    }

    /** Whether a question waits for its answer. */
    public boolean asking(long now) {
        return question != null && now - question.at() < settings.questionMillis();
    }

    /** What makes sense to say now. */
    public Expected expected(long now) {
        return asking(now) ? Expected.ANSWER : recent(now) != null ? Expected.SEQUEL : Expected.COMMAND;
    }

    /** A skill wants to know more about this intent; it gets it again with the slots of the answer. */
    public void asked(Intent intent, String text, long now) {
        question = new Question(Wanted.SLOT, intent, List.of(), text, 1, now);
    }

    /** The speaker asks by itself whether this shall be done. */
    public void confirm(Intent intent, String text, long now) {
        question = new Question(Wanted.YES, intent, List.of(), text, 1, now);
    }

    /** The question is given up. */
    public void drop() {
        question = null;
    }

    /** Something was said that nobody understands: a question is put once more. */
    public Turn unclear(long now) {
        Question open = question;
        if (open == null || !asking(now) || open.asked() >= TIMES_ASKED || open.text().isBlank()) {
            question = null;
            return new Unclear();
        }
        question = open.again(now);
        return new Ask(open.text());
    }

    /**
     * @param readings of one utterance, best first
     * @param now      ms of a clock that never goes back
     */
    public Turn understand(List<Intent> readings, long now) {
        turnTo(readings.get(0).language());
        Question open = asking(now) ? question : null;
        Intent said = readings.get(0);
        return switch (said.name()) {
            case "HearkenYes", "HearkenNo", "HearkenAnswer" -> open == null ? new Unclear() : answered(open, said, now);
            case "HearkenCorrect" -> {
                Intent before = open != null ? open.intent() : recent(now);
                yield before == null ? new Unclear() : proceed(replaced(before, said), List.of(), now);
            }
            case "HearkenAlso" -> {
                Intent before = recent(now);
                yield before == null ? new Unclear() : proceed(replaced(before, said), List.of(), now);
            }
            case "HearkenRepeat" -> open == null || open.text().isBlank() ? proceed(said, List.of(), now) : new Ask(open.text());
            default -> proceed(said, readings.subList(1, readings.size()), now);
        };
    }

    private Turn answered(Question open, Intent said, long now) {
        question = null;
        if (said.name().equals("HearkenNo")) {
            return new Say(tongue.replies().fixed("not-done"));
        }
        NameChoice names = tongue.names();
        if (open.wanted() == Wanted.YES) {
            if (said.name().equals("HearkenYes")) {
                return acted(open.intent().inSession(said.sessionId()), now);
            }
            question = open;
            return unclear(now);
        }
        if (said.slots().isEmpty() || open.wanted() == Wanted.CHOICE && names == null) {
            question = open;
            return unclear(now);
        }
        if (open.wanted() == Wanted.CHOICE && names != null) {
            List<Home.Device> left = names.narrowed(open.choices(), said);
            if (left.isEmpty()) {
                question = open;
                return unclear(now);
            }
            Intent intent = open.intent().inSession(said.sessionId());
            return left.size() == 1 ? confirmed(names.named(intent, left.get(0)), now) : which(intent, left, now);
        }
        Map<String, SlotValue> slots = new LinkedHashMap<>(said.slots());
        open.intent().slots().forEach(slots::putIfAbsent);
        return proceed(open.intent().inSession(said.sessionId()).withSlots(slots), List.of(), now);
    }

    /** The intent from before, about what is said now. */
    private Intent replaced(Intent before, Intent said) {
        Completion completion = tongue.completion();
        return completion == null ? before.withSlots(said.slots()) : completion.replaced(before, said);
    }

    private Turn proceed(Intent said, List<Intent> others, long now) {
        question = null;
        Intent intent = said;
        Completion completion = tongue.completion();
        NameChoice names = tongue.names();
        if (completion == null || names == null || !aboutTheHome(intent)) {
            return acted(intent, now);
        }
        if (intent.slots().containsKey("reference")) {
            Optional<Intent> referred = completion.referred(intent, recent(now));
            if (referred.isEmpty()) {
                return ask(Wanted.SLOT, completion.withoutReference(intent), List.of(), tongue.replies().fixed("ask-device"), now);
            }
            intent = referred.get();
        }
        if (completion.lacksArea(intent)) {
            Optional<String> area = completion.area(intent, recent(now));
            if (area.isEmpty()) {
                return ask(Wanted.SLOT, intent, List.of(), tongue.replies().to("AskArea", intent.values()), now);
            }
            intent = intent.with("area", area.get());
        }
        List<Home.Device> meant = names.meant(intent, others, tongue.risks().risky(intent));
        if (meant.size() > 1) {
            List<Home.Device> here = completion.near(meant, recent(now));
            if (here.size() != 1 || tongue.risks().risky(intent)) {
                return which(intent, meant, now);
            }
            meant = here;
        }
        return confirmed(meant.isEmpty() ? intent : names.named(intent, meant.get(0)), now);
    }

    private Turn which(Intent intent, List<Home.Device> choices, long now) {
        String listed = String.join(tongue.replies().fixed("or"), NameChoice.described(choices, tongue.replies()));
        return ask(Wanted.CHOICE, intent, choices, tongue.replies().to("AskWhich", Map.of("choices", listed)), now);
    }

    private Turn confirmed(Intent intent, long now) {
        if (!tongue.risks().risky(intent)) {
            return acted(intent, now);
        }
        Map<String, String> slots = new HashMap<>(intent.values());
        slots.put("intent", intent.name());
        tongue.risks().device(intent).ifPresent(device -> slots.putIfAbsent("domain", device.domain()));
        return ask(Wanted.YES, intent, List.of(), tongue.replies().to("Confirm", slots), now);
    }

    private Turn ask(Wanted wanted, Intent intent, List<Home.Device> choices, String text, long now) {
        question = new Question(wanted, intent, choices, text, 1, now);
        return new Ask(text);
    }

    private Turn acted(Intent intent, long now) {
        if (aboutTheHome(intent) && (intent.slots().containsKey("name") || intent.slots().containsKey("area"))) {
            last = intent;
            lastAt = now;
        }
        return new Act(intent);
    }

    /** What the speaker does itself is about no device: the names of timers and alarms are none, whatever they are called. */
    private static boolean aboutTheHome(Intent intent) {
        return !intent.name().contains("Timer") && !intent.name().startsWith("Hearken");
    }

    private @Nullable Intent recent(long now) {
        return last != null && now - lastAt < settings.contextMillis() ? last : null;
    }
}
