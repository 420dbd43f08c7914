package dev.hearken.app.internal.panel;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.config.PanelSettings;
import dev.hearken.app.internal.config.PanelSettings.Button;
import dev.hearken.app.internal.config.PanelSettings.Does;
import dev.hearken.app.internal.config.PanelSettings.LedKind;
import dev.hearken.drivers.panel.Contact;
import dev.hearken.drivers.panel.LightShow;
import dev.hearken.drivers.panel.LinuxCalls;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.drivers.panel.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the scene on the lights and watches buttons and the mute switch, on a thread of its own, far from sound and event loop. It waits in
 * {@link LinuxCalls#poll}: a press wakes it at once, a new scene is shown within 100 ms. A part that is missing or fails becomes a fault of that
 * part; the others go on.
 */
public final class PanelAgent implements Agent {

    private static final int FRAME_MILLIS = 33;
    private static final int REST_MILLIS = 100;

    /** What a contact's news means. */
    private record Watched(PanelPart<Contact> part, @Nullable Does does) {

        boolean isMuteSwitch() {
            return does == null;
        }
    }

    private final LinuxCalls calls;
    private final NanoClock clock;
    private final Consumer<PanelEvent> events;
    private final List<Watched> contacts = new ArrayList<>();
    private final @Nullable PanelPart<LightShow> lights;
    private volatile Scene scene = Scene.of(Scene.Pattern.BOOT);

    /**
     * @param events told on the panel's thread what somebody did
     * @param faults told on the panel's thread
     */
    public PanelAgent(PanelSettings settings, PanelNodes nodes, NanoClock clock, Consumer<PanelEvent> events, Consumer<Fault> faults) {
        this.calls = nodes.calls();
        this.clock = clock;
        this.events = events;
        for (Button button : settings.buttons()) {
            contacts.add(new Watched(new PanelPart<>(PanelDevices.name(button), () -> PanelDevices.contact(button.input(), nodes), faults), button.does()));
        }
        settings.muteSwitch().ifPresent(input ->
            contacts.add(new Watched(new PanelPart<>("mute-switch", () -> PanelDevices.contact(input, nodes), faults), null)));
        lights = settings.leds().kind() == LedKind.NONE ? null : new PanelPart<>("lights", () -> PanelDevices.lights(settings.leds(), nodes), faults);
    }

    /** What the lights shall show from now on; any thread. */
    public void show(Scene next) {
        scene = next;
    }

    @Override
    public int doWork() {
        long now = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime());
        for (Watched contact : contacts) {
            if (contact.part().openIfDue(now, device -> first(contact, device))) {
                lost(contact);
            }
        }
        shine(now);
        watch(now);
        return 1;
    }

    @Override
    public void onClose() {
        contacts.forEach(contact -> contact.part().close());
        if (lights != null) {
            lights.close();
        }
    }

    @Override
    public String roleName() {
        return "panel";
    }

    private void shine(long now) {
        if (lights != null) {
            Scene wanted = scene;
            lights.openIfDue(now, show -> { });
            lights.use(now, show -> show.show(wanted, now));
        }
    }

    private void watch(long now) {
        List<Watched> open = contacts.stream().filter(contact -> contact.part().device() != null).toList();
        int[] files = new int[open.size()];
        boolean[] ready = new boolean[files.length];
        for (int i = 0; i < files.length; i++) {
            Contact device = open.get(i).part().device();
            files[i] = device == null ? -1 : device.file();
        }
        calls.poll(files, ready, lights != null && lights.device() != null && scene.pattern().moving() ? FRAME_MILLIS : REST_MILLIS);
        for (int i = 0; i < files.length; i++) {
            Watched contact = open.get(i);
            if (ready[i] && contact.part().use(now, device -> device.read((on, repeated) -> changed(contact, on, repeated)))) {
                lost(contact);
            }
        }
    }

    private void first(Watched contact, Contact device) {
        if (contact.isMuteSwitch()) {
            events.accept(new PanelEvent.Switched(device.on()));
        }
    }

    /** A switch that cannot be read counts as on: better deaf than overheard. */
    private void lost(Watched contact) {
        if (contact.isMuteSwitch()) {
            events.accept(new PanelEvent.Switched(true));
        }
    }

    private void changed(Watched contact, boolean on, boolean repeated) {
        if (contact.isMuteSwitch()) {
            events.accept(new PanelEvent.Switched(on));
        } else if (on && (!repeated || contact.does() == Does.VOLUME_UP || contact.does() == Does.VOLUME_DOWN)) {
            events.accept(new PanelEvent.Pressed(contact.does()));
        }
    }
}
