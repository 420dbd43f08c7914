package dev.hearken.dialogue;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All skills of this program. The first that answers wins; an intent that none answers gets its reply template. One thread. */
public final class SkillSet {

    private static final Logger LOG = LoggerFactory.getLogger(SkillSet.class);

    private final List<Skill> skills;
    private final Replies replies;
    private String lastReply = "";

    public SkillSet(List<Skill> skills, Replies replies) {
        this.skills = List.copyOf(skills);
        this.replies = replies;
    }

    /** The skills found on the class path: users' own first, then those that ship. */
    public static SkillSet installed(Replies replies) {
        List<Skill> own = new ArrayList<>();
        List<Skill> shipped = new ArrayList<>();
        for (Skill skill : ServiceLoader.load(Skill.class)) {
            (skill.getClass().getName().startsWith("dev.hearken.") ? shipped : own).add(skill);
        }
        own.addAll(shipped);
        return new SkillSet(own, replies);
    }

    /** Never fails: a skill that throws counts as one that gave no answer, and is logged. */
    public Answer answer(Intent intent, ZonedDateTime now, long elapsedMillis) {
        return skilled(intent, now, elapsedMillis).orElseGet(() -> template(intent));
    }

    /** As {@link #answer}, but empty if no skill has an answer, for a home in which somebody else then answers. */
    public Optional<Answer> skilled(Intent intent, ZonedDateTime now, long elapsedMillis) {
        return local(intent, new SkillContext(now, elapsedMillis, replies.in(intent.language()), lastReply)).map(this::remembered);
    }

    /** The reply template of an intent that nobody answers. */
    public Answer template(Intent intent) {
        return remembered(Answer.say(replies.in(intent.language()).to(intent)));
    }

    private Answer remembered(Answer answer) {
        said(answer.text());
        return answer;
    }

    /** Takes note of what is being said, so that it can be repeated. */
    public void said(String text) {
        if (!text.isBlank()) {
            lastReply = text;
        }
    }

    /** Hands each skill what it needs; once, before anything else. */
    public void open(SkillStart start, ZonedDateTime now, long elapsedMillis) {
        each(skill -> skill.open(start, context(now, elapsedMillis)));
    }

    /** Ms after which {@link #due} is to be called again; 0..{@link Skill#LONGEST_WAIT}. */
    public long millisToDue(ZonedDateTime now, long elapsedMillis) {
        long[] wait = {Skill.LONGEST_WAIT};
        each(skill -> wait[0] = Math.max(0, Math.min(wait[0], skill.millisToDue(context(now, elapsedMillis)))));
        return wait[0];
    }

    /** Ends whatever sounds: ringing timers and the like. */
    public void silence(ZonedDateTime now, long elapsedMillis) {
        each(skill -> skill.silence(context(now, elapsedMillis)));
    }

    /** Whether a timer or alarm rings. */
    public boolean ringing(ZonedDateTime now, long elapsedMillis) {
        boolean[] any = {false};
        each(skill -> any[0] |= skill.rings(context(now, elapsedMillis)));
        return any[0];
    }

    private SkillContext context(ZonedDateTime now, long elapsedMillis) {
        return new SkillContext(now, elapsedMillis, replies, lastReply);
    }

    /** A skill that fails keeps no other from its turn. */
    private void each(Consumer<Skill> action) {
        for (Skill skill : skills) {
            try {
                action.accept(skill);
            } catch (RuntimeException e) {
                LOG.warn("the skill {} failed", skill.getClass().getName(), e);
            }
        }
    }

    /** The answer of the first skill that has one. */
    private Optional<Answer> local(Intent intent, SkillContext context) {
        for (Skill skill : skills) {
            try {
                Optional<Answer> answer = skill.answer(intent, context);
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (RuntimeException e) {
                LOG.warn("the skill {} failed on {}", skill.getClass().getName(), intent.name(), e);
                return Optional.of(Answer.say(context.replies().fixed("no-answer")));
            }
        }
        return Optional.empty();
    }

    /** Texts to be said now: ended timers and the like. */
    public List<String> due(ZonedDateTime now, long elapsedMillis) {
        List<String> texts = new ArrayList<>();
        each(skill -> texts.addAll(skill.due(context(now, elapsedMillis))));
        return texts;
    }
}
