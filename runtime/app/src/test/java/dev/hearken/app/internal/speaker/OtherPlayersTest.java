package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.drivers.alsa.AlsaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherPlayersTest {

    private static final DialogueState RESTING = new DialogueState.Idle(0);
    private static final DialogueState BUSY = new DialogueState.Listening("s", 1, 0, false, false, 0);

    @TempDir
    private Path folder;

    private final List<Fault> faults = new ArrayList<>();
    private int music = 60;
    private boolean there = true;

    private OtherPlayers players() {
        return new OtherPlayers(Music::new, 20, folder, Runnable::run, faults::add);
    }

    private final class Music implements OtherPlayers.Volume {
        Music() {
            if (!there) {
                throw new AlsaException(0, "The sound card hw:0 has no volume control \"Music\".");
            }
        }

        @Override
        public int percent() {
            return music;
        }

        /** The control has steps of two per cent. */
        @Override
        public void set(int percent) {
            music = percent / 2 * 2;
        }

        @Override
        public void close() {
        }
    }

    @Test
    void shouldTurnMusicDownForAConversationAndUpBehindIt() {
        OtherPlayers players = players();
        players.settled(RESTING);
        assertEquals(60, music);
        players.settled(BUSY);
        assertEquals(12, music);
        players.settled(BUSY);
        assertEquals(12, music, "once, not again");
        players.settled(RESTING);
        assertEquals(60, music);
    }

    @Test
    void shouldKeepItDownWhileATimerRings() {
        OtherPlayers players = players();
        players.settled(BUSY);
        players.rings(true);
        players.settled(RESTING);
        assertEquals(12, music);
        players.rings(false);
        assertEquals(60, music);
    }

    @Test
    void shouldLeaveAVolumeThatSomebodyHasChangedMeanwhile() {
        OtherPlayers players = players();
        players.settled(BUSY);
        music = 40;
        players.settled(RESTING);
        assertEquals(40, music);
    }

    @Test
    void shouldRestoreWhatACrashHasLeftTurnedDown() {
        players().settled(BUSY);
        assertEquals(12, music);
        players();
        assertEquals(60, music);
        music = 12;
        players();
        assertEquals(12, music, "only once");
    }

    @Test
    void shouldRestoreItAtTheEnd() {
        OtherPlayers players = players();
        players.settled(BUSY);
        players.end();
        assertEquals(60, music);
        assertFalse(Files.exists(folder.resolve("ducked")));
    }

    @Test
    void shouldReportAMissingControlAndClearTheFaultWhenItIsBack() {
        OtherPlayers players = players();
        there = false;
        players.settled(BUSY);
        assertTrue(faults.get(faults.size() - 1).message().contains("no volume control \"Music\""), faults.toString());
        there = true;
        players.settled(RESTING);
        players.settled(BUSY);
        assertTrue(faults.get(faults.size() - 1).cleared());
        assertEquals(12, music);
    }

    @Test
    void shouldNotBelieveAFileThatIsDamaged() throws IOException {
        Files.writeString(folder.resolve("ducked"), "900000000000 1");
        players();
        assertEquals(60, music);
        assertFalse(Files.exists(folder.resolve("ducked")));
    }

    @Test
    void shouldBeReportedByTheSpeakerWhereTheControlIsMissing() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, new ConfigurationSources.Override("test", "ducking.control", "Music"), new ConfigurationSources.Override("test", "ducking.card", "hw:97"));
        speaker.command("say", "Hello");
        speaker.assembly.close();
        speaker.step(3);
        assertTrue(speaker.hub.bodies("fault").stream().anyMatch(fault -> fault.getString("message").contains("other players keep their volume")),
            speaker.hub.bodies("fault").toString());
    }
}
