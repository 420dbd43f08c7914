package dev.hearken.speech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several detectors, each with phrases of a language of its own, hear the same sound. Costs as much as all of them. */
public record MultilingualWakeWords(List<WakeWordDetector> detectors) implements WakeWordDetector {

    /** @param detectors closed with this object */
    public MultilingualWakeWords {
        detectors = List.copyOf(detectors);
    }

    @Override
    public @Nullable Detection accept(short[] pcm, int offset, int length) {
        Detection first = null;
        // By index: an iterator would be allocated for every block.
        for (int i = 0; i < detectors.size(); i++) {
            Detection found = detectors.get(i).accept(pcm, offset, length);
            first = first == null ? found : first;
        }
        return first;
    }

    @Override
    public void reset() {
        detectors.forEach(WakeWordDetector::reset);
    }

    @Override
    public void close() {
        detectors.forEach(WakeWordDetector::close);
    }
}
