package dev.hearken.app.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.models.api.Fallback;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackFaultsTest {

    private static final Fallback LOST = new Fallback("recognizer", "phones", "rknn", "onnx", "the NPU is gone", true);
    private static final Fallback REFUSED = new Fallback("recognizer", "phones", "rknn", "onnx", "there is no NPU", false);
    private static final Fallback VAD = new Fallback("vad", "speech", "rknn", "onnx", "there is no NPU", false);
    private static final String SOURCE = "back-end recognizer phones";

    private final List<Fallback> journal = new ArrayList<>();
    private final List<Fault> told = new ArrayList<>();
    private final FallbackFaults faults = new FallbackFaults(journal::add);

    @Test
    void shouldTellWhatHappenedBeforeAnybodyListened() {
        faults.began(VAD);
        faults.began(LOST);
        faults.attach(told::add);
        assertEquals(List.of(Fault.raised(SOURCE, LOST.toString()), Fault.raised("back-end vad speech", VAD.toString())), told);
        assertEquals(List.of(VAD, LOST), journal);
    }

    @Test
    void shouldEndTheFaultWithTheLastOfTheModel() {
        faults.attach(told::add);
        faults.began(LOST);
        faults.began(REFUSED);
        faults.ended(REFUSED);
        assertEquals(List.of(Fault.raised(SOURCE, LOST.toString()), Fault.raised(SOURCE, REFUSED.toString()), Fault.raised(SOURCE, LOST.toString())), told);
        told.clear();
        faults.ended(LOST);
        assertEquals(List.of(Fault.raised(SOURCE, LOST.toString()).asCleared()), told);
        told.clear();
        faults.attach(told::add);
        assertEquals(List.of(), told, "nothing is wrong any more");
    }

    @Test
    void shouldNotEndWhatNeverBegan() {
        faults.attach(told::add);
        faults.began(VAD);
        told.clear();
        faults.ended(LOST);
        assertEquals(List.of(), told);
    }
}
