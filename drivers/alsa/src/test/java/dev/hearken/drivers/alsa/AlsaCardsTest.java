package dev.hearken.drivers.alsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.drivers.alsa.internal.Asound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsaCardsTest {

    @TempDir
    Path proc;

    @Test
    void shouldReadTheKernelsListOfCards() throws IOException {
        Files.writeString(proc.resolve("cards"), """
                 0 [vc4hdmi        ]: vc4-hdmi - vc4-hdmi
                                      vc4-hdmi
                 2 [ArrayUAC10     ]: USB-Audio - ReSpeaker 4 Mic Array (UAC1.0)
                                      SEEED ReSpeaker 4 Mic Array (UAC1.0) at usb-0000:01:00.0-1.2, high speed
                """);
        Files.writeString(proc.resolve("pcm"), """
                00-00: MAI PCM i2s-hifi-0 : MAI PCM i2s-hifi-0 : playback 1
                02-00: USB Audio : USB Audio : playback 1 : capture 1
                """);
        List<AlsaCards.Device> devices = AlsaCards.listProc(proc);
        assertEquals(List.of(
                new AlsaCards.Device("hw:CARD=vc4hdmi,DEV=0", "vc4-hdmi", false, true),
                new AlsaCards.Device("hw:CARD=ArrayUAC10,DEV=0", "ReSpeaker 4 Mic Array (UAC1.0)", true, true)), devices);
        assertEquals("Cards found: hw:CARD=vc4hdmi,DEV=0 (vc4-hdmi, loudspeaker); "
                + "hw:CARD=ArrayUAC10,DEV=0 (ReSpeaker 4 Mic Array (UAC1.0), microphone and loudspeaker).", AlsaCards.describe(devices));
    }

    @Test
    void shouldSayThatThereIsNoCard() {
        assertEquals("No sound card was found on this machine.", AlsaCards.describe(AlsaCards.listProc(proc)));
    }

    @Test
    void shouldListWhatTheConfigurationShows() {
        VirtualCards.install();
        List<AlsaCards.Device> devices = AlsaCards.list();
        assertTrue(devices.contains(new AlsaCards.Device("kitchen", "Kitchen microphone", true, true)), devices.toString());
    }

    @Test
    void shouldNameThePackageWhenTheLibraryIsMissing() {
        AlsaException e = assertThrows(AlsaException.class, () -> Asound.load("libasound-not-here.so.2"));
        assertTrue(e.getMessage().contains("is not installed (Debian and Ubuntu: apt install libasound2"), e.getMessage());
    }
}
