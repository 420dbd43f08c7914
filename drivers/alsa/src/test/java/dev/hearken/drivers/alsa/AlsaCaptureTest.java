package dev.hearken.drivers.alsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of a card whose time moves by hand. In every test frame n of what is read must be the card's frame n, or zero
 * if that frame was lost: the count of frames stays true to time.
 */
class AlsaCaptureTest {

    private static final int PERIOD = 160;
    private static final int BUFFER = 1_600;
    private static final int CHANNELS = 2;
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private FaultCard card;
    private AlsaCapture capture;
    private final short[] block = new short[PERIOD * CHANNELS];
    private long heard;
    private long zeros;

    @BeforeEach
    void open() {
        VirtualCards.installPlugIns();
        card = new FaultCard(folder, CHANNELS, RATE);
        capture = AlsaCapture.open(request(), card);
    }

    @AfterEach
    void close() {
        if (capture != null) {
            capture.close();
        }
    }

    @Test
    void shouldGivePeriodsAsTimePasses() {
        assertEquals(0, capture.read(block, 0, PERIOD));
        hear(50);
        assertEquals(0, zeros);
        assertEquals(0, capture.framesLost());
        assertEquals(0, capture.overruns());
    }

    @Test
    void shouldStampEachPeriodWithTheTimeItWasHeard() {
        long start = card.nanoTime();
        hear(3);
        card.advance(4 * PERIOD);
        for (int period = 3; period < 7; period++) {
            assertEquals(PERIOD, capture.read(block, 0, PERIOD));
            assertEquals(start + period * 10_000_000L, capture.captureNanos());
        }
    }

    @Test
    void shouldSubtractTheDelayOfTheCardFromTimeStamps() {
        hear(3);
        card.delay(320);
        card.advance(PERIOD);
        long now = card.nanoTime();
        assertEquals(PERIOD, capture.read(block, 0, PERIOD));
        assertEquals(now - 30_000_000L, capture.captureNanos());
    }

    @Test
    void shouldFillAnOverrunWithZeros() {
        hear(5);
        card.advance(BUFFER + 700);
        hear(20);
        assertEquals(1, capture.overruns());
        assertEquals(zeros, capture.framesLost());
        assertEquals(BUFFER + 700 + PERIOD, zeros);
    }

    @Test
    void shouldLoseOnlyWhatWasInTheBuffer() {
        hear(5);
        card.xrun();
        hear(20);
        assertEquals(1, capture.overruns());
        assertEquals(PERIOD, zeros);
        assertEquals(PERIOD, capture.framesLost());
    }

    @Test
    void shouldFillManyOverrunsAndStayTrueToTime() {
        for (int i = 1; i <= 20; i++) {
            hear(3);
            card.advance(BUFFER + 37L * i);
            hear(12);
        }
        assertEquals(20, capture.overruns());
        assertEquals(zeros, capture.framesLost());
    }

    @Test
    void shouldFillTheTimeOfAStalledCard() {
        hear(5);
        card.stall(true);
        for (int i = 0; i < 4; i++) {
            card.advance(PERIOD);
            assertEquals(0, capture.read(block, 0, PERIOD));
        }
        card.stall(false);
        hear(20);
        assertEquals(0, capture.overruns());
        assertEquals(4 * PERIOD, zeros);
        assertEquals(zeros, capture.framesLost());
        assertTrue(capture.isConnected());
    }

    @Test
    void shouldReopenACardThatStaysStalled() {
        hear(5);
        card.stall(true);
        for (int i = 0; i < 3; i++) {
            card.advance(RATE);
            assertEquals(0, capture.read(block, 0, PERIOD));
        }
        card.stall(false);
        hear(320);
        assertEquals(2, card.opens());
        assertTrue(capture.isConnected());
        assertEquals(zeros, capture.framesLost());
        assertTrue(zeros >= 3 * RATE, zeros + " zeros");
    }

    @Test
    void shouldGiveSilenceInRealTimeWhileUnpluggedAndComeBack() {
        hear(5);
        card.unplug();
        card.advance(PERIOD);
        assertEquals(0, capture.read(block, 0, PERIOD));
        assertFalse(capture.isConnected());
        long gone = card.nanoTime();
        hearByWaiting(100);
        assertEquals(100 * PERIOD, zeros);
        assertEquals(1_000, (card.nanoTime() - gone) / 1_000_000, 20);
        assertEquals(1, card.opens());

        card.replug();
        hearByWaiting(100);
        hear(50);
        assertTrue(capture.isConnected());
        assertEquals(2, card.opens());
        assertEquals(1, card.closes());
        assertEquals(zeros, capture.framesLost());
        assertTrue(zeros < 260 * PERIOD, "not back after the longest wait: " + zeros);
    }

    @Test
    void shouldFillTheTimeOfASuspendedMachine() {
        hear(5);
        card.suspend(true);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, capture.read(block, 0, PERIOD));
        }
        card.advance(10 * PERIOD);
        card.suspend(false);
        hear(40);
        assertTrue(zeros >= 10 * PERIOD && zeros <= 40 * PERIOD, zeros + " zeros");
        assertEquals(zeros, capture.framesLost());
        assertEquals(1, card.opens());
    }

    @Test
    void shouldFollowACardThatDrifts() {
        card.drift(300);
        hear(2_000);
        assertEquals(0, zeros);
        assertEquals(0, capture.framesLost());
    }

    @Test
    void shouldEndAReadThatWaitsWhenClosedByAnotherThread() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Integer> last = CompletableFuture.supplyAsync(() -> {
            int read = 0;
            while (read == 0) {
                reading.countDown();
                read = capture.read(block, 0, PERIOD);
            }
            return read;
        });
        assertTrue(reading.await(10, TimeUnit.SECONDS));
        capture.close();
        assertEquals(AlsaCapture.END, last.get(10, TimeUnit.SECONDS));
        assertEquals(AlsaCapture.END, capture.read(block, 0, PERIOD));
        assertEquals(1, card.closes());
    }

    @Test
    void shouldHearTheMachinesTimeToo() {
        FaultCard real = card;
        capture.close();
        real.followMachine();
        capture = AlsaCapture.open(request(), CardClock.system());
        long frames = 0;
        for (int i = 0; i < 200 && frames < 10 * PERIOD; i++) {
            frames += capture.read(block, 0, PERIOD);
        }
        assertTrue(frames >= 10 * PERIOD, frames + " frames in 200 reads");
    }

    @Test
    void shouldSayWhatTheCardOffersWhenItRefuses() {
        capture.close();
        assertRefused(request().in(SampleFormat.S32_LE), "refuses samples as [S32_LE]");
        assertRefused(PcmRequest.of(card.device(), 6, RATE).exactly(), "refuses 6 channels");
        assertRefused(PcmRequest.of(card.device(), CHANNELS, 48_000).exactly(), "refuses 48000 Hz");
        assertEquals("formats S16_LE; 2 channels; 16000 Hz", AlsaCapture.offerOf(card.device()).toString());
    }

    @Test
    void shouldTakeTheNearestThatTheCardOffers() {
        capture.close();
        try (AlsaCapture nearest = AlsaCapture.open(PcmRequest.of(card.device(), 1, 8_000), card)) {
            assertEquals(CHANNELS, nearest.setup().channels());
            assertEquals(RATE, nearest.setup().sampleRate());
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchDevice() {
        AlsaException e = assertThrows(AlsaException.class, () -> AlsaCapture.open(PcmRequest.of("hw:77", 1, RATE), card));
        assertTrue(e.getMessage().startsWith("Cannot open the microphone \"hw:77\": there is no such device. "), e.getMessage());
        assertTrue(e.code() < 0);
    }

    private PcmRequest request() {
        return PcmRequest.of(card.device(), CHANNELS, RATE).sized(PERIOD, BUFFER).exactly();
    }

    private void assertRefused(PcmRequest request, String reason) {
        AlsaException e = assertThrows(AlsaException.class, () -> AlsaCapture.open(request, card));
        assertTrue(e.getMessage().contains(reason)
                && e.getMessage().endsWith("It offers: formats S16_LE; 2 channels; 16000 Hz."), e.getMessage());
    }

    /** Lets periods pass one by one and takes all that has come. */
    private void hear(int periods) {
        for (int i = 0; i < periods; i++) {
            card.advance(PERIOD);
            int read = capture.read(block, 0, PERIOD);
            while (read > 0) {
                check(read);
                boolean more = (card.nanoTime() - 1_000_000_000_000L) * RATE / 1_000_000_000L - heard >= PERIOD;
                read = more ? capture.read(block, 0, PERIOD) : 0;
            }
        }
    }

    /** Reads so many periods; the time passes only by the driver's own waiting. */
    private void hearByWaiting(int periods) {
        for (int i = 0; i < periods; i++) {
            int read = capture.read(block, 0, PERIOD);
            assertTrue(read >= 0);
            if (read > 0) {
                check(read);
            }
        }
    }

    private void check(int frames) {
        for (int i = 0; i < frames; i++, heard++) {
            boolean lost = block[i * CHANNELS] == 0;
            zeros += lost ? 1 : 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                short expected = lost ? 0 : card.sample(heard, channel);
                assertEquals(expected, block[i * CHANNELS + channel], "frame " + heard + ", channel " + channel);
            }
        }
    }
}
