package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.DeliveryException.Reason;
import dev.hearken.update.internal.delta.PatchIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaSourceTest {

    private static final long MEMORY = 64 << 20;

    private final byte[] old = new byte[2_000_000];
    private final MapSource inner = new MapSource();
    @TempDir
    private Path folder;
    private Path oldFile;
    private Path scratch;
    private byte[] young;
    private ContentId id;
    private PatchIndex.Patch patch;

    @BeforeEach
    void publish() throws IOException {
        Random random = new Random(9);
        random.nextBytes(old);
        young = Arrays.copyOf(old, 2_050_000);
        for (int i = 0; i < 20; i++) {
            byte[] changed = new byte[1000];
            random.nextBytes(changed);
            System.arraycopy(changed, 0, young, random.nextInt(2_000_000), changed.length);
        }
        oldFile = Files.write(folder.resolve("old"), old);
        scratch = Files.createDirectory(folder.resolve("scratch"));
        Path repository = Files.createDirectory(folder.resolve("repository"));
        PatchPublisher.Outcome outcome = new PatchPublisher(repository).add(oldFile, Files.write(folder.resolve("young"), young));
        assertTrue(outcome.kept() && outcome.length() < 60_000, outcome.toString());
        id = inner.add(young);
        byte[] index = Files.readAllBytes(repository.resolve(PatchIndex.NAME));
        patch = PatchIndex.read(index).patches().get(0);
        inner.files.put(PatchIndex.NAME, index);
        inner.add(Files.readAllBytes(repository.resolve(patch.file().path())));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        try (var left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private DeltaSource source(long memory) {
        return new DeltaSource(inner, hash -> hash.equals(Digests.sha256(old)) ? Optional.of(oldFile) : Optional.empty(), scratch, memory);
    }

    private void fetches(DeltaSource source, boolean whole) throws DeliveryException {
        CollectingSink sink = new CollectingSink();
        source.content(id, 0, sink);
        assertArrayEquals(young, sink.bytes());
        assertEquals(whole, inner.asked.contains(id.path()));
    }

    @Test
    void shouldMakeTheNewFileOfTheOldAndAPatch() throws Exception {
        fetches(source(MEMORY), false);
        assertEquals(List.of(PatchIndex.NAME, patch.file().path()), inner.asked);
    }

    @Test
    void shouldUnderstandWhatTheCommandLineToolMakes() throws Exception {
        Path made = folder.resolve("cli.zst");
        Process zstd = start("zstd", "-q", "-19", "--patch-from=" + oldFile, folder.resolve("young").toString(), "-o", made.toString());
        assertEquals(0, zstd.waitFor());
        PatchIndex.Patch other = new PatchIndex.Patch(patch.from(), patch.to(), inner.add(Files.readAllBytes(made)));
        inner.files.put(PatchIndex.NAME, new PatchIndex(List.of(other)).bytes());
        fetches(source(MEMORY), false);
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return org.junit.jupiter.api.Assumptions.abort("zstd is not installed; on Debian and Ubuntu: apt-get install zstd");
        }
    }

    @Test
    void shouldFetchWholeWithoutIndexOrOldFile() throws Exception {
        DeltaSource stranger = new DeltaSource(inner, hash -> Optional.empty(), scratch, MEMORY);
        fetches(stranger, true);
        inner.files.remove(PatchIndex.NAME);
        inner.asked.clear();
        fetches(source(MEMORY), true);
    }

    @Test
    void shouldResumeAndNotPatchWhatIsPartlyHere() throws Exception {
        CollectingSink sink = new CollectingSink();
        source(MEMORY).content(id, 1000, sink);
        assertEquals(List.of(id.path()), inner.asked);
        assertEquals(young.length - 1000, sink.size());
    }

    @Test
    void shouldFetchWholeWhenMemoryIsShort() throws Exception {
        fetches(source(3_000_000), true);
    }

    @Test
    void shouldNotUseAPatchThatSavesTooLittle() throws Exception {
        PatchIndex.Patch fat = new PatchIndex.Patch(patch.from(), patch.to(), new ContentId(patch.file().sha256(), young.length * 9L / 10));
        inner.files.put(PatchIndex.NAME, new PatchIndex(List.of(fat)).bytes());
        fetches(source(MEMORY), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 9, 100, -1})
    void shouldFetchWholeWhenAPatchIsDamaged(int at) throws Exception {
        byte[] damaged = inner.files.get(patch.file().path()).clone();
        damaged[at < 0 ? damaged.length - 1 : at] ^= 0x40;
        replacePatch(damaged);
        fetches(source(MEMORY), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 20_000})
    void shouldFetchWholeWhenAPatchIsCut(int length) throws Exception {
        replacePatch(Arrays.copyOf(inner.files.get(patch.file().path()), length));
        fetches(source(MEMORY), true);
    }

    @Test
    void shouldFetchWholeWhenAPatchIsNotWhatItsHashSays() throws Exception {
        inner.files.put(patch.file().path(), new byte[(int) patch.file().length()]);
        DeltaSource source = source(MEMORY);
        fetches(source, true);
        inner.asked.clear();
        fetches(source, true);
        assertFalse(inner.asked.contains(patch.file().path()), "not tried twice");
    }

    /** The index is not signed: each entry that is believed costs a download and a place on the flash. */
    @Test
    void shouldTryFewOfAHundredPatchesThatAreNone() throws Exception {
        Random random = new Random(5);
        List<PatchIndex.Patch> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] rubbish = new byte[10_000];
            random.nextBytes(rubbish);
            many.add(new PatchIndex.Patch(patch.from(), patch.to(), inner.add(rubbish)));
        }
        inner.files.put(PatchIndex.NAME, new PatchIndex(many).bytes());
        DeltaSource source = source(MEMORY);
        fetches(source, true);
        assertEquals(4, inner.asked.size(), "index, two patches, the file: " + inner.asked);
        inner.asked.clear();
        fetches(source, true);
        assertEquals(List.of(id.path()), inner.asked);
    }

    @Test
    void shouldRemoveWhatAKillLeftBehind() throws Exception {
        Files.write(scratch.resolve("patch.part"), new byte[1000]);
        Files.write(scratch.resolve("patched.part"), new byte[1000]);
        source(MEMORY);
        shouldLeaveNothingBehind();
    }

    @Test
    void shouldFetchWholeWhenAPatchAsksForAHugeWindow() throws Exception {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0x80, (byte) (17 << 3), 0, 0, 0, 0, 1, 0, 0};
        java.nio.ByteBuffer.wrap(frame).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(6, young.length);
        replacePatch(frame);
        fetches(source(MEMORY), true);
    }

    @Test
    void shouldFetchWholeWhenThePatchIsGoneButRetryWhenTheServerIsBusy() throws Exception {
        inner.failures.put(patch.file().path(), Reason.BUSY);
        assertEquals(Reason.BUSY, assertThrows(DeliveryException.class, () -> source(MEMORY).content(id, 0, new CollectingSink())).reason());
        assertFalse(inner.asked.contains(id.path()));
        inner.failures.put(patch.file().path(), Reason.NOT_FOUND);
        fetches(source(MEMORY), true);
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        assertEquals(Reason.SINK_FAILED, assertThrows(DeliveryException.class,
            () -> source(MEMORY).content(id, 0, CollectingSink.failingAfter(100_000))).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"patches\":[{}]}", "{\"patches\":[{\"from\":\"../x\",\"to\":\"\",\"sha256\":\"\",\"length\":-1}]}", "{\"patches\":[7]}"})
    void shouldDoWithoutAnIndexThatMakesNoSense(String index) throws Exception {
        inner.files.put(PatchIndex.NAME, index.getBytes(StandardCharsets.UTF_8));
        fetches(source(MEMORY), true);
    }

    private void replacePatch(byte[] bytes) {
        PatchIndex.Patch other = new PatchIndex.Patch(patch.from(), patch.to(), inner.add(bytes));
        inner.files.put(PatchIndex.NAME, new PatchIndex(List.of(other)).bytes());
    }

    @Test
    void shouldNotOfferAPatchThatSavesNothing() throws IOException {
        byte[] unrelated = new byte[500_000];
        new Random(77).nextBytes(unrelated);
        Path repository = folder.resolve("repository");
        assertFalse(new PatchPublisher(repository).add(oldFile, Files.write(folder.resolve("unrelated"), unrelated)).kept());
        assertEquals(1, PatchIndex.read(Files.readAllBytes(repository.resolve(PatchIndex.NAME))).patches().size());
    }
}
