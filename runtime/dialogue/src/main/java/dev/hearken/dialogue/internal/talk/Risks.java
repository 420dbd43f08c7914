package dev.hearken.dialogue.internal.talk;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.Intent;
import java.util.List;
import java.util.Optional;

/** Which intents are not done without a yes. */
public final class Risks {

    private final List<String> rules;
    private final Home home;

    /** @param rules {@code domain[.device_class][:intent]} each */
    public Risks(List<String> rules, Home home) {
        this.rules = List.copyOf(rules);
        this.home = home;
    }

    /** An intent about several devices is as risky as the riskiest of them. */
    public boolean risky(Intent intent) {
        Optional<Home.Device> named = device(intent);
        if (named.isPresent()) {
            return risky(intent, named.get());
        }
        Optional<String> domain = intent.slot("domain");
        Optional<String> area = intent.slot("area");
        Optional<String> kind = intent.slot("device_class");
        if (domain.isPresent() && risky(intent, domain.get(), kind.orElse(""))) {
            return true;
        }
        boolean several = domain.isPresent() || area.isPresent() || kind.isPresent();
        return several && home.devices().stream().filter(device -> domain.isEmpty() || domain.get().equals(device.domain()))
                .filter(device -> area.isEmpty() || device.area().filter(area.get()::equalsIgnoreCase).isPresent())
                .filter(device -> kind.isEmpty() || kind.equals(device.deviceClass())).anyMatch(device -> risky(intent, device));
    }

    private boolean risky(Intent intent, Home.Device device) {
        return risky(intent, device.domain(), device.deviceClass().orElse(""));
    }

    /** The device that the intent names. */
    public Optional<Home.Device> device(Intent intent) {
        Optional<String> domain = intent.slot("domain");
        return intent.slot("name").flatMap(name -> home.devices().stream().filter(device -> device.name().equalsIgnoreCase(name))
                .filter(device -> domain.isEmpty() || domain.get().equals(device.domain())).findFirst());
    }

    private boolean risky(Intent intent, String domain, String deviceClass) {
        return rules.stream().anyMatch(rule -> {
            int colon = rule.indexOf(':');
            String kind = colon < 0 ? rule : rule.substring(0, colon);
            boolean intentFits = colon < 0 ? !intent.name().startsWith("HassGet") : rule.substring(colon + 1).equals(intent.name());
            return intentFits && (kind.equals(domain) || !deviceClass.isEmpty() && kind.equals(domain + "." + deviceClass));
        });
    }
}
