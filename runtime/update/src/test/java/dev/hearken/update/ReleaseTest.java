package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.RuntimeVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    private static final ContentId CONTENT = new ContentId("0".repeat(64), 1);

    private static Release release(int fallbacks) {
        Golden golden = new Golden(List.of(new Golden.Recording("a.wav", CONTENT, Golden.Expectation.REJECTED, "")), new Golden.Limits(500, 100, 200, 0, fallbacks));
        return Release.of(List.of(new Target(TargetKind.PACK, "en-small", "1", List.of("any"), RuntimeVersion.parse("0.1"), RuntimeVersion.parse("1.0"),
            List.of(new TargetFile("pack.yaml", CONTENT)), Optional.of(golden))));
    }

    private static String text(Release release) {
        return new String(release.manifest(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldReadTheModelsThatMayFallBack() throws RefusedException {
        Release release = Release.read(release(2).manifest());
        assertEquals(2, release.targets().get(0).golden().orElseThrow().limits().fallbacks());
        assertNotEquals(release(1), release, "other limits, another release");
    }

    /** Else releases from before there was such a limit would be called otherwise, and blacklists would not know them. */
    @Test
    void shouldLeaveOutThatNoModelMayFallBack() throws RefusedException {
        assertFalse(text(release(0)).contains("fallbacks"));
        assertEquals(0, Release.read(release(0).manifest()).targets().get(0).golden().orElseThrow().limits().fallbacks());
    }

    @Test
    void shouldRefuseASecondWayToWriteTheSameRelease() {
        byte[] bent = text(release(1)).replace("\"fallbacks\":1", "\"fallbacks\":0").getBytes(StandardCharsets.UTF_8);
        RefusedException refused = assertThrows(RefusedException.class, () -> Release.read(bent));
        assertTrue(refused.reason().contains("fallbacks: a whole number of 1 to"), refused.reason());
    }
}
