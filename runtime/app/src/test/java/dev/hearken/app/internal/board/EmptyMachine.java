package dev.hearken.app.internal.board;

import dev.hearken.drivers.alsa.AlsaCards;
import dev.hearken.drivers.alsa.PcmOffer;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.drivers.panel.ScriptedKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine with the cards and nodes that a test gives it: at first none. */
public final class EmptyMachine implements CardLook {

    public final ScriptedKernel kernel = new ScriptedKernel();
    public final Map<String, PcmOffer> cards = new TreeMap<>();
    public final List<AlsaCards.Device> devices = new ArrayList<>();
    private final Path root;

    public EmptyMachine(Path root) {
        this.root = root;
    }

    public BoardMachine machine(int processors) {
        return new BoardMachine(new PanelNodes(kernel, root), this, processors);
    }

    /** A card that records and plays. */
    public EmptyMachine card(String id, String description, PcmOffer offer) {
        cards.put("hw:CARD=" + id, offer);
        devices.add(new AlsaCards.Device("hw:CARD=" + id + ",DEV=0", description, true, true));
        return this;
    }

    @Override
    public List<AlsaCards.Device> devices() {
        return devices;
    }

    @Override
    public PcmOffer offer(String device, boolean captures) throws Refusal {
        PcmOffer offer = cards.get(device.replaceAll(",DEV=0$", ""));
        if (offer == null) {
            throw new Refusal("Cannot open the sound card \"" + device + "\": No such device.", false);
        }
        return offer;
    }

    @Override
    public String volumeControl(String card, String control) throws Refusal {
        offer(card, false);
        return control.isEmpty() ? "Master" : control;
    }
}
