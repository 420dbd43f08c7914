package dev.hearken.drivers.alsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a loudspeaker whose time moves by hand. */
class AlsaPlaybackTest {

    private static final int PERIOD = 160;
    private static final int BUFFER = 1_600;
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private FaultCard card;
    private AlsaPlayback playback;
    private final short[] block = new short[PERIOD];

    @BeforeEach
    void open() {
        VirtualCards.installPlugIns();
        card = new FaultCard(folder, 1, RATE);
        playback = AlsaPlayback.open(PcmRequest.of(card.device(), 1, RATE).sized(PERIOD, BUFFER).exactly(), card);
    }

    @AfterEach
    void close() {
        playback.close();
    }

    @Test
    void shouldStartWithTwoPeriodsInHand() {
        assertEquals(PERIOD, playback.write(block, 0, PERIOD));
        assertEquals(0, card.starts());
        assertEquals(PERIOD, playback.write(block, 0, PERIOD));
        assertEquals(1, card.starts());
    }

    @Test
    void shouldTakeNothingWhileTheBufferIsFullAndReportItsDelay() {
        fill();
        assertEquals(0, playback.write(block, 0, PERIOD));
        assertEquals(BUFFER, playback.delayFrames());
        card.advance(3 * PERIOD);
        assertEquals(BUFFER - 3 * PERIOD, playback.delayFrames());
        card.delay(77);
        assertEquals(BUFFER - 3 * PERIOD + 77, playback.delayFrames());
        card.delay(0);
        for (int i = 0; i < 3; i++) {
            assertEquals(PERIOD, playback.write(block, 0, PERIOD));
        }
        assertEquals(0, playback.write(block, 0, PERIOD));
    }

    @Test
    void shouldPlayOnAfterAnUnderrun() throws IOException {
        fill();
        card.advance(BUFFER + 10);
        assertEquals(0, playback.write(block, 0, PERIOD));
        assertEquals(1, playback.underruns());
        fill();
        assertEquals(2, card.starts());
        assertTrue(playback.isConnected());
        assertEquals(2L * 2 * BUFFER, Files.size(card.played()));
    }

    @Test
    void shouldPlayOnAfterAFaultOfTheCard() {
        fill();
        card.xrun();
        assertEquals(0, playback.write(block, 0, PERIOD));
        fill();
        assertEquals(1, playback.underruns());
    }

    @Test
    void shouldPlayOnAfterTheMachineSlept() {
        fill();
        card.suspend(true);
        assertEquals(0, playback.write(block, 0, PERIOD));
        assertEquals(0, playback.write(block, 0, PERIOD));
        card.suspend(false);
        for (int i = 0; i < 4; i++) {
            playback.write(block, 0, PERIOD);
        }
        assertTrue(playback.delayFrames() >= 2 * PERIOD, playback.delayFrames() + " frames");
        assertEquals(2, card.starts());
        assertEquals(1, card.opens());
    }

    @Test
    void shouldDrainASoundTooShortToStartByItself() {
        long before = card.nanoTime();
        playback.write(block, 0, 50);
        playback.drain();
        assertEquals(1, card.starts());
        assertEquals(0, playback.delayFrames());
        long millis = (card.nanoTime() - before) / 1_000_000;
        assertTrue(millis >= 3 && millis < 100, millis + " ms");
    }

    @Test
    void shouldDrainAFullBufferInItsTime() {
        fill();
        long before = card.nanoTime();
        playback.drain();
        assertEquals(100, (card.nanoTime() - before) / 1_000_000, 12);
        assertEquals(0, playback.underruns());
    }

    @Test
    void shouldNotDrainForEverOnAStalledCard() {
        fill();
        card.stall(true);
        long before = card.nanoTime();
        playback.drain();
        assertEquals(1_100, (card.nanoTime() - before) / 1_000_000, 50);
    }

    @Test
    void shouldDropWhatIsNotPlayedWhenStopped() {
        fill();
        playback.stop();
        assertEquals(0, playback.delayFrames());
        fill();
        assertEquals(2, card.starts());
    }

    @Test
    void shouldStopForAnotherThreadWhileAWriteWaits() throws Exception {
        fill();
        CountDownLatch writing = new CountDownLatch(1);
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> {
            int frames = 0;
            while (frames == 0) {
                writing.countDown();
                frames = playback.write(block, 0, PERIOD);
            }
            return frames;
        });
        assertTrue(writing.await(10, TimeUnit.SECONDS));
        playback.stop();
        assertEquals(PERIOD, taken.get(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldTakeFramesAtThePaceOfTimeWhileUnplugged() {
        fill();
        card.unplug();
        card.advance(PERIOD);
        assertEquals(0, playback.write(block, 0, PERIOD));
        assertFalse(playback.isConnected());
        long gone = card.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertEquals(PERIOD, playback.write(block, 0, PERIOD));
        }
        assertEquals(500, (card.nanoTime() - gone) / 1_000_000);
        assertEquals(50 * PERIOD, playback.framesLost());
        assertEquals(0, playback.delayFrames());

        card.replug();
        for (int i = 0; i < 200; i++) {
            playback.write(block, 0, PERIOD);
        }
        assertTrue(playback.isConnected());
        assertEquals(2, card.opens());
        assertEquals(1, card.closes());
        assertEquals(2, card.starts());
    }

    @Test
    void shouldRefuseFramesWhenClosed() {
        playback.close();
        playback.close();
        AlsaException e = assertThrows(AlsaException.class, () -> playback.write(block, 0, PERIOD));
        assertTrue(e.getMessage().endsWith("is closed."), e.getMessage());
        assertEquals(1, card.closes());
        playback.stop();
        playback.drain();
        assertEquals(0, playback.delayFrames());
    }

    private void fill() {
        for (int frames = 0; frames < BUFFER; frames += PERIOD) {
            assertEquals(PERIOD, playback.write(block, 0, PERIOD), "after " + frames + " frames");
        }
    }
}
