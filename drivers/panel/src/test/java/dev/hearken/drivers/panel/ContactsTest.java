package dev.hearken.drivers.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {

    private static final int EV_KEY = 1;
    private static final int EV_SW = 5;
    private static final int VOLUME_UP = 115;
    private static final int MUTE_DEVICE = 14;

    @TempDir
    private Path folder;
    private final ScriptedKernel kernel = new ScriptedKernel();

    private static List<String> read(Contact contact) {
        List<String> told = new ArrayList<>();
        contact.read((on, repeated) -> told.add((on ? "on" : "off") + (repeated ? " again" : "")));
        return told;
    }

    @Test
    void shouldTellPressesRepeatsAndReleasesOfItsKeyAlone() {
        ScriptedKernel.Node node = kernel.node("/dev/input/event0");
        Contact key = InputContact.open(kernel, Path.of("/dev/input/event0"), EV_KEY, VOLUME_UP);
        node.input(4, 4, 0x1234);
        node.input(EV_KEY, VOLUME_UP, 1);
        node.input(0, 0, 0);
        node.input(EV_KEY, 114, 1);
        node.input(EV_KEY, VOLUME_UP, 2);
        node.input(EV_KEY, VOLUME_UP, 0);
        assertEquals(List.of("on", "on again", "off"), read(key));
        assertEquals(List.of(), read(key));
    }

    @Test
    void shouldPutEventsTogetherThatComeInPieces() {
        ScriptedKernel.Node node = kernel.node("/dev/input/event0");
        Contact key = InputContact.open(kernel, Path.of("/dev/input/event0"), EV_KEY, VOLUME_UP);
        byte[] event = new byte[24];
        KernelBytes.on(event).putShort(16, (short) EV_KEY).putShort(18, (short) VOLUME_UP).putInt(20, 1);
        node.tell(java.util.Arrays.copyOf(event, 17));
        assertEquals(List.of(), read(key));
        node.tell(java.util.Arrays.copyOfRange(event, 17, 24));
        assertEquals(List.of("on"), read(key));
    }

    @Test
    void shouldAskForTheSwitchAgainWhenEventsWereLost() {
        ScriptedKernel.Node node = kernel.node("/dev/input/event0");
        node.on = true;
        Contact muteSwitch = InputContact.open(kernel, Path.of("/dev/input/event0"), EV_SW, MUTE_DEVICE);
        assertTrue(muteSwitch.on());
        node.on = false;
        node.input(0, 3, 0);
        assertEquals(List.of("off"), read(muteSwitch));
    }

    /** Through the real C library, from a pipe that stands for a device. */
    @Test
    void shouldReadRecordedEventsFromAPipe() throws Exception {
        Path pipe = pipe();
        Contact key = InputContact.open(LinuxCalls.system(), pipe, EV_KEY, VOLUME_UP);
        boolean[] ready = new boolean[1];
        try (var writer = Files.newByteChannel(pipe, StandardOpenOption.WRITE)) {
            assertEquals(List.of(), read(key), "nothing is written yet");
            ByteBuffer events = ByteBuffer.allocate(3 * 24).order(ByteOrder.nativeOrder());
            for (int value : new int[] {1, 2, 0}) {
                events.putLong(1_700_000_000L).putLong(5).putShort((short) EV_KEY).putShort((short) VOLUME_UP).putInt(value);
            }
            writer.write(events.flip());
            LinuxCalls.system().poll(new int[] {key.file()}, ready, 1_000);
            assertTrue(ready[0]);
            assertEquals(List.of("on", "on again", "off"), read(key));
            LinuxCalls.system().poll(new int[] {key.file()}, ready, 0);
            assertFalse(ready[0]);
        }
        LinuxCalls.system().poll(new int[] {key.file()}, ready, 0);
        assertTrue(ready[0], "the writer has gone");
        assertEquals(pipe + " cannot be read: it has come to an end", assertThrows(PanelException.class, () -> read(key)).getMessage());
        key.close();
    }

    private Path pipe() throws InterruptedException {
        Path pipe = folder.resolve("event7");
        try {
            Assumptions.assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo fails");
        } catch (IOException e) {
            Assumptions.abort("mkfifo is not installed");
        }
        return pipe;
    }

    @Test
    void shouldRequestALineWithBothEdges() {
        ScriptedKernel.Node chip = kernel.node("/dev/gpiochip0");
        chip.on = true;
        Contact button = GpioContact.open(kernel, Path.of("/dev/gpiochip0"), 17, true, GpioContact.Pull.UP);
        ByteBuffer request = KernelBytes.on(chip.lastRequest);
        assertEquals(17, request.getInt(0));
        assertEquals(1, request.getInt(GpioContact.LINES_AT));
        assertEquals(0x2 | 0x4 | 0x10 | 0x20 | 0x100, request.getLong(GpioContact.FLAGS_AT), "active low, input, both edges, pull-up");
        assertEquals("hearken", new String(chip.lastRequest, GpioContact.CONSUMER_AT, 7, java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(button.on());
        assertEquals(1, kernel.openFiles(), "the chip itself is closed again");
        button.close();
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void shouldTellEdgesAndTrustTheLevelInTheEnd() {
        ScriptedKernel.Node chip = kernel.node("/dev/gpiochip0");
        Contact line = GpioContact.open(kernel, Path.of("/dev/gpiochip0"), 4, false, GpioContact.Pull.AS_IS);
        chip.edge(true);
        chip.edge(false);
        assertEquals(List.of("on", "off"), read(line));
        chip.edge(false);
        chip.on = true;
        assertEquals(List.of("off", "on"), read(line), "an edge was lost, the level was not");
    }

    @Test
    void shouldFindNodesByTheNamesOfTheirDevices() throws IOException {
        Files.createDirectories(folder.resolve("proc/bus/input"));
        Files.writeString(folder.resolve("proc/bus/input/devices"), """
            I: Bus=0019 Vendor=0001 Product=0001 Version=0100
            N: Name="gpio-keys"
            H: Handlers=kbd event2\s
            
            I: Bus=0019 Vendor=0001 Product=0001 Version=0100
            N: Name="adc-keys"
            H: Handlers=sysrq event3 rfkill\s
            """);
        Files.createDirectories(folder.resolve("dev"));
        Files.createFile(folder.resolve("dev/gpiochip0"));
        Files.createFile(folder.resolve("dev/gpiochip1"));
        kernel.node(folder.resolve("dev/gpiochip0").toString()).label = "raspberrypi-exp-gpio";
        kernel.node(folder.resolve("dev/gpiochip1").toString()).label = "pinctrl-bcm2711";
        PanelNodes nodes = new PanelNodes(kernel, folder);
        assertEquals(folder.resolve("dev/input/event3"), nodes.input("adc-keys"));
        assertEquals(folder.resolve("dev/gpiochip1"), nodes.gpioChip("pinctrl-bcm2711"));
        assertEquals("there is no input device \"power\"; there are: gpio-keys, adc-keys", assertThrows(PanelException.class, () -> nodes.input("power")).getMessage());
        assertEquals("there is no GPIO chip \"gpio0\"; there are: raspberrypi-exp-gpio, pinctrl-bcm2711",
            assertThrows(PanelException.class, () -> nodes.gpioChip("gpio0")).getMessage());
        assertEquals(0, kernel.openFiles());
        assertEquals("there is no GPIO chip \"gpio0\"; this machine has none",
            assertThrows(PanelException.class, () -> new PanelNodes(kernel, folder.resolve("absent")).gpioChip("gpio0")).getMessage());
    }
}
