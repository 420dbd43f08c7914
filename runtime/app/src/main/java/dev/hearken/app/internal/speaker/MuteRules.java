package dev.hearken.app.internal.speaker;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who keeps the microphones off, and what lifts it. They are off while anybody holds them.
 *
 * <table>
 * <caption>Holders after an order</caption>
 * <tr><th>order</th><th>then</th></tr>
 * <tr><td>SWITCH_ON, also a switch that cannot be read</td><td>+ SWITCH</td></tr>
 * <tr><td>SWITCH_OFF</td><td>- SWITCH</td></tr>
 * <tr><td>HOME_ON</td><td>+ HOME</td></tr>
 * <tr><td>HOME_OFF</td><td>- HOME; what was muted at the device stays muted</td></tr>
 * <tr><td>BUTTON, nobody but the switch holds</td><td>+ BUTTON</td></tr>
 * <tr><td>BUTTON, else</td><td>- BUTTON, - HOME</td></tr>
 * </table>
 *
 * BUTTON and HOME outlive a restart, an update and a reload; SWITCH needs no memory, it is asked.
 */
final class MuteRules {

    /** Who holds. */
    enum Holder {
        /** The switch of the case. */
        SWITCH,
        /** Somebody who pressed the button of the case. */
        BUTTON,
        /** The home: a message of the hub. */
        HOME
    }

    /** What can happen. */
    enum Order { SWITCH_ON, SWITCH_OFF, HOME_ON, HOME_OFF, BUTTON }

    private final EnumSet<Holder> holders = EnumSet.noneOf(Holder.class);

    /**
     * @param remembered holders from before
     * @param hasSwitch  whether there is a switch; until it has been read it counts as on
     * @param hasButton  whether there is a button that mutes; without one, what it once held is the home's to lift
     */
    MuteRules(Set<Holder> remembered, boolean hasSwitch, boolean hasButton) {
        for (Holder holder : remembered) {
            if (holder != Holder.SWITCH) {
                holders.add(holder == Holder.BUTTON && !hasButton ? Holder.HOME : holder);
            }
        }
        if (hasSwitch) {
            holders.add(Holder.SWITCH);
        }
    }

    void on(Order order) {
        switch (order) {
            case SWITCH_ON -> holders.add(Holder.SWITCH);
            case SWITCH_OFF -> holders.remove(Holder.SWITCH);
            case HOME_ON -> holders.add(Holder.HOME);
            case HOME_OFF -> holders.remove(Holder.HOME);
            case BUTTON -> press();
        }
    }

    private void press() {
        if (holders.contains(Holder.BUTTON) || holders.contains(Holder.HOME)) {
            holders.remove(Holder.BUTTON);
            holders.remove(Holder.HOME);
        } else {
            holders.add(Holder.BUTTON);
        }
    }

    boolean muted() {
        return !holders.isEmpty();
    }

    /** Those that outlive a restart. */
    Set<Holder> kept() {
        EnumSet<Holder> kept = EnumSet.copyOf(holders);
        kept.remove(Holder.SWITCH);
        return kept;
    }

    /** Who holds, for messages. */
    Set<Holder> holders() {
        return EnumSet.copyOf(holders);
    }
}
