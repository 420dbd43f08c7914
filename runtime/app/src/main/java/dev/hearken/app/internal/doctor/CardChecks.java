package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.board.CardLook;
import dev.hearken.app.internal.config.BoardFacts;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.drivers.alsa.PcmOffer;
import java.util.ArrayList;
import java.util.List;

/** Whether the cards of the configuration are there and do what it says. */
final class CardChecks {

    private CardChecks() {
    }

    static List<Check> of(Configuration configuration, CardLook cards) {
        List<Check> checks = new ArrayList<>();
        BoardFacts facts = configuration.facts();
        checks.add(card("capture", configuration.capture().device(), configuration.capture().channels(), facts.capture(), cards));
        checks.add(card("playback", configuration.playback().device(), configuration.playback().channels(), facts.playback(), cards));
        facts.mixer().card().ifPresent(card -> checks.add(control("mixer", card, facts.mixer().playback(), cards)));
        return checks;
    }

    /** The control that other programs' music passes, if one is configured. */
    static List<Check> ducking(Configuration configuration, CardLook cards) {
        return configuration.ducking().control().map(control -> control("ducking", configuration.ducking().card(), control, cards)).stream().toList();
    }

    private static Check card(String direction, String device, int channels, BoardFacts.Card facts, CardLook cards) {
        PcmOffer offer;
        try {
            offer = cards.offer(device, direction.equals("capture"));
        } catch (CardLook.Refusal e) {
            return e.busy() ? Check.warning(direction, device + " is in use, by the speaker perhaps, and was not looked at: " + e.getMessage())
                : Check.fault(direction, e.getMessage());
        }
        List<String> wrong = new ArrayList<>();
        if (channels > 0 && (channels < offer.minChannels() || channels > offer.maxChannels())) {
            wrong.add(channels + " channels");
        }
        if (!facts.rates().isEmpty() && facts.rates().stream().noneMatch(rate -> rate >= offer.minRate() && rate <= offer.maxRate())) {
            wrong.add("any rate of " + facts.rates() + " Hz");
        }
        if (!facts.formats().isEmpty() && facts.formats().stream().noneMatch(offer.formats()::contains)) {
            wrong.add("any format of " + facts.formats());
        }
        return wrong.isEmpty() ? Check.ok(direction, device + ": " + offer)
            : Check.warning(direction, device + " does not have " + String.join(", nor ", wrong) + ", as the board file says. It offers: " + offer);
    }

    private static Check control(String name, String card, String control, CardLook cards) {
        try {
            return Check.ok(name, card + ": volume by \"" + cards.volumeControl(card, control) + "\"");
        } catch (CardLook.Refusal e) {
            return Check.warning(name, e.getMessage());
        }
    }
}
