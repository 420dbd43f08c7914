package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import java.util.List;
import java.util.Optional;

/**
 * One signed thing to install: all its files and what it is for are named together, so that nobody can join a model of one
 * version with the labels of another.
 *
 * @param name    of a pack its id
 * @param boards  names of board files, or "any"
 * @param min     first runtime it is made for
 * @param below   first runtime it is not made for
 * @param golden  only a pack has them, and every pack does
 */
public record Target(TargetKind kind, String name, String version, List<String> boards, RuntimeVersion min, RuntimeVersion below,
                     List<TargetFile> files, Optional<Golden> golden) {

    public Target {
        boards = List.copyOf(boards);
        files = List.copyOf(files);
    }

    /** Whether it is made for this board and this runtime. */
    public boolean suits(String board, RuntimeVersion runtime) {
        return (boards.contains("any") || boards.contains(board)) && runtime.compareTo(min) >= 0 && runtime.compareTo(below) < 0;
    }

    /** Folder of its files inside a release's. */
    public String folder() {
        return kind.word() + "/" + name;
    }

    @Override
    public String toString() {
        return kind.word() + " " + name + " " + version;
    }
}
