package dev.hearken.dialogue.internal.talk;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.Intent;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the home's devices a spoken name means: all that are called so, and those that sound so much alike that the recogniser was not sure. */
public final class NameChoice {

    private static final String NAME = "name";
    private static final Set<String> ARTICLES = Set.of("the", "my", "our");

    /** Names nearer than this may be taken for each other: about one phone in three. */
    private static final double ALIKE = 0.34;

    /** A reading this much less sure than the best one is a rival of it, where little can go wrong. */
    private static final double RIVAL = 0.05;

    /** The same where much can go wrong: nothing is guessed there. */
    private static final double RISKY_RIVAL = 0.3;

    private final Home home;
    private final NameSounds sounds;

    public NameChoice(Home home, NameSounds sounds) {
        this.home = home;
        this.sounds = sounds;
    }

    /**
     * The devices that an intent may mean; empty if it names none that is known.
     *
     * @param others further readings of the same words, less sure ones
     */
    public List<Home.Device> meant(Intent intent, List<Intent> others, boolean risky) {
        SlotValue name = intent.slots().get(NAME);
        if (name == null) {
            return List.of();
        }
        Set<Home.Device> meant = new LinkedHashSet<>(called(intent, name));
        for (Intent other : others) {
            SlotValue rival = other.slots().get(NAME);
            if (rival != null && other.name().equals(intent.name()) && intent.confidence() - other.confidence() <= (risky ? RISKY_RIVAL : RIVAL)
                    && !bare(rival.spoken()).equals(bare(name.spoken())) && sounds.distance(bare(name.spoken()), bare(rival.spoken())) <= ALIKE) {
                meant.addAll(called(other, rival));
            }
        }
        return List.copyOf(meant);
    }

    /** All that are called by the words that were said; what the grammar made of them first. */
    private List<Home.Device> called(Intent intent, SlotValue name) {
        String spoken = bare(name.spoken());
        Optional<String> domain = intent.slot("domain");
        Optional<String> area = intent.slot("area");
        List<Home.Device> found = new ArrayList<>();
        for (Home.Device device : home.devices()) {
            boolean does = intent.name().startsWith("HassGet") || !device.domain().endsWith("sensor");
            boolean fits = does && (domain.isEmpty() || domain.get().equals(device.domain())) && (area.isEmpty() || device.area().filter(area.get()::equalsIgnoreCase).isPresent());
            if (fits && isCalled(device, spoken.isEmpty() ? bare(name.value()) : spoken)) {
                found.add(device);
            }
        }
        if (found.isEmpty()) {
            home.devices().stream().filter(device -> device.name().equalsIgnoreCase(name.value())).findFirst().ifPresent(found::add);
        }
        return found;
    }

    private static boolean isCalled(Home.Device device, String spoken) {
        return Stream.concat(Stream.of(device.name()), device.aliases().stream()).anyMatch(name -> bare(name).equals(spoken));
    }

    /** Those of the choices that an answer fits, by name, by alias or by room. */
    public List<Home.Device> narrowed(List<Home.Device> choices, Intent answer) {
        Optional<String> area = answer.slot("area");
        SlotValue name = answer.slots().get(NAME);
        List<Home.Device> inArea = choices.stream().filter(device -> area.isEmpty() || device.area().filter(area.get()::equalsIgnoreCase).isPresent()).toList();
        if (name == null) {
            return area.isEmpty() ? List.of() : inArea;
        }
        return inArea.stream().filter(device -> device.name().equalsIgnoreCase(name.value()) || isCalled(device, bare(name.spoken()))).toList();
    }

    /** The intent about this device and no other. */
    public Intent named(Intent intent, Home.Device device) {
        Map<String, SlotValue> slots = new LinkedHashMap<>(intent.slots());
        SlotValue before = slots.get(NAME);
        slots.put(NAME, new SlotValue(device.name(), before == null ? "" : before.spoken()));
        boolean severalOfTheName = home.devices().stream().filter(other -> other.name().equalsIgnoreCase(device.name())).count() > 1;
        if (severalOfTheName) {
            device.area().ifPresent(area -> slots.putIfAbsent("area", new SlotValue(area, "")));
        }
        return intent.withSlots(slots);
    }

    /** What tells them apart: their names, or their rooms if the names are the same. */
    public static List<String> described(List<Home.Device> choices, Replies replies) {
        boolean sameName = choices.stream().map(device -> device.name().toLowerCase(java.util.Locale.ROOT)).distinct().count() < choices.size();
        return choices.stream().map(device -> sameName && device.area().isPresent()
                ? replies.to("Choice", Map.of(NAME, device.name(), "area", device.area().get())) : device.name()).toList();
    }

    private static String bare(String words) {
        List<String> spoken = new ArrayList<>(SpokenWords.of(words));
        if (spoken.size() > 1 && ARTICLES.contains(spoken.get(0))) {
            spoken.remove(0);
        }
        return String.join(" ", spoken);
    }
}
