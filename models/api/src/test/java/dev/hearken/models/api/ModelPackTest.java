package dev.hearken.models.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPackTest {

    @TempDir
    Path folder;
    private PackFolder pack;

    @BeforeEach
    void createPack() {
        pack = new PackFolder(folder.resolve("tiny"));
    }

    @Test
    void shouldLoadWhatTheManifestStates() throws IOException {
        ModelPack loaded = ModelPack.load(pack.write().folder);

        assertEquals("tiny", loaded.id());
        assertEquals("0.1.0", loaded.version());
        assertEquals("Apache-2.0", loaded.licence());
        assertTrue(loaded.suits("pi4"));
        assertEquals(18, loaded.size());
        ModelEntry vad = loaded.model("vad", "speech");
        assertEquals(List.of(1, 4, 40), vad.inputs().get(0).shape());
        assertEquals(ElementType.FLOAT32, vad.outputs().get(0).type());
        assertEquals(Map.of("framesPerStep", 4L, "threshold", 0.5, "labels", List.of("a", "b"), "nested", Map.of("deep", true)),
            vad.parameters());
        assertTrue(Files.isRegularFile(vad.file()));
        assertEquals(pack.folder.resolve("vad.md").toAbsolutePath(), loaded.file("vad.md"));
    }

    @Test
    void shouldAcceptFilesInSubfolders() throws IOException {
        pack.files.put("voice/units.txt", "x".getBytes());

        assertTrue(ModelPack.load(pack.write().folder).has("voice/units.txt"));
    }

    @Test
    void shouldStateAFileForEachSystemOnChip() throws IOException {
        pack.files.put("rk3588/vad.rknn", "x".getBytes());
        pack.files.put("rk3566/vad.rknn", "y".getBytes());
        pack.models = pack.models.replace("file: vad.bin", "socFiles: {rk3588: rk3588/vad.rknn, rk3566: rk3566/vad.rknn}");
        ModelEntry vad = ModelPack.load(pack.write().folder).model("vad");
        assertEquals(Map.of("rk3588", pack.folder.resolve("rk3588/vad.rknn"), "rk3566", pack.folder.resolve("rk3566/vad.rknn")), vad.socFiles());
        assertEquals(pack.folder.resolve("rk3588/vad.rknn"), vad.file());
    }

    @Test
    void shouldRefuseFilesOfSystemsOnChipThatAreNotListedOrBesideAFileForAll() throws IOException {
        String models = pack.models;
        pack.models = models.replace("file: vad.bin", "socFiles: {rk3566: rk3566/vad.rknn}");
        pack.write();
        assertRefused("file 'rk3566/vad.rknn' is not listed");
        pack.models = models.replace("file: vad.bin", "file: vad.bin\n    socFiles: {rk3566: vad.bin}");
        pack.write();
        assertRefused("exclude each other");
        pack.models = models.replace("file: vad.bin", "socFiles: {\"RK 3566\": vad.bin}");
        pack.write();
        assertRefused("not the name of a system on chip");
    }

    @Test
    void shouldRefuseTruncatedFile() throws IOException {
        Files.write(pack.write().folder.resolve("vad.bin"), "some".getBytes());

        assertRefused("vad.bin: truncated, 4 bytes instead of 12");
    }

    @Test
    void shouldRefuseCorruptedFileOfTheRightSize() throws IOException {
        Files.write(pack.write().folder.resolve("vad.bin"), "sOme weights".getBytes());

        assertRefused("vad.bin: corrupted, SHA-256");
    }

    @Test
    void shouldRefuseMissingFile() throws IOException {
        Files.delete(pack.write().folder.resolve("vad.md"));

        assertRefused("vad.md: listed in pack.yaml but missing");
    }

    @Test
    void shouldRefuseUnlistedFile() throws IOException {
        Files.write(pack.write().folder.resolve("extra.bin"), new byte[3]);

        assertRefused("extra.bin: not listed in pack.yaml");
    }

    @Test
    void shouldRefuseLinkOutOfTheFolder() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), "some weights".getBytes());
        Path linked = pack.write().folder.resolve("vad.bin");
        Files.delete(linked);
        Files.createSymbolicLink(linked, secret);

        assertRefused("vad.bin: not a plain file");
    }

    @Test
    void shouldRefuseMissingFolderAndMissingManifest() throws IOException {
        assertRefused("no such folder");
        Files.createDirectories(pack.folder);
        assertRefused("pack.yaml: no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "format: 1 | format: 2 | pack.yaml:1:9: pack format 2 is not known",
        "format: 1 | format: one | pack.yaml:1:9: 'format' must be a whole number",
        "id: tiny | id: ../tiny | pack.yaml:2:5: id '../tiny' must be",
        "id: tiny | idd: tiny | pack.yaml:2:6: unknown key 'idd'",
        "id: tiny | format: 1 | pack.yaml:2:1: key 'format' appears twice",
        "language: en | language: [en] | pack.yaml:4:11: 'language' must be text, not a list",
        "licence: Apache-2.0 | licence: | 'licence' must be text",
        "min: \"0.1\" | min: \"0.2\" | pack.yaml:6:10: the pack is made for runtime 0.2",
        "below: \"1.0\" | below: \"0.1\" | up to but not including 0.1; this is 0.1.0",
        "min: \"0.1\" | min: new | 'new' is not a version",
        "boards: [any] | boards: any | pack.yaml:7:9: 'boards' must be a list, not 'any'",
        "shape: [1, 4, 40] | shape: [1, -4, 40] | pack.yaml:14:54: item 2 of 'shape' must be a whole number of 1",
        "shape: [1, 4, 40] | shape: [60000, 60000] | a tensor of more than",
        "type: float32, shape: [1, 4 | type: float99, shape: [1, 4 | unknown tensor type 'float99'",
        "file: vad.bin | file: other.bin | pack.yaml:12:11: file 'other.bin' is not listed",
        "file: vad.bin | file: ../vad.bin | path '../vad.bin' leaves the pack's folder",
        "{path: vad.bin | {path: /etc/passwd | path '/etc/passwd' leaves the pack's folder",
        "{path: vad.bin | {path: vad.md | listed twice",
        "{path: vad.bin | {path: pack.yaml | cannot list itself",
        "size: 12 | size: -1 | 'size' must be a whole number of 0",
        "sha256: | sha256: z | 64 hexadecimal digits",
        "nested: {deep: true} | nested: &a {deep: *a} | nested more than",
        "boards: [any] | boards: [any | not valid YAML",
    })
    void shouldNameLineColumnAndReason(String original, String replacement, String complaint) throws IOException {
        pack.write();
        String yaml = Files.readString(pack.folder.resolve("pack.yaml"));
        assertTrue(yaml.contains(original), original);
        int at = yaml.indexOf(original);
        pack.manifest(yaml.substring(0, at) + replacement + yaml.substring(at + original.length()));

        assertRefused(complaint);
    }

    @Test
    void shouldEitherReadOrRefuseADamagedManifest() throws IOException {
        pack.write();
        String yaml = Files.readString(pack.folder.resolve("pack.yaml"));
        String alphabet = "{}[]:,-&*!|>'\"%@`#? \n\t\0aZ09.~\u00e9";
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder damaged = new StringBuilder(yaml);
            for (int k = random.nextInt(3); k >= 0; k--) {
                damaged.setCharAt(random.nextInt(yaml.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            pack.manifest(damaged.toString());
            try {
                ModelPack.load(pack.folder);
            } catch (ModelException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(pack.folder.toString()), e.getMessage());
            }
        }
        assertTrue(refused > 600, refused + " refused");
    }

    @Test
    void shouldRefuseManifestThatIsNotText() throws IOException {
        pack.write();
        Files.write(pack.folder.resolve("pack.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertRefused("pack.yaml: not UTF-8 text");
    }

    @Test
    void shouldRefuseEmptyManifest() throws IOException {
        pack.write().manifest("");

        assertRefused("pack.yaml: the file is empty");
    }

    @Test
    void shouldSayWhatThereIsWhenRoleOrNameIsMissing() throws IOException {
        ModelPack loaded = ModelPack.load(pack.write().folder);

        assertTrue(assertThrows(ModelException.class, () -> loaded.model("voice")).getMessage().contains("only [vad]"));
        assertTrue(assertThrows(ModelException.class, () -> loaded.model("vad", "x")).getMessage().contains("only [speech]"));
        assertFalse(loaded.find("wake-verifier").isPresent());
    }

    @Test
    void shouldFindPacksByIdInSearchOrder() throws IOException {
        pack.write();
        Path own = folder.resolve("own");
        PackFolder mine = new PackFolder(own.resolve("tiny"));
        mine.head = mine.head.replace("version: 0.1.0", "version: 9.9.9");
        mine.write();

        assertEquals("9.9.9", new ModelPacks(List.of(own, folder)).load("tiny").version());
        assertEquals("0.1.0", new ModelPacks(List.of(folder, own)).load("tiny").version());
        String complaint = assertThrows(ModelException.class, () -> new ModelPacks(List.of(folder)).load("nope")).getMessage();
        assertTrue(complaint.contains("no pack 'nope'") && complaint.contains("found [tiny]"), complaint);
    }

    @Test
    void shouldRefusePackInFolderOfAnotherName() throws IOException {
        new PackFolder(folder.resolve("renamed")).write();

        String complaint = assertThrows(ModelException.class, () -> new ModelPacks(List.of(folder)).load("renamed")).getMessage();
        assertTrue(complaint.contains("id is 'tiny', but the folder is named 'renamed'"), complaint);
    }

    private void assertRefused(String reason) {
        String message = assertThrows(ModelException.class, () -> ModelPack.load(pack.folder)).getMessage();
        assertTrue(message.contains(reason) && message.startsWith(pack.folder.toString()), message);
    }
}
