package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is ordered while the speaker ends: its event loop still turns, but its files have been waited for already. */
class LastMomentTest {

    @TempDir
    private Path folder;

    @Test
    void shouldKeepAMuteThatComesWhileItEnds() {
        HandSteppedSpeaker speaker = ended();
        speaker.command("mute", "on");
        speaker.assembly.close();
        assertEquals(Set.of(MuteRules.Holder.HOME), new MuteMemory(speaker.stateFolder()).read());
    }

    @Test
    void shouldKeepThePeaceThatIsAskedForWhileItEnds() {
        HandSteppedSpeaker speaker = ended();
        speaker.command("undisturbed", "60");
        speaker.assembly.close();
        HandSteppedSpeaker next = new HandSteppedSpeaker(folder);
        next.command("say", "Dinner");
        assertEquals(false, next.hub.bodies("reply").get(0).getBoolean("spoken"));
    }

    private HandSteppedSpeaker ended() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.step(3);
        speaker.assembly.close();
        return speaker;
    }
}
