package dev.hearken.models.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One model of a pack, as its {@code pack.yaml} states it; files have been verified when an entry exists.
 *
 * @param role       what it is for: {@code recognizer}, {@code wake-verifier}, {@code vad}, {@code voice}, …
 * @param name       tells entries of one role apart (the phrase of a wake verifier, the part of a voice)
 * @param backend    name of the back end the file is made for
 * @param file       absolute path of the weights
 * @param inputs     tensors the file must have, in order
 * @param outputs    tensors the file must have, in order
 * @param parameters role-specific scalars, strings, lists and maps (thresholds, feature settings, label files)
 */
public record ModelEntry(String role, String name, String backend, Path file, List<TensorSpec> inputs,
                         List<TensorSpec> outputs, Map<String, Object> parameters) {

    public ModelEntry {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        parameters = Map.copyOf(parameters);
    }
}
