package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.board.BoardMachine;
import dev.hearken.app.internal.config.BoardFacts;
import dev.hearken.app.internal.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this machine is what the board file says: cards, nodes, size; and what nobody has tried. */
public final class BoardChecks {

    /** Below this share of the stated memory it is another machine; the kernel and the GPU keep some for themselves. */
    private static final double MEMORY_SHARE = 0.8;

    private BoardChecks() {
    }

    /** Of the board nothing, if none is named. */
    public static List<Check> of(Configuration configuration, BoardMachine machine) {
        if (configuration.board().equals("none")) {
            return CardChecks.ducking(configuration, machine.cards());
        }
        BoardFacts facts = configuration.facts();
        List<Check> checks = new ArrayList<>();
        checks.add(machineCheck(configuration.board(), facts, machine));
        size(facts, machine).ifPresent(checks::add);
        checks.addAll(CardChecks.of(configuration, machine.cards()));
        checks.addAll(CardChecks.ducking(configuration, machine.cards()));
        checks.addAll(PanelChecks.of(configuration.panel(), machine.nodes()));
        facts.untested().forEach(item -> checks.add(Check.warning("untested", item)));
        return checks;
    }

    private static Check machineCheck(String board, BoardFacts facts, BoardMachine machine) {
        Optional<String> model = machine.model();
        String name = facts.name().isEmpty() ? board : facts.name();
        if (facts.machines().isEmpty()) {
            return Check.ok("board", name + ", for any machine" + model.map(m -> "; this is \"" + m + "\"").orElse(""));
        }
        String wanted = String.join("\" or \"", facts.machines());
        if (model.isEmpty()) {
            return Check.warning("board", name + " is for \"" + wanted + "\"; this machine has no device tree that says what it is");
        }
        boolean fits = facts.machines().stream().anyMatch(machine::isA);
        return fits ? Check.ok("board", name + "; this is \"" + model.get() + "\"")
            : Check.warning("board", name + " is for \"" + wanted + "\"; this is \"" + model.get() + "\"");
    }

    private static Optional<Check> size(BoardFacts facts, BoardMachine machine) {
        List<String> less = new ArrayList<>();
        if (machine.processors() < facts.processors()) {
            less.add(machine.processors() + " of " + facts.processors() + " processors");
        }
        int memory = machine.memoryMb();
        if (memory > 0 && memory < facts.memoryMb() * MEMORY_SHARE) {
            less.add(memory + " of " + facts.memoryMb() + " MB memory");
        }
        return less.isEmpty() ? Optional.empty() : Optional.of(Check.warning("board", "there are only " + String.join(" and ", less)));
    }
}
