package dev.hearken.drivers.panel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightsTest {

    @TempDir
    private Path leds;

    private void light(String name, int most, String index) throws IOException {
        Path folder = Files.createDirectories(leds.resolve(name));
        Files.writeString(folder.resolve("max_brightness"), most + "\n");
        Files.writeString(folder.resolve("brightness"), "0\n");
        Files.writeString(folder.resolve("trigger"), "[heartbeat] none\n");
        if (!index.isEmpty()) {
            Files.writeString(folder.resolve("multi_index"), index + "\n");
            Files.writeString(folder.resolve("multi_intensity"), "0 0 0\n");
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(leds.resolve(file));
    }

    @Test
    void shouldSendApa102Frames() {
        ScriptedKernel kernel = new ScriptedKernel();
        ScriptedKernel.Node spi = kernel.node("/dev/spidev0.0");
        Apa102Lights lights = Apa102Lights.open(kernel, Path.of("/dev/spidev0.0"), 3);
        lights.show(new int[] {0xff0000, 0x00ff80, 0x000001});
        assertEquals("00000000" + "ff0000ff" + "ff80ff00" + "ff010000" + "00000000" + "00", HexFormat.of().formatHex(spi.written.get(0)));
        lights.close();
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void shouldSendRedGreenBlueWhiteToTheKernelsChain() {
        ScriptedKernel kernel = new ScriptedKernel();
        ScriptedKernel.Node chain = kernel.node("/dev/leds0");
        Ws281xLights.open(kernel, Path.of("/dev/leds0"), 2).show(new int[] {0x123456, 0xffffff});
        assertArrayEquals(HexFormat.of().parseHex("12345600ffffff00"), chain.written.get(0));
    }

    @Test
    void shouldGiveColoursToMulticolourAndSingleLights() throws IOException {
        light("rgb:status", 255, "green red blue");
        light("red:power", 1, "");
        light("white:ring", 100, "");
        SysfsLights lights = SysfsLights.open(leds, List.of("rgb:status", "red:power", "white:ring"));
        assertEquals("none", read("rgb:status/trigger"));
        assertEquals("255", read("rgb:status/brightness"));
        lights.show(new int[] {0x102030, 0xff0000, 0x800000});
        assertEquals("32 16 48", read("rgb:status/multi_intensity"));
        assertEquals("1", read("red:power/brightness"));
        assertEquals("50", read("white:ring/brightness"));
        lights.show(new int[] {0, 0x00ff00, 0});
        assertEquals("0", read("red:power/brightness"), "a red light has no green");
    }

    @Test
    void shouldSayWhatIsMissing() {
        PanelException light = assertThrows(PanelException.class, () -> SysfsLights.open(leds, List.of("rgb:status")));
        assertEquals(leds.resolve("rgb:status") + " cannot be used: there is no such light", light.getMessage());
        PanelException node = assertThrows(PanelException.class, () -> Apa102Lights.open(LinuxCalls.system(), Path.of("/dev/spidev77.0"), 3));
        assertEquals("/dev/spidev77.0 cannot be opened: there is no such device", node.getMessage());
    }
}
