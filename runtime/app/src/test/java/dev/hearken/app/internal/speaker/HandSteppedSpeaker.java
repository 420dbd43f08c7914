package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.Replies;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.drivers.panel.ScriptedKernel;
import dev.hearken.hub.HubPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The whole speaker with a fake in every room, stepped by hand on one thread, with a clock set by hand. */
final class HandSteppedSpeaker {

    final FakeHub hub = new FakeHub();
    final FakeSound.Source source = new FakeSound.Source(AudioFormat.SPEECH);
    final FakeSound.Sink sink = new FakeSound.Sink(AudioFormat.SPEECH);
    final FakeHearing.Wake wake = new FakeHearing.Wake();
    final FakeHearing.Activity activity = new FakeHearing.Activity();
    final FakeHearing.Recogniser recogniser = new FakeHearing.Recogniser();
    final FakeHearing.Voice voice = new FakeHearing.Voice();
    /** Of lights, buttons and the mute switch; nodes lie below the folder. */
    final ScriptedKernel kernel = new ScriptedKernel();
    final SpeakerAssembly assembly;
    long now = 1_000_000_000L;
    Optional<Ending> ending = Optional.empty();
    private final Path stateFolder;
    private final Queue<Runnable> loop = new ConcurrentLinkedQueue<>();
    private int sessions;
    private int detectors;

    HandSteppedSpeaker(Path folder, Override... settings) {
        this(folder, Optional.empty(), settings);
    }

    /** @param port instead of the hub in memory */
    HandSteppedSpeaker(Path folder, Optional<HubPort> port, Override... settings) {
        this(folder, port, Optional.empty(), settings);
    }

    /** @param talk what it takes to know the home */
    HandSteppedSpeaker(Path folder, Optional<HubPort> port, Optional<SpeechParts.Talk> talk, Override... settings) {
        Configuration configuration = new ConfigurationSources(new InstallationFolders(folder, folder, Map.of()), Optional.empty(),
            Optional.empty(), withoutSigns(settings)).load();
        SpeechParts speech = new SpeechParts(configuration.wake().words(), this::detector, () -> activity, () -> recogniser, FakeHearing.grammar(),
            source -> FakeHearing.compiled(source), FakeHearing::matcher, FakeHearing.Recogniser::new, Optional.empty(), Optional.of(() -> voice), talk);
        stateFolder = configuration.stateFolder();
        source.waits = true;
        assembly = new SpeakerAssembly(configuration, speech, new SoundParts(source, () -> source, sink, () -> sink), port.orElse(hub), Replies.shipped(),
            SpeakerChoices.of(configuration), SpeakerObserver.NONE, new SpeakerAssembly.Surroundings(loop::add, loop::add, Runnable::run, () -> now,
                Clock.fixed(Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.UTC), () -> "s" + ++sessions, new PanelNodes(kernel, folder)), e -> ending = Optional.of(e));
        assembly.begin();
    }

    /** Most tests count the samples of what is said; those of the signs ask for them. */
    private static List<Override> withoutSigns(Override... settings) {
        List<Override> all = new ArrayList<>(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.toString().contains("signs."))) {
            all.add(new Override("test", "signs.enabled", "false"));
        }
        return all;
    }

    /** The speaker's own first; clients of the network get one of their own each. */
    private FakeHearing.Wake detector() {
        if (detectors++ == 0) {
            return wake;
        }
        return new FakeHearing.Wake();
    }

    /** One period of 10 ms for everybody. */
    void step(int periods) {
        for (int i = 0; i < periods; i++) {
            assembly.seats().forEach(seat -> {
                seat.invoker().invoke();
                drain();
            });
            now += 10_000_000L;
        }
    }

    Path stateFolder() {
        return stateFolder;
    }

    void drain() {
        for (Runnable action = loop.poll(); action != null; action = loop.poll()) {
            action.run();
        }
    }

    void tick() {
        assembly.tick();
        drain();
    }

    void sayCommand() {
        source.then(1, 800).then(FakeHearing.WAKE, 8000).then(5, 16_000).then(0, 8000);
    }

    void command(String name, String body) {
        command(name, body.getBytes(StandardCharsets.UTF_8));
    }

    void command(String name, byte[] body) {
        hub.receive(name, body, false);
        drain();
    }

    String lastState() {
        List<String> states = hub.bodies("state").stream().map(s -> s.getString("state")).toList();
        return states.get(states.size() - 1);
    }
}
