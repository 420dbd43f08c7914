package dev.hearken.app.internal.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RankCurveTest {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    @Test
    void shouldMissWhatScoresNoHigherThanTheFirstForbiddenFalseAlarm() {
        double[] positives = {0.9, 0.6, 0.5, NEVER};
        double[] negatives = {0.1, 0.6, 0.7};
        assertEquals(0.75, RankCurve.missRate(positives, negatives, 0));
        assertEquals(0.75, RankCurve.missRate(positives, negatives, 1));
        assertEquals(0.25, RankCurve.missRate(positives, negatives, 2));
        assertEquals(0.25, RankCurve.missRate(positives, negatives, 3), "what was never found stays missed");
    }

    @Test
    void shouldGiveOneForPerfectOrderHalfForTiesAndZeroForReversedOrder() {
        assertEquals(1, RankCurve.areaUnderCurve(new float[] {2, 3}, new float[] {0, 1}));
        assertEquals(0.5, RankCurve.areaUnderCurve(new float[] {1, 1}, new float[] {1}));
        assertEquals(0, RankCurve.areaUnderCurve(new float[] {0}, new float[] {1, 2}));
        assertEquals(0.75, RankCurve.areaUnderCurve(new float[] {1, 3}, new float[] {0, 2}));
    }
}
