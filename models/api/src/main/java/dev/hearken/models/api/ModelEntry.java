package dev.hearken.models.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One model of a pack, as its {@code pack.yaml} states it; files have been verified when an entry exists.
 *
 * @param role       what it is for: {@code recognizer}, {@code wake-verifier}, {@code vad}, {@code voice}, …
 * @param name       tells entries of one role apart (the phrase of a wake verifier, the part of a voice)
 * @param backend    name of the back end the file is made for
 * @param file       absolute path of the weights; where each system on chip has its own, that of the first one stated
 * @param socFiles   files by system on chip, such as {@code rk3566}; empty if one file is for all
 * @param inputs     tensors the file must have, in order
 * @param outputs    tensors the file must have, in order
 * @param parameters role-specific scalars, strings, lists and maps (thresholds, feature settings, label files)
 */
public record ModelEntry(String role, String name, String backend, Path file, Map<String, Path> socFiles,
                         List<TensorSpec> inputs, List<TensorSpec> outputs, Map<String, Object> parameters) {

    public ModelEntry {
        socFiles = Map.copyOf(socFiles);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        parameters = Map.copyOf(parameters);
    }

    /** An entry with one file for all. */
    public ModelEntry(String role, String name, String backend, Path file, List<TensorSpec> inputs, List<TensorSpec> outputs,
                      Map<String, Object> parameters) {
        this(role, name, backend, file, Map.of(), inputs, outputs, parameters);
    }

    /** The same entry with the one file that is meant on this machine. */
    public ModelEntry withFile(Path chosen) {
        return new ModelEntry(role, name, backend, chosen, inputs, outputs, parameters);
    }

    /**
     * Looks whether a back end may load this at all.
     *
     * @param backEnd its name
     * @throws ModelException if the entry is made for another back end, or the file is not there
     */
    public void requireFor(String backEnd) {
        if (!backend.equals(backEnd)) {
            throw new ModelException(file + ": made for back end '" + backend + "', not '" + backEnd + "'");
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + ": no such file");
        }
    }

    /** For people: {@code recognizer 'phones'}. */
    public String label() {
        return role + " '" + name + "'";
    }
}
