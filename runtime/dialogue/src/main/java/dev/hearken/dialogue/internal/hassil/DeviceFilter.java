package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.Home;
import java.util.Set;
import java.util.TreeSet;

/** Which devices {@code {name}} stands for in one sentence; an empty set of domains or classes admits all. */
record DeviceFilter(Set<String> domains, Set<String> excludedDomains, Set<String> deviceClasses) {

    static final DeviceFilter ALL = new DeviceFilter(Set.of(), Set.of(), Set.of());

    boolean admits(Home.Device device) {
        return (domains.isEmpty() || domains.contains(device.domain()))
                && !excludedDomains.contains(device.domain())
                && (deviceClasses.isEmpty() || device.deviceClass().map(deviceClasses::contains).orElse(false));
    }

    /** Part of a rule's name: equal for equal filters, empty for {@link #ALL}. */
    String key() {
        StringBuilder key = new StringBuilder();
        new TreeSet<>(domains).forEach(domain -> key.append('=').append(domain));
        new TreeSet<>(excludedDomains).forEach(domain -> key.append('!').append(domain));
        new TreeSet<>(deviceClasses).forEach(name -> key.append('/').append(name));
        return key.toString();
    }
}
