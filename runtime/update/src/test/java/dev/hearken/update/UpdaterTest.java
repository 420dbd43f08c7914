package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.RuntimeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a publisher's folder to a speaker's, on a real disk. */
class UpdaterTest {

    private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");
    private final SigningKey root = SigningKey.generate();
    private final SigningKey timestamp = SigningKey.generate();
    private final SigningKey targets = SigningKey.generate();
    private final List<UpdateEvent> events = new ArrayList<>();
    private final List<Optional<InstalledRelease>> adopted = new ArrayList<>();
    private long nanos;

    @BeforeEach
    void publish() throws IOException, RefusedException {
        Repository repository = repository();
        repository.draftRoot(new Repository.Signers(List.of(root.verifyingKey()), 1), new Repository.Signers(List.of(timestamp.verifyingKey()), 1),
            new Repository.Signers(List.of(targets.verifyingKey()), 1), NOW.plus(Duration.ofDays(1000)));
        repository.sign(List.of(root));
        publish("make coffee\n");
    }

    private Repository repository() {
        return new Repository(folder.resolve("repository"));
    }

    private void publish(String sentences) throws IOException, RefusedException {
        Path file = Files.writeString(folder.resolve("kitchen.txt"), sentences);
        Target target = new Target(TargetKind.SENTENCES, "kitchen", "1", List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"),
            List.of(new TargetFile("kitchen.txt", repository().add(file))), Optional.empty());
        repository().draftTargets("stable", List.of(target), Set.of(), NOW, NOW.plus(Duration.ofDays(100)), NOW.plus(Duration.ofDays(10)));
        repository().sign(List.of(targets, timestamp));
    }

    private Updater open() throws IOException, RefusedException {
        UpdateSettings settings = new UpdateSettings("stable", "none", "en-small", RuntimeVersion.CURRENT, 0, Duration.ofHours(6), QuietHours.NONE,
            SoakRules.STANDARD.lasting(Duration.ofSeconds(10)));
        return Updater.open(folder.resolve("speaker"), repository().rootBytes().orElseThrow(), settings, new Surroundings(InstantSource.fixed(NOW), () -> nanos, ZoneOffset.UTC,
            BuildTime.get(), "boot", () -> new FolderSource(folder.resolve("repository")), release -> Optional.empty(), new ReleaseHost() {
                @Override
                public Optional<String> adopt(Optional<InstalledRelease> release) {
                    adopted.add(release);
                    return Optional.empty();
                }

                @Override
                public HealthReading health() {
                    return HealthReading.NONE;
                }
            }, events::add));
    }

    private void run(Updater updater, String deployment) {
        updater.hint(new Hint(deployment, false));
        for (int i = 0; i < 30; i++) {
            nanos += Duration.ofSeconds(3).toNanos();
            updater.step();
        }
    }

    @Test
    void shouldBringAFileFromAPublishersFolderToASpeakers() throws IOException, RefusedException {
        try (Updater updater = open()) {
            assertEquals(Optional.empty(), updater.start());
            run(updater, "one");
        }
        assertTrue(events.stream().anyMatch(UpdateEvent.Confirmed.class::isInstance), events.toString());
        Path sentences = adopted.get(0).orElseThrow().folders(folder.resolve("speaker"), TargetKind.SENTENCES).get(0);
        assertEquals("make coffee\n", Files.readString(sentences.resolve("kitchen.txt")));
        publish("make tea\n");
        try (Updater updater = open()) {
            assertTrue(updater.start().isPresent());
            run(updater, "two");
            assertEquals(Stage.IDLE, updater.stage());
        }
        UpdateStatus status = UpdateStatus.read(folder.resolve("speaker"));
        assertEquals(adopted.get(1).orElseThrow().release().digest(), status.active());
        assertEquals(adopted.get(0).orElseThrow().release().digest(), status.lastGood());
        assertEquals(2, status.releases().size());
    }

    @Test
    void shouldGiveWayToAnotherProcess() throws IOException, RefusedException {
        try (Updater updater = open()) {
            updater.start();
            IOException refusal = assertThrows(IOException.class, this::open);
            assertTrue(refusal.getMessage().contains("another process"), refusal.getMessage());
        }
        open().close();
    }

    /** For a speaker whose updater cannot be opened, because nothing can be written any more or another process has it. */
    @Test
    void shouldSayWhatWasUsedLastWithoutWritingAnything() throws IOException, RefusedException {
        Path speaker = folder.resolve("speaker");
        assertEquals(Optional.empty(), Updater.lastUsed(speaker));
        assertFalse(Files.exists(speaker));
        try (Updater updater = open()) {
            updater.start();
            run(updater, "one");
            InstalledRelease one = adopted.get(0).orElseThrow();
            assertEquals(Optional.of(one), Updater.lastUsed(speaker));
            Files.writeString(speaker.resolve(one.folder()).resolve("sentences/kitchen/kitchen.txt"), "make poison\n");
            assertEquals(Optional.empty(), Updater.lastUsed(speaker), "what shipped, if no byte can be trusted");
        }
    }

    @Test
    void shouldNotReadBeyondItsFolder() throws DeliveryException {
        try (FolderSource source = new FolderSource(folder.resolve("repository"))) {
            assertEquals(DeliveryException.Reason.REFUSED, assertThrows(DeliveryException.class, () -> source.document("../kitchen.txt", 100)).reason());
            assertEquals(DeliveryException.Reason.NOT_FOUND, assertThrows(DeliveryException.class, () -> source.document("7.root.json", 100)).reason());
            assertEquals(DeliveryException.Reason.TOO_LARGE, assertThrows(DeliveryException.class, () -> source.document("1.root.json", 10)).reason());
        }
    }
}
