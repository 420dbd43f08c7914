package dev.hearken.dialogue.internal.talk;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.Intent;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills an intent from what was said before, from where the speaker stands, and from what the home has. */
public final class Completion {

    private static final String NAME = "name";
    private static final String AREA = "area";
    private static final String DOMAIN = "domain";
    private static final String REFERENCE = "reference";

    /** Intents of which nobody knows what they are about without a room or a name; what they are about if no domain is said. */
    private static final Map<String, String> NEED_A_PLACE = Map.of("HassTurnOn", "", "HassTurnOff", "", "HassLightSet", "light", "HassSetPosition", "cover");

    /** Slots that say how, not where. */
    private static final Set<String> PLACES = Set.of(NAME, AREA, "floor", REFERENCE, DOMAIN, "device_class");

    private final Home home;
    private final String ownArea;

    /** @param ownArea where the speaker stands; blank if not known */
    public Completion(Home home, String ownArea) {
        this.home = home;
        this.ownArea = ownArea;
    }

    /** Whether a room is missing: "turn on the lights" in a home with lights in several rooms. */
    public boolean lacksArea(Intent intent) {
        boolean placed = intent.slots().keySet().stream().anyMatch(slot -> slot.equals(NAME) || slot.equals(AREA) || slot.equals("floor"));
        return !placed && !intent.slots().containsKey("device_class") && NEED_A_PLACE.containsKey(intent.name()) && !domain(intent).isEmpty()
                && areas(domain(intent)).size() > 1;
    }

    /** The room in which the speaker stands, else the one last spoken of, if it has such devices. */
    public Optional<String> area(Intent intent, @Nullable Intent before) {
        List<String> candidates = areas(domain(intent));
        if (candidates.stream().anyMatch(ownArea::equalsIgnoreCase)) {
            return Optional.of(ownArea);
        }
        return before == null ? Optional.empty() : areaOf(before).filter(candidates::contains);
    }

    /** The intent with the device or room last spoken of in the place of "it". */
    public Optional<Intent> referred(Intent intent, @Nullable Intent before) {
        if (before == null) {
            return Optional.empty();
        }
        Map<String, SlotValue> slots = new LinkedHashMap<>(intent.slots());
        slots.remove(REFERENCE);
        for (String slot : List.of(NAME, AREA, DOMAIN, "device_class")) {
            SlotValue value = before.slots().get(slot);
            if (value != null) {
                slots.putIfAbsent(slot, value);
            }
        }
        String wanted = NEED_A_PLACE.getOrDefault(intent.name(), "");
        Intent referred = intent.withSlots(slots);
        String domain = device(referred).map(Home.Device::domain).orElse(domain(before));
        return wanted.isEmpty() || wanted.equals(domain) ? Optional.of(referred) : Optional.empty();
    }

    public Intent withoutReference(Intent intent) {
        Map<String, SlotValue> slots = new LinkedHashMap<>(intent.slots());
        slots.remove(REFERENCE);
        return intent.withSlots(slots);
    }

    /**
     * The intent from before with another device or room: "no, the kitchen", "and the bedroom". Another room for a device that was named means the
     * device of the same kind in that room, or all of them.
     */
    public Intent replaced(Intent before, Intent said) {
        Map<String, SlotValue> slots = new LinkedHashMap<>(said.slots());
        slots.remove(DOMAIN);
        before.slots().forEach((slot, value) -> {
            if (!PLACES.contains(slot)) {
                slots.putIfAbsent(slot, value);
            }
        });
        if (slots.containsKey(NAME)) {
            home.devices().stream().filter(device -> device.name().equalsIgnoreCase(slots.get(NAME).value())).findFirst()
                    .filter(device -> before.slots().containsKey(DOMAIN)).ifPresent(device -> slots.put(DOMAIN, new SlotValue(device.domain(), "")));
            return about(before, said, slots);
        }
        Optional<Home.Device> named = device(before);
        String domain = named.map(Home.Device::domain).orElse(domain(before));
        if (named.isPresent() && said.slot(AREA).isPresent()) {
            List<Home.Device> there = home.devices().stream().filter(device -> device.domain().equals(domain))
                    .filter(device -> device.area().filter(area -> area.equalsIgnoreCase(said.slot(AREA).get())).isPresent()).toList();
            if (there.size() == 1) {
                slots.remove(AREA);
                slots.put(NAME, new SlotValue(there.get(0).name(), said.slots().get(AREA).spoken()));
            }
        }
        if (!domain.isEmpty() && (before.slots().containsKey(DOMAIN) || !slots.containsKey(NAME))) {
            slots.put(DOMAIN, new SlotValue(domain, ""));
        }
        before.slots().forEach((slot, value) -> {
            if (slot.equals("device_class")) {
                slots.putIfAbsent(slot, value);
            }
        });
        return about(before, said, slots);
    }

    /** Of several devices those in the room of the speaker, else in the one last spoken of. */
    public List<Home.Device> near(List<Home.Device> devices, @Nullable Intent before) {
        List<Home.Device> here = in(devices, ownArea);
        return here.isEmpty() && before != null ? in(devices, areaOf(before).orElse("")) : here;
    }

    private static List<Home.Device> in(List<Home.Device> devices, String area) {
        return devices.stream().filter(device -> device.area().filter(area::equalsIgnoreCase).isPresent()).toList();
    }

    private static Intent about(Intent before, Intent said, Map<String, SlotValue> slots) {
        return new Intent(before.name(), slots, said.confidence(), said.text(), said.siteId(), said.sessionId(), said.language());
    }

    private Optional<Home.Device> device(Intent intent) {
        return intent.slot(NAME).flatMap(name -> home.devices().stream().filter(device -> device.name().equalsIgnoreCase(name)).findFirst());
    }

    private Optional<String> areaOf(Intent intent) {
        return intent.slot(AREA).or(() -> device(intent).flatMap(Home.Device::area));
    }

    private static String domain(Intent intent) {
        return intent.slot(DOMAIN).orElse(NEED_A_PLACE.getOrDefault(intent.name(), ""));
    }

    private List<String> areas(String domain) {
        return home.devices().stream().filter(device -> device.domain().equals(domain)).flatMap(device -> device.area().stream()).distinct().toList();
    }
}
