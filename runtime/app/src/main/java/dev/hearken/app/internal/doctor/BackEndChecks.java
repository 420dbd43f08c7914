package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.model.BackEnds;
import dev.hearken.models.api.InferenceBackend;
import java.util.ArrayList;
import java.util.List;

/** Which of the configured back ends can compute here. */
final class BackEndChecks {

    private BackEndChecks() {
    }

    static List<Check> of(BackEndSettings settings) {
        List<Check> checks = new ArrayList<>();
        boolean any = false;
        for (InferenceBackend backEnd : BackEnds.configured(settings)) {
            InferenceBackend.Probe probe = backEnd.probe();
            any |= probe.usable();
            String subject = "back end " + backEnd.name();
            checks.add(probe.usable() ? Check.ok(subject, probe.version() + ", " + probe.detail()) : Check.warning(subject, probe.detail()));
            backEnd.close();
        }
        if (!any) {
            checks.add(Check.fault("back ends", "none of " + settings.names() + " can compute here"));
        }
        return checks;
    }
}
