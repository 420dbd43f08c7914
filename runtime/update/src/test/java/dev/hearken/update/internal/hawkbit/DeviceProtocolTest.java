package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.Deployment;
import dev.hearken.update.Deployment.Mode;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.Progress;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceProtocolTest {

    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final HawkbitSettings.Pace PACE = new HawkbitSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(1));

    private final HandSetTarget target = new HandSetTarget();
    private final byte[] model = new byte[50_000];
    @TempDir
    private Path folder;
    private DdiServer server;
    private DeviceProtocol device;

    @BeforeEach
    void start() throws IOException {
        new Random(3).nextBytes(model);
        server = new DdiServer();
        server.file("targets.json", "{}".getBytes(StandardCharsets.UTF_8));
        server.file("model.onnx", model);
        restart();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** As after a power cut: only the file is left. */
    private void restart() throws IOException {
        HawkbitSettings settings = HawkbitSettings.of(server.url(), "kitchen").withTargetToken("test").withPace(PACE);
        HttpFetch fetch = new HttpFetch(settings.http(), System::nanoTime);
        device = new DeviceProtocol(settings, fetch, fetch, folder.resolve("hawkbit.json"), target);
    }

    @ParameterizedTest
    @CsvSource({"00:00:30,30", "00:00:01,5", "00:00:00,5", "99:59:59,3600", "00:10:00,600", "soon,300", "-1:00:00,300", "'',300"})
    void shouldPollAtTheServersPaceWithinBounds(String told, long seconds) {
        server.sleep(told);
        assertEquals(Duration.ofSeconds(seconds), device.poll());
    }

    @Test
    void shouldPauseLongerFromFailureToFailureAndComeBack() {
        device.poll();
        server.failWith(503);
        assertEquals(List.of(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L), java.util.stream.IntStream.range(0, 9).mapToObj(i -> device.poll().toSeconds()).toList());
        server.failWith(0);
        assertEquals(Duration.ofSeconds(30), device.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 500})
    void shouldOutliveAServerThatRefuses(int status) {
        server.failWith(status);
        server.offer("7");
        for (int i = 0; i < 20; i++) {
            device.poll();
        }
        assertEquals(20, server.web().requests().size(), "one request a poll, no loop");
        assertTrue(target.offers.isEmpty());
    }

    @Test
    void shouldTellAttributesWhenAskedOrChanged() throws IOException {
        device.poll();
        device.poll();
        assertEquals(List.of("configData merge {board=rpi4, pack=kws-en 1.1.0}"), server.told("configData"));
        target.attributes = Map.of("board", "rpi4", "pack", "kws-en 1.2.0");
        device.poll();
        restart();
        device.poll();
        assertEquals(2, server.told("configData").size());
        server.wantAttributes();
        device.poll();
        assertEquals(3, server.told("configData").size());
    }

    @Test
    void shouldTakeDeploymentsThoughTheServerRefusesItsAttributes() {
        server.refuseAttributes();
        server.offer("7");
        assertEquals(Duration.ofSeconds(30), device.poll());
        device.poll();
        assertEquals(1, server.web().requests().stream().filter(request -> request.path().endsWith("configData")).count(), "not argued about");
        assertEquals("7", target.offers.get(0).id());
    }

    @Test
    void shouldHandADeploymentToTheStagesAndReportSuccessOnlyWhenConfirmed() {
        server.offer("7");
        device.poll();
        Deployment deployment = target.offers.get(0);
        assertEquals("7", deployment.id());
        assertEquals(Mode.FORCED, deployment.download());
        assertEquals(Mode.FORCED, deployment.update());
        assertEquals("kws-en", deployment.modules().get(0).name());
        assertEquals("1.2.0", deployment.modules().get(0).version());
        assertEquals(Map.of("channel", "stable"), deployment.modules().get(0).metadata());
        target.progress.put("7", new Progress.Working("self-test"));
        device.report();
        device.report();
        target.progress.put("7", new Progress.Working("soak"));
        device.poll();
        assertEquals(List.of("deploymentBase/7 proceeding/none [downloading]", "deploymentBase/7 proceeding/none [self-test]",
            "deploymentBase/7 proceeding/none [soak]"), server.told("deploymentBase"));
        target.progress.put("7", new Progress.Confirmed("kws-en 1.2.0 active"));
        device.poll();
        assertEquals("deploymentBase/7 closed/success [kws-en 1.2.0 active]", last(server.told("deploymentBase")));
        int count = server.told().size();
        device.poll();
        assertEquals(count, server.told().size(), "said once");
    }

    @Test
    void shouldReportAFailureWithItsReasonAndWhatIsInstalled() {
        server.offer("7");
        device.poll();
        target.progress.put("7", new Progress.Failed("word error rate 0.41 over 0.20, rolled back"));
        device.poll();
        assertEquals(List.of("deploymentBase/7 closed/failure [word error rate 0.41 over 0.20, rolled back]", "installedBase kws-en 1.1.0"),
            server.told().subList(2, 4));
    }

    @Test
    void shouldDoWithoutInstalledBase() {
        server.forgetInstalledBase();
        for (String action : List.of("7", "8")) {
            server.offer(action);
            device.poll();
            target.progress.put(action, new Progress.Failed("too slow"));
            assertEquals(Duration.ofSeconds(30), device.poll());
        }
        assertEquals(1, server.web().requests().stream().filter(request -> request.path().endsWith("installedBase")).count(), "asked once");
    }

    @Test
    void shouldReportAnOutcomeAfterARestartEvenIfTheStagesForgotIt() throws IOException {
        server.offer("7");
        device.poll();
        server.failFeedbackWith(503);
        target.progress.put("7", new Progress.Confirmed("active"));
        device.poll();
        assertTrue(server.told("deploymentBase/7 closed").isEmpty());
        target.progress.clear();
        restart();
        device.poll();
        server.failFeedbackWith(0);
        device.poll();
        assertEquals(List.of("deploymentBase/7 closed/success [active]"), server.told("deploymentBase/7 closed"));
    }

    @Test
    void shouldGoOnWithAnOpenActionAfterARestart() throws IOException {
        server.offer("7");
        device.poll();
        target.progress.clear();
        restart();
        device.poll();
        assertEquals(2, target.offers.size(), "offered again, because the stages may have forgotten it");
        target.progress.put("7", new Progress.Confirmed("active"));
        device.poll();
        assertEquals(1, server.told("deploymentBase/7 closed").size());
    }

    @Test
    void shouldNeverInstallTwiceAndEndAnEndlessOffer() throws IOException {
        server.offer("7");
        device.poll();
        target.progress.put("7", new Progress.Failed("mishears"));
        device.poll();
        restart();
        for (int i = 0; i < 20; i++) {
            server.offer("7");   // a server that has lost the answer each time
            device.poll();
        }
        assertEquals(1, target.offers.size());
        assertEquals(1 + 3, server.told("deploymentBase/7 closed/failure").size());
    }

    @Test
    void shouldReplaceAnActionByTheNext() {
        server.offer("7");
        device.poll();
        server.offer("8");
        device.poll();
        assertEquals(List.of("7"), target.cancels);
        target.progress.put("8", new Progress.Confirmed("active"));
        device.poll();
        assertEquals(1, server.told("deploymentBase/8 closed/success").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'download':'forced','update':'forced'|FORCED|FORCED", "'download':'attempt','update':'attempt'|ATTEMPT|ATTEMPT",
        "'download':'forced','update':'skip','maintenanceWindow':'unavailable'|FORCED|SKIP",
        "'download':'forced','update':'forced','maintenanceWindow':'unavailable'|FORCED|SKIP",
        "'download':'forced','update':'forced','maintenanceWindow':'available'|FORCED|FORCED",
        "'download':'skip','update':'skip'|SKIP|SKIP", "'download':'tomorrow'|SKIP|SKIP"})
    void shouldReadModesAndMaintenanceWindow(String modes, Mode download, Mode update) {
        server.modes(modes.replace('\'', '"'));
        server.offer("7");
        device.poll();
        assertEquals(download, target.offers.get(0).download());
        assertEquals(update, target.offers.get(0).update());
    }

    @Test
    void shouldOfferAgainWhenTheMaintenanceWindowOpens() {
        server.modes("\"download\":\"forced\",\"update\":\"skip\",\"maintenanceWindow\":\"unavailable\"");
        server.offer("7");
        device.poll();
        server.modes("\"download\":\"forced\",\"update\":\"forced\",\"maintenanceWindow\":\"available\"");
        device.poll();
        assertEquals(List.of(Mode.SKIP, Mode.FORCED), target.offers.stream().map(Deployment::update).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"id\":\"7\"}", "{\"id\":\"7\",\"id\":\"8\"}", "{\"id\":\"../7\",\"deployment\":{\"chunks\":[{}]}}",
        "{\"id\":\"7\",\"deployment\":{\"chunks\":[{\"artifacts\":[{\"filename\":\"a\",\"hashes\":{\"sha256\":\"00\"},\"size\":1}]}]}}",
        "{\"id\":\"7\",\"deployment\":{\"chunks\":[{\"artifacts\":[{\"filename\":\"a\",\"hashes\":{\"sha256\":\"" + ZEROS + "\"},\"size\":9999999999999,"
            + "\"_links\":{\"download\":{\"href\":\"http://127.0.0.1/a\"}}}]}]}}",
        "{\"id\":\"7\",\"deployment\":{\"chunks\":[]}} x", "{\"id\":\"7\",\"deployment\":{"})
    void shouldEndWhatCannotBeReadAfterAFewPolls(String body) {
        server.breakDeployment(body);
        server.offer("7");
        for (int i = 0; i < 10; i++) {
            device.poll();
        }
        assertTrue(target.offers.isEmpty());
        assertEquals(1, server.told("deploymentBase/7 closed/failure [the deployment cannot be read").size());
        assertEquals(4, server.web().requests().stream().filter(request -> request.path().contains("deploymentBase/7?c=")).count());
    }

    @Test
    void shouldEndADeploymentThatIsAlwaysNotThere() {
        server.failDeploymentWith(404);
        server.offer("7");
        for (int i = 0; i < 10; i++) {
            device.poll();
        }
        assertEquals(4, server.web().requests().stream().filter(request -> request.path().contains("deploymentBase/7?c=")).count());
        assertEquals(1, server.told("deploymentBase/7 closed/failure").size());
    }

    @Test
    void shouldNotStopAtFeedbackNobodyWants() {
        server.failFeedbackWith(404);
        server.offer("7");
        device.poll();
        target.progress.put("7", new Progress.Confirmed("active"));
        assertEquals(Duration.ofSeconds(30), device.poll());
        server.failFeedbackWith(0);
        server.offer("8");
        device.poll();
        assertEquals("8", last(target.offers).id());
    }

    @Test
    void shouldNotFloodTheServerWithSteps() {
        server.offer("7");
        for (int i = 0; i < 500; i++) {
            target.progress.put("7", new Progress.Working("downloaded " + i));
            device.report();
            if (i == 0) {
                device.poll();
            }
        }
        assertEquals(100, server.told("deploymentBase/7 proceeding").size());
    }

    @Test
    void shouldReadDocumentsAndFilesOfADeploymentInPieces() throws Exception {
        server.offer("7");
        device.poll();
        ContentSource source = target.source;
        assertNotNull(source);
        assertEquals("{}", new String(source.document("targets.json", 100), StandardCharsets.UTF_8));
        ContentId id = target.offers.get(0).modules().get(0).files().get("model.onnx");
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        source.content(id, 0, bytes -> keep(bytes, kept) < 20_000);
        int first = kept.size();
        source.content(id, first, bytes -> keep(bytes, kept) > 0);
        assertArrayEquals(model, kept.toByteArray());
        assertEquals("bytes=" + first + "-", last(server.web().requests()).header("range"));
        assertEquals(Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("model.onnx", 49_999)).reason());
        assertEquals(Reason.NOT_FOUND, assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 100)).reason());
        assertEquals(Reason.NOT_FOUND, assertThrows(DeliveryException.class,
            () -> source.content(new ContentId("0".repeat(64), 5), 0, bytes -> true)).reason());
    }

    @Test
    void shouldBeginAnewWithADamagedMemory() throws IOException {
        server.offer("7");
        device.poll();
        for (String damage : List.of("", "{", "[1]", "{\"open\":7,\"ended\":[3,{}],\"unsent\":\"x\"}", "\0\0\0")) {
            Files.writeString(folder.resolve("hawkbit.json"), damage);
            restart();
            assertEquals(Duration.ofSeconds(30), device.poll());
        }
        assertTrue(target.offers.size() >= 2);
    }

    @Test
    void shouldShortenReasonsToWhatTheServerTakes() {
        server.offer("7");
        device.poll();
        target.progress.put("7", new Progress.Failed("x".repeat(5000)));
        device.poll();
        assertTrue(last(server.told("deploymentBase")).length() < 560);
    }

    private static int keep(java.nio.ByteBuffer bytes, ByteArrayOutputStream kept) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        kept.writeBytes(copy);
        return kept.size();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
