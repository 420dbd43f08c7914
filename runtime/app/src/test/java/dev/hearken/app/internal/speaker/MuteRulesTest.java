package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.speaker.MuteRules.Holder;
import dev.hearken.app.internal.speaker.MuteRules.Order;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuteRulesTest {

    private static Set<Holder> holders(String names) {
        return names == null ? Set.of() : Arrays.stream(names.split(" ")).map(Holder::valueOf).collect(Collectors.toSet());
    }

    private static MuteRules after(String orders, boolean hasSwitch) {
        MuteRules rules = new MuteRules(Set.of(), hasSwitch, true);
        Arrays.stream(orders.split(" ")).map(Order::valueOf).forEach(rules::on);
        return rules;
    }

    @ParameterizedTest
    @CsvSource({
        "HOME_ON, HOME",
        "HOME_ON HOME_OFF,",
        "HOME_ON BUTTON,",
        "BUTTON, BUTTON",
        "BUTTON BUTTON,",
        "BUTTON HOME_OFF, BUTTON",
        "BUTTON HOME_ON HOME_OFF, BUTTON",
        "BUTTON HOME_ON BUTTON,",
        "SWITCH_ON, SWITCH",
        "SWITCH_ON HOME_OFF, SWITCH",
        "SWITCH_ON BUTTON BUTTON, SWITCH",
        "SWITCH_ON BUTTON SWITCH_OFF, BUTTON",
        "SWITCH_ON HOME_ON SWITCH_OFF, HOME",
        "SWITCH_ON SWITCH_OFF,"})
    void shouldFollowTheTable(String orders, String expected) {
        MuteRules rules = after(orders, false);
        assertEquals(holders(expected), rules.holders());
        assertEquals(expected != null, rules.muted());
    }

    @Test
    void shouldCountASwitchAsOnUntilItIsRead() {
        assertTrue(new MuteRules(Set.of(), true, true).muted());
        assertEquals(Set.of(), after("SWITCH_OFF", true).holders());
    }

    @Test
    void shouldRememberButtonAndHomeButAskTheSwitch() {
        assertEquals(holders("BUTTON HOME"), after("HOME_ON SWITCH_ON HOME_OFF BUTTON HOME_ON", false).kept());
        assertEquals(holders("BUTTON HOME"), new MuteRules(holders("BUTTON HOME SWITCH"), false, true).holders());
        assertEquals(holders("HOME"), new MuteRules(holders("BUTTON"), false, false).holders(), "a button that is gone would never lift it");
    }

    /** Whatever happens, only SWITCH_OFF lifts the switch, and only the button what it has switched off. */
    @Test
    void shouldNeverBeLiftedByAnybodyElse() {
        Random random = new Random(7);
        for (int run = 0; run < 1_000; run++) {
            MuteRules rules = new MuteRules(Set.of(), false, true);
            for (int i = 0; i < 50; i++) {
                Set<Holder> before = rules.holders();
                Order order = Order.values()[random.nextInt(Order.values().length)];
                rules.on(order);
                Set<Holder> lifted = before.stream().filter(holder -> !rules.holders().contains(holder)).collect(Collectors.toSet());
                assertTrue(switch (order) {
                    case SWITCH_OFF -> Set.of(Holder.SWITCH).containsAll(lifted);
                    case HOME_OFF -> Set.of(Holder.HOME).containsAll(lifted);
                    case BUTTON -> !lifted.contains(Holder.SWITCH);
                    case SWITCH_ON, HOME_ON -> lifted.isEmpty();
                }, order + " lifted " + lifted);
            }
        }
    }
}
