package dev.hearken.dialogue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a skill is given once.
 *
 * @param stateFolder  where it may keep files; perhaps not there yet
 * @param machineRun   names the time since the machine started, during which the steady clock goes on through restarts of the program; blank if not known
 * @param background   one thread that may wait, for writing
 * @param faults       told what is wrong, for people; empty = right again. Any thread
 */
public record SkillStart(Path stateFolder, String machineRun, Executor background, Consumer<Optional<String>> faults) {
}
