package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.internal.http.HttpFetch;
import dev.hearken.update.internal.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Against a real hawkBit server; {@code ./hearken test --with hawkbit} builds it and runs this. */
@EnabledIfSystemProperty(named = "hearken.hawkbit.jar", matches = ".+", disabledReason = "needs the real server: ./hearken test --with hawkbit")
class RealHawkbitTest {

    private static final int FLEET = 2000;
    private static final int CANARY_PERCENT = 5;
    private static final int FAILING_PERCENT = 60;
    private static final int ROUNDS = 60;

    @TempDir
    private static Path folder;
    private static HawkbitProcess server;
    private static HawkbitManagement operator;

    @BeforeAll
    static void start() throws Exception {
        server = new HawkbitProcess(Path.of(System.getProperty("hearken.hawkbit.jar")), folder);
        operator = server.management();
        operator.configure("authentication.targettoken.enabled", true);
        operator.configure("authentication.gatewaytoken.enabled", true);
        operator.configure("authentication.gatewaytoken.key", "fleet-secret");
        operator.configure("pollingTime", "00:00:30");
        operator.makeTypes();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static byte[] model(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static DeviceProtocol device(HawkbitSettings settings, SimulatedStages stages) throws IOException {
        HttpFetch fetch = new HttpFetch(settings.http(), System::nanoTime);
        return new DeviceProtocol(settings, fetch, fetch, folder.resolve(settings.controllerId() + ".json"), stages);
    }

    @Test
    void shouldWalkOneDeviceFromPollToConfirmed() throws Exception {
        String token = operator.targets(List.of("kitchen")).get("kitchen");
        operator.assign(operator.set("1.2.0", Map.of("model.onnx", model(1, 300_000), "targets.json", model(2, 2000))), "kitchen");
        HawkbitSettings settings = HawkbitSettings.of(server.url(), "kitchen").withTargetToken(token);
        SimulatedStages stages = new SimulatedStages(false);
        DeviceProtocol kitchen = device(settings, stages);
        assertEquals(30, kitchen.poll().toSeconds(), "the pace the server asks for");
        assertEquals(2, stages.downloads());
        assertEquals("pending", operator.updateStatus("kitchen"), "nothing is a success before it is confirmed");
        assertEquals("simulated", JsonTree.text(operator.get("/targets/kitchen/attributes"), "board"));
        stages.step();
        DeviceProtocol restarted = device(settings, stages);
        restarted.poll();
        assertEquals("in_sync", operator.updateStatus("kitchen"));
        assertTrue(operator.messages("kitchen").contains("self-test and soak passed"), operator.messages("kitchen"));
    }

    @Test
    void shouldReportAFailureAndCancelWhatIsOpen() throws Exception {
        String token = operator.targets(List.of("bath")).get("bath");
        operator.assign(operator.set("1.3.0", Map.of("model.onnx", model(3, 100_000))), "bath");
        HawkbitSettings settings = HawkbitSettings.of(server.url(), "bath").withTargetToken(token);
        SimulatedStages stages = new SimulatedStages(true);
        DeviceProtocol bath = device(settings, stages);
        bath.poll();
        stages.step();
        bath.poll();
        assertEquals("error", operator.updateStatus("bath"));
        assertTrue(operator.messages("bath").contains("word error rate 0.41"), operator.messages("bath"));
        operator.assign(operator.set("1.4.0", Map.of("model.onnx", model(4, 100_000))), "bath");
        bath.poll();
        operator.cancelOpenAction("bath");
        bath.poll();
        assertTrue(operator.messages("bath").toLowerCase(Locale.ROOT).contains("cancel"), operator.messages("bath"));
        bath.poll();
        assertEquals(2, stages.downloads(), "nothing begins anew after a cancel");
    }

    @Test
    void shouldRefuseAWrongToken() throws Exception {
        operator.targets(List.of("stranger"));
        SimulatedStages stages = new SimulatedStages(false);
        DeviceProtocol stranger = device(HawkbitSettings.of(server.url(), "stranger").withTargetToken("wrong"), stages);
        assertEquals(300, stranger.poll().toSeconds());
        assertEquals(600, stranger.poll().toSeconds());
        assertEquals("unknown", operator.updateStatus("stranger"));
    }

    @Test
    void shouldStopABadModelAtTheCanaryGroup() throws Exception {
        List<String> names = IntStream.range(0, FLEET).mapToObj(i -> String.format(Locale.ROOT, "fleet-%05d", i)).toList();
        operator.targets(names);
        String rollout = operator.rollout(operator.set("2.0.0", Map.of("model.onnx", model(5, 20_000))), "id==fleet-*", CANARY_PERCENT, 20);
        awaitRollout(rollout, "ready");
        operator.startRollout(rollout);
        awaitRollout(rollout, "running");
        List<SimulatedStages> fleet = new ArrayList<>();
        List<DeviceProtocol> devices = new ArrayList<>();
        // One connection pool for the whole fleet: a gateway's token speaks for every device.
        HttpFetch fetch = new HttpFetch(HawkbitSettings.of(server.url(), "any").withGatewayToken("fleet-secret").http(), System::nanoTime);
        Files.createDirectories(folder.resolve("fleet"));
        for (String name : names) {
            SimulatedStages stages = new SimulatedStages(Math.floorMod(name.hashCode() * 0x9E3779B1, 100) < FAILING_PERCENT);
            fleet.add(stages);
            HawkbitSettings settings = HawkbitSettings.of(server.url(), name).withGatewayToken("fleet-secret");
            devices.add(new DeviceProtocol(settings, fetch, fetch, folder.resolve("fleet/" + name + ".json"), stages));
        }
        long began = System.nanoTime();
        int rounds = 0;
        while (!operator.rolloutStatus(rollout).equals("paused") && rounds < ROUNDS) {
            rounds++;
            devices.forEach(DeviceProtocol::poll);
            fleet.forEach(SimulatedStages::step);
        }
        // Twice more: whoever was not in the canary group must still get nothing.
        for (int i = 0; i < 2; i++) {
            devices.forEach(DeviceProtocol::poll);
            fleet.forEach(SimulatedStages::step);
        }
        report(rollout, fleet, rounds, (System.nanoTime() - began) / 1e9);
        long touched = fleet.stream().filter(stages -> stages.downloads() > 0).count();
        assertEquals("paused", operator.rolloutStatus(rollout));
        assertEquals(FLEET * CANARY_PERCENT / 100, touched, "only the canary group was touched");
    }

    private static void report(String rollout, List<SimulatedStages> fleet, int rounds, double seconds) throws Exception {
        long touched = fleet.stream().filter(stages -> stages.downloads() > 0).count();
        long failed = fleet.stream().filter(stages -> stages.downloads() > 0 && stages.failsSelfTest()).count();
        System.out.printf(Locale.ROOT, "hawkBit rollout: %d simulated devices, self-test fails on %d %%; canary group %d %%, pauses over 20 %% failures%n",
            fleet.size(), fleet.stream().filter(SimulatedStages::failsSelfTest).count() * 100 / fleet.size(), CANARY_PERCENT);
        System.out.printf(Locale.ROOT, "hawkBit rollout: %s after %d rounds of polls, %.0f s; touched %d, of them rolled back %d; untouched %d%n",
            operator.rolloutStatus(rollout), rounds, seconds, touched, failed, fleet.size() - touched);
        for (Object group : JsonTree.list(operator.get("/rollouts/" + rollout + "/deploygroups"), "content")) {
            Map<?, ?> map = (Map<?, ?>) group;
            System.out.printf(Locale.ROOT, "hawkBit rollout: group %s: %s, %s devices, %s%n", JsonTree.text(map, "name"), JsonTree.text(map, "status"),
                JsonTree.text(map, "totalTargets"), JsonTree.map(map, "totalTargetsPerStatus"));
        }
    }

    private static void awaitRollout(String rollout, String status) throws Exception {
        for (int i = 0; i < 120 && !operator.rolloutStatus(rollout).equals(status); i++) {
            Thread.sleep(1000);
        }
        assertEquals(status, operator.rolloutStatus(rollout));
    }
}
