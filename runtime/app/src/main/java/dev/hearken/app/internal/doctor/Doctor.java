package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.board.BoardMachine;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.model.FallbackJournal;
import dev.hearken.app.internal.speaker.MuteMemory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything {@code run} needs and changes nothing. */
public final class Doctor {

    private Doctor() {
    }

    /** All checks, in the order in which {@code run} would need the things. */
    public static List<Check> examine(Configuration configuration) {
        List<Check> checks = new ArrayList<>(MachineChecks.all());
        checks.addAll(BoardChecks.of(configuration, BoardMachine.here()));
        List<String> muted = new MuteMemory(configuration.stateFolder()).by();
        if (!muted.isEmpty()) {
            checks.add(Check.warning("mute", "the microphones are switched off, by " + String.join(" and ", muted) + "; only where they were switched off they can be switched on"));
        }
        checks.addAll(BackEndChecks.of(configuration.models().backEnds()));
        checks.addAll(PackChecks.of(configuration));
        checks.addAll(ModelChecks.of(configuration.models(), new FallbackJournal(configuration.stateFolder(), Clock.systemUTC())));
        checks.add(BrokerCheck.of(configuration.broker()));
        return checks;
    }
}
