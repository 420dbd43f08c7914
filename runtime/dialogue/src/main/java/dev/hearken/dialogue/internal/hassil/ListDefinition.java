package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.Home;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What {@code {list}} may be. */
sealed interface ListDefinition {

    record Values(List<Entry> entries) implements ListDefinition {
    }

    /** @param out the slot's value; none = the words that were said */
    record Entry(Template in, Optional<String> out) {
    }

    /** From, from + step, … up to and including to; the slot's value is the number times {@code multiplier}. */
    record Range(BigDecimal from, BigDecimal to, BigDecimal step, BigDecimal multiplier) implements ListDefinition {
    }

    /** Any words: nothing that a recogniser with a closed vocabulary could hear. */
    record Wildcard() implements ListDefinition {
    }

    /** The devices of the home, narrowed by the {@link DeviceFilter} of the sentence. */
    record Devices(List<Home.Device> devices) implements ListDefinition {
    }
}
