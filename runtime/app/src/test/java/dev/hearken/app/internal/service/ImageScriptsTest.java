package dev.hearken.app.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two shell scripts that run inside an image, in a folder that stands for its root. */
class ImageScriptsTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("hearken.root"), "board-configs/image");

    @TempDir
    private Path root;
    private Path boot;

    private record Ended(int code, String said) {
    }

    @BeforeEach
    void mount() throws IOException {
        boot = Files.createDirectories(root.resolve("boot"));
    }

    private Ended run(String script, String slot, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("sh", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HEARKEN_ROOT", root.toString(), "HEARKEN_BOOT", boot.toString(), "HEARKEN_CURRENT_SLOT", slot));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        return new Ended(process.waitFor(), said);
    }

    @Nested
    class Slots {

        private String slots(String slot, String... arguments) throws IOException, InterruptedException {
            Ended ended = run("slots.sh", slot, arguments);
            assertEquals(0, ended.code(), ended.said());
            return ended.said();
        }

        private void tries(int a, int b) throws IOException {
            String order = Files.readAllLines(boot.resolve("slots.env")).get(0);
            Files.writeString(boot.resolve("slots.env"), order + "\nBOOT_A_LEFT=" + a + "\nBOOT_B_LEFT=" + b + "\n");
        }

        @Test
        void shouldStartWithTheFirstSlot() throws Exception {
            assertEquals("A", slots("A", "get-primary"));
            assertEquals("good", slots("A", "get-state", "B"));
        }

        @Test
        void shouldFallBackWhenTheNewSlotHasUsedItsTries() throws Exception {
            slots("A", "set-primary", "B");
            assertEquals("B", slots("A", "get-primary"));
            assertEquals("BOOT_ORDER=B A\nBOOT_A_LEFT=3\nBOOT_B_LEFT=3\n", Files.readString(boot.resolve("slots.env")));
            tries(3, 0);   // as the boot loader counts
            assertEquals("A", slots("A", "get-primary"));
            assertEquals("bad", slots("A", "get-state", "B"));
        }

        @Test
        void shouldGiveASlotThatProvesItselfItsTriesBack() throws Exception {
            slots("A", "set-primary", "B");
            tries(3, 1);
            slots("B", "set-state", "B", "good");
            assertEquals("BOOT_ORDER=B A\nBOOT_A_LEFT=3\nBOOT_B_LEFT=3\n", Files.readString(boot.resolve("slots.env")));
            slots("B", "set-state", "B", "bad");
            assertEquals("A", slots("B", "get-primary"));
        }

        @Test
        void shouldRefuseWhatIsNoSlot() throws Exception {
            assertEquals(new Ended(1, "slots: there are slots A and B, not 'C'"), run("slots.sh", "A", "set-primary", "C"));
            assertEquals(new Ended(1, "slots: a slot is good or bad, not 'fine'"), run("slots.sh", "A", "set-state", "A", "fine"));
            assertFalse(Files.exists(boot.resolve("slots.env")));
        }

        @Test
        void shouldMakeTheTriedSlotOfARaspberryPiTheFirstOnlyWhenItHasProvenItself() throws Exception {
            String first = "[all]\ntryboot_a_b=1\nboot_partition=2\n[tryboot]\nboot_partition=3\n";
            Files.writeString(boot.resolve("autoboot.txt"), first);
            slots("A", "set-primary", "B");
            assertEquals("0 tryboot\n", Files.readString(boot.resolve("reboot-argument")));
            assertEquals(first, Files.readString(boot.resolve("autoboot.txt")), "a start that fails comes back by itself");
            slots("B", "set-state", "B", "good");
            assertEquals("B", slots("B", "get-primary"));
            assertTrue(Files.readString(boot.resolve("autoboot.txt")).endsWith("[tryboot]\nboot_partition=2\n"));
        }
    }

    @Nested
    class SetUp {

        @BeforeEach
        void install() throws IOException {
            Files.createDirectories(root.resolve("etc"));
            Files.createDirectories(root.resolve("board-configs"));
            Files.writeString(root.resolve("etc/hearken-board"), "kitchen-box\n");
            Files.writeString(root.resolve("board-configs/kitchen-box.yaml"), "about: {name: Kitchen box}\n");
        }

        private String setUp(String text) throws IOException, InterruptedException {
            Files.writeString(boot.resolve("hearken-setup.txt"), text);
            return again();
        }

        private String again() throws IOException, InterruptedException {
            Ended ended = run("setup.sh", "A");
            assertEquals(0, ended.code(), ended.said());
            return Files.readString(boot.resolve("hearken-setup-result.txt")).strip();
        }

        private Configuration configuration() {
            return new ConfigurationSources(new InstallationFolders(root, root, Map.of()), Optional.of(root.resolve("etc/hearken/hearken.yaml")), Optional.empty(), List.of()).load();
        }

        @Test
        void shouldTakeTheFileAsShipped() throws Exception {
            assertEquals("all taken", setUp(Files.readString(SCRIPTS.resolve("hearken-setup.txt"))));
            assertEquals("none", configuration().broker().url());
            assertEquals("kitchen-box", configuration().board());
            assertEquals("hearken\n", Files.readString(root.resolve("etc/hostname")));
        }

        @Test
        void shouldConfigureTheSpeakerAndHideThePasswords() throws Exception {
            assertEquals("all taken", setUp("hostname = kitchen\r\nbroker=mqtt://hub.local\r\nbroker-user=it's me\r\nbroker-password=hunter 2\r\nwifi-name=Home\r\nwifi-password=secret one\r\n"));
            Configuration configuration = configuration();
            assertEquals("kitchen", configuration.siteId());
            assertEquals("mqtt://hub.local", configuration.broker().url());
            assertEquals(Optional.of("it's me"), configuration.broker().user());
            assertEquals("hunter 2\n", Files.readString(root.resolve("etc/credstore/hearken.broker-password")));
            String wifi = Files.readString(root.resolve("etc/wpa_supplicant/wpa_supplicant-wlan0.conf"));
            assertTrue(wifi.contains("ssid=486f6d65") && wifi.contains("psk=\"secret one\""), wifi);
            String left = Files.readString(boot.resolve("hearken-setup.txt"));
            assertFalse(left.contains("hunter") || left.contains("secret"), left);
            assertTrue(left.contains("broker-password=(kept)"), left);
        }

        @Test
        void shouldKeepPasswordsOverLaterChanges() throws Exception {
            setUp("hostname=kitchen\nbroker=mqtt://hub.local\nbroker-user=u\nbroker-password=hunter2\n");
            String left = Files.readString(boot.resolve("hearken-setup.txt"));
            setUp(left.replace("kitchen", "hall"));
            assertEquals("hall", configuration().siteId());
            assertEquals("hunter2\n", Files.readString(root.resolve("etc/credstore/hearken.broker-password")));
        }

        @Test
        void shouldSayWhatItCannotTake() throws Exception {
            String result = setUp("hostname=Küche 1\nbrokr=mqtt://hub\nbroker=hub.local\nnonsense\n");
            assertTrue(result.contains("hostname 'Küche 1': small letters"), result);
            assertTrue(result.contains("unknown key 'brokr'; known:"), result);
            assertTrue(result.contains("broker 'hub.local': an address such as"), result);
            assertTrue(result.contains("not understood: 'nonsense'"), result);
            assertEquals("none", configuration().broker().url(), "the speaker starts all the same");
        }

        @Test
        void shouldLeaveAConfigurationThatWasWrittenByHand() throws Exception {
            Path yaml = Files.createDirectories(root.resolve("etc/hearken")).resolve("hearken.yaml");
            Files.writeString(yaml, "site-id: mine\n");
            assertEquals("hearken.yaml has been written by hand and stays as it is", setUp("hostname=kitchen\n"));
            assertEquals("site-id: mine\n", Files.readString(yaml));
        }
    }
}
