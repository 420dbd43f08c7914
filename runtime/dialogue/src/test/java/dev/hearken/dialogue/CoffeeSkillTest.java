package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The skill that docs/dialogue.md shows, found as any user's is. */
class CoffeeSkillTest {

    /** Counts cups, asks how many if none are said, and tells when they are ready. */
    public static final class CoffeeSkill implements Skill {

        private long readyAt = Long.MAX_VALUE;

        @Override
        public Optional<Answer> answer(Intent intent, SkillContext context) {
            if (!intent.name().equals("MakeCoffee")) {
                return Optional.empty();
            }
            if (intent.number("cups").isEmpty()) {
                return Optional.of(Answer.ask("How many cups?"));
            }
            readyAt = context.elapsedMillis() + 120_000;
            return Optional.of(Answer.say(intent.number("cups").get().intValue() + " cups are under way."));
        }

        @Override
        public List<String> due(SkillContext context) {
            if (context.elapsedMillis() < readyAt) {
                return List.of();
            }
            readyAt = Long.MAX_VALUE;
            return List.of("The coffee is ready.");
        }

        @Override
        public long millisToDue(SkillContext context) {
            return Math.min(LONGEST_WAIT, readyAt - context.elapsedMillis());
        }
    }

    @TempDir
    private Path folder;

    @Test
    void shouldBeFoundOnTheClassPathBeforeTheShippedOnes() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Skill.class.getName()), CoffeeSkill.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            SkillSet skills = SkillSet.installed(Replies.shipped());
            ZonedDateTime wall = ZonedDateTime.parse("2026-11-20T15:05:00+00:00");
            Intent coffee = new Intent("MakeCoffee", Map.of(), 1, "make coffee", "kitchen", "s1", "en");
            assertEquals(new Answer("How many cups?", true, List.of()), skills.answer(coffee, wall, 0));
            assertEquals("2 cups are under way.", skills.answer(coffee.with("cups", "2"), wall, 0).text());
            assertEquals("It is 3:05 PM.", skills.answer(new Intent("HassGetCurrentTime", Map.of(), 1, "", "kitchen", "s1", "en"), wall, 0).text());
            assertEquals(400, skills.millisToDue(wall, 119_600));
            assertEquals(List.of("The coffee is ready."), skills.due(wall, 120_000));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
