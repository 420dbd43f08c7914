package dev.hearken.drivers.alsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlsaMixerTest {

    @BeforeEach
    void useVirtualCards() {
        VirtualCards.installPlugIns();
    }

    @Test
    void shouldSetAndTellTheVolumeInPercent() {
        try (AlsaMixer mixer = AlsaMixer.open("virtual", "")) {
            assertEquals("Master", mixer.control());
            for (int percent : new int[] {0, 50, 75, 100}) {
                mixer.setVolume(percent);
                assertEquals(percent, mixer.volume());
            }
            mixer.setVolume(33);
            assertEquals(33, mixer.volume(), 1);
            assertThrows(IllegalArgumentException.class, () -> mixer.setVolume(101));
        }
    }

    @Test
    void shouldMuteAndKeepTheVolume() {
        try (AlsaMixer mixer = AlsaMixer.open("virtual", "Master")) {
            mixer.setVolume(50);
            assertTrue(mixer.canMute());
            assertFalse(mixer.isMuted());
            mixer.setMuted(true);
            assertTrue(mixer.isMuted());
            assertEquals(50, mixer.volume());
            mixer.setMuted(false);
            assertFalse(mixer.isMuted());
        }
    }

    @Test
    void shouldCallZeroMutedWhereThereIsNoSwitch() {
        try (AlsaMixer mixer = AlsaMixer.open("virtual", "PCM")) {
            assertFalse(mixer.canMute());
            mixer.setVolume(0);
            assertTrue(mixer.isMuted());
            mixer.setVolume(10);
            assertFalse(mixer.isMuted());
            AlsaException e = assertThrows(AlsaException.class, () -> mixer.setMuted(true));
            assertTrue(e.getMessage().startsWith("The control PCM of virtual does not mute"), e.getMessage());
        }
    }

    @Test
    void shouldNameTheControlsThereAre() {
        AlsaException e = assertThrows(AlsaException.class, () -> AlsaMixer.open("virtual", "Bass"));
        assertEquals("The sound card virtual has no volume control \"Bass\". It has: Master, PCM.", e.getMessage());
    }

    @Test
    void shouldSayThatThereIsNoSuchCard() {
        AlsaException e = assertThrows(AlsaException.class, () -> AlsaMixer.open("hw:77", ""));
        assertTrue(e.getMessage().startsWith("Cannot open the volume controls of the sound card \"hw:77\": "), e.getMessage());
    }
}
