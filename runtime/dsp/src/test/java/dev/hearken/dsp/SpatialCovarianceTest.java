package dev.hearken.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpatialCovarianceTest {

    private static final int BINS = 5;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8})
    void shouldInvert(int size) {
        SpatialCovariance covariance = random(size, 1);
        SpatialCovariance inverse = new SpatialCovariance(size, BINS);
        inverse.invert(covariance, 0, new SpatialCovariance(size, BINS));
        for (int column = 0; column < size; column++) {
            Spectra product = Spectra.of(size, BINS);
            inverse.multiplyColumn(covariance, column, product);
            for (int row = 0; row < size; row++) {
                for (int f = 0; f < BINS; f++) {
                    assertEquals(row == column ? 1 : 0, product.re()[row][f], 2e-2, row + "," + column);
                    assertEquals(0, product.im()[row][f], 2e-2, row + "," + column);
                }
            }
        }
    }

    @Test
    void shouldGiveTheTraceOfAProductWithItsInverse() {
        SpatialCovariance covariance = random(4, 2);
        SpatialCovariance inverse = new SpatialCovariance(4, BINS);
        inverse.invert(covariance, 0, new SpatialCovariance(4, BINS));
        float[] trace = new float[BINS];
        inverse.traceOfProduct(covariance, trace);
        for (float t : trace) {
            assertEquals(4, t, 1e-2);
        }
    }

    @Test
    void shouldMultiplyAVectorAsItsColumnsDo() {
        SpatialCovariance covariance = random(3, 3);
        SpatialCovariance unit = new SpatialCovariance(3, BINS);
        float[] ones = new float[BINS];
        Arrays.fill(ones, 1f);
        unit.setDiagonal(ones);
        Spectra byColumn = Spectra.of(3, BINS);
        covariance.multiplyColumn(unit, 1, byColumn);
        Spectra second = Spectra.of(3, BINS);
        Arrays.fill(second.re()[1], 1f);
        Spectra byVector = Spectra.of(3, BINS);
        covariance.multiply(second, byVector);
        for (int c = 0; c < 3; c++) {
            for (int f = 0; f < BINS; f++) {
                assertEquals(byVector.re()[c][f], byColumn.re()[c][f], 1e-6);
                assertEquals(byVector.im()[c][f], byColumn.im()[c][f], 1e-6);
            }
        }
    }

    private static SpatialCovariance random(int size, long seed) {
        Random random = new Random(seed);
        SpatialCovariance covariance = new SpatialCovariance(size, BINS);
        float[] keep = new float[BINS];
        float[] gain = new float[BINS];
        Arrays.fill(keep, 1f);
        Arrays.fill(gain, 1f);
        Spectra y = Spectra.of(size, BINS);
        for (int n = 0; n < 4 * size; n++) {
            for (int c = 0; c < size; c++) {
                for (int f = 0; f < BINS; f++) {
                    y.re()[c][f] = (float) random.nextGaussian();
                    y.im()[c][f] = (float) random.nextGaussian();
                }
            }
            covariance.average(keep, gain, y);
        }
        return covariance;
    }
}
