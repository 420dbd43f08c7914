package dev.hearken.dsp;

/**
 * Brings speech to an even level for a listener: slowly up, quickly down, and not at all while nobody speaks, so that pauses do not
 * grow loud. One thread; no allocation.
 */
public final class CallGain {

    private static final double HOPS_A_SECOND = 16_000.0 / Stft.HOP;
    private static final double UP_DB_A_SECOND = 6;
    private static final double DOWN_DB_A_SECOND = 40;
    private static final double SPEECH_OVER_FLOOR_DB = 12;

    private final double targetDb;
    private final double mostDb;
    private double floorDb;
    private double gainDb;

    /**
     * @param targetDb level of speech, against full scale
     * @param mostDb   largest gain
     */
    public CallGain(double targetDb, double mostDb) {
        this.targetDb = targetDb;
        this.mostDb = mostDb;
        reset();
    }

    /** In place, on one hop of {@link Stft#HOP} samples. */
    public void process(float[] hop) {
        double sum = 1e-12;
        for (int i = 0; i < Stft.HOP; i++) {
            sum += hop[i] * hop[i];
        }
        double levelDb = 10 * Math.log10(sum / Stft.HOP);
        floorDb = levelDb < floorDb ? levelDb : floorDb + 1 / HOPS_A_SECOND;
        double before = gainDb;
        if (levelDb > floorDb + SPEECH_OVER_FLOOR_DB) {
            double wanted = Math.max(-mostDb, Math.min(mostDb, targetDb - levelDb));
            gainDb += Math.max(-DOWN_DB_A_SECOND / HOPS_A_SECOND, Math.min(UP_DB_A_SECOND / HOPS_A_SECOND, wanted - gainDb));
        }
        double factor = Math.pow(10, before / 20);
        double step = (Math.pow(10, gainDb / 20) - factor) / Stft.HOP;
        for (int i = 0; i < Stft.HOP; i++) {
            hop[i] *= (float) (factor + step * i);
        }
    }

    public double gainDb() {
        return gainDb;
    }

    public void reset() {
        floorDb = 0;
        gainDb = 0;
    }
}
