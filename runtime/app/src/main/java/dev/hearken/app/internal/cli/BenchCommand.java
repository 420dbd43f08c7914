package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.bench.ArrayBench;
import dev.hearken.app.internal.bench.BackEndAdvice;
import dev.hearken.app.internal.bench.BackEndBench;
import dev.hearken.app.internal.bench.BackEndContenders;
import dev.hearken.app.internal.bench.RetainedBurst;
import dev.hearken.app.internal.bench.SpeakerBench;
import dev.hearken.app.internal.bench.UpdateBench;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.eval.EvalReport;
import dev.hearken.app.internal.eval.FarFieldGrid;
import dev.hearken.app.internal.farfield.FrontEndBench;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.ModelPacks;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearken bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    description = {"Measures the running daemon on this machine: start-up, memory, idle processor time, latencies of conversations.",
        "It takes about a minute and a half; nothing else should be running.",
        "`bench front-end` measures echo cancellers, beams and direction in simulated rooms and on recordings.",
        "`bench backends` measures each model of the pack on each back end and prints what to write into the board file.",
        "`bench update` measures an update of the pack over HTTP on loopback, from the push to confirmed with a soak of 10 s."},
    footerHeading = "%nExamples:%n", footer = {"  hearken bench", "  hearken bench --hub", "  hearken bench --json bench.json --conversations 20",
        "  hearken bench front-end --json front-end.json", "  hearken bench front-end --grid recognition --clips 30",
        "  hearken bench front-end --grid own-voice --minutes 60", "  hearken bench front-end --grid daemon",
        "  hearken bench backends --json backends.json"})
final class BenchCommand extends Subcommand {

    /** What is measured. */
    enum What { speaker, front_end, backends, update }

    /** Which scenes the front end is measured with. */
    enum Grid { acceptance, recognition, own_voice, barge_in, cost, daemon }

    /** {@code front-end} as it is typed. */
    static final class WhatConverter implements CommandLine.ITypeConverter<What> {
        @java.lang.Override
        public What convert(String value) {
            return What.valueOf(value.replace('-', '_'));
        }
    }

    /** {@code own-voice} as it is typed. */
    static final class GridConverter implements CommandLine.ITypeConverter<Grid> {
        @java.lang.Override
        public Grid convert(String value) {
            return Grid.valueOf(value.replace('-', '_'));
        }
    }

    @Parameters(paramLabel = "WHAT", arity = "0..1", converter = WhatConverter.class, description = "speaker (default), front-end, backends or update.")
    private What what = What.speaker;

    @Option(names = "--grid", paramLabel = "GRID", converter = GridConverter.class, description = {"Of front-end: acceptance (default); recognition, which takes long;",
        "own-voice: replies full of wake phrases; barge-in: how soon a wake word spoken into a reply is known;",
        "daemon: processor time and memory of a running daemon with four microphones, in six minutes; cost: of the front end alone, in this process."})
    private Grid grid = Grid.acceptance;

    @Option(names = "--lists", paramLabel = "LISTS", description = "Of front-end: recordings that scenes are made of, test (default), or train for choosing settings.")
    private SharedSound.Lists lists = SharedSound.Lists.TEST;

    @Option(names = "--minutes", paramLabel = "N", description = "Of own-voice: how long the speaker speaks (default ${DEFAULT-VALUE}).")
    private double minutes = 60;

    @Option(names = "--scenes", paramLabel = "N", description = "Of front-end: scenes for each array, distance and reverberation (default ${DEFAULT-VALUE}).")
    private int scenes = 5;

    @Option(names = "--clips", paramLabel = "N", description = "Of the recognition grid: clips at each distance (default ${DEFAULT-VALUE}).")
    private int clips = 30;

    @Option(names = "--snr", paramLabel = "DB",
        description = "Of the recognition grid: talker against a noise from one point (default ${DEFAULT-VALUE}); voices from all around are 5 dB weaker.")
    private double snr = 10;

    @Option(names = "--seed", paramLabel = "N", description = "Of all scenes (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--conversations", paramLabel = "N", description = "Conversations that latencies are taken from (default ${DEFAULT-VALUE}).")
    private int conversations = 10;

    @Option(names = "--wav", paramLabel = "FILE", description = "Recording of wake word and command, instead of the one made here.")
    private @Nullable Path wav;

    @Option(names = "--seconds", paramLabel = "S", description = "Of backends: how long each model runs on each (default ${DEFAULT-VALUE}).")
    private double seconds = 1;

    @Option(names = "--json", paramLabel = "OUT", description = "Write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--hub", description = "Only the time to publish 200 retained discovery messages again, over a broker on loopback.")
    private boolean hub;

    @java.lang.Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = configuration(List.of(new Override("bench", "log-level", "error")));
        if (what == What.backends) {
            return backEnds(configuration);
        }
        JsonObject figures;
        try (ProgressBar bar = new ProgressBar(err(), "measuring")) {
            figures = hub ? new RetainedBurst().measure() : what == What.front_end ? frontEnd(configuration, bar)
                : what == What.update ? new UpdateBench(configuration).measure(bar::update) : new SpeakerBench(configuration, Optional.ofNullable(wav), conversations).measure(bar::update);
        }
        out().println(what == What.speaker ? "bench" : "bench " + what.name().replace('_', '-'));
        EvalReport.print(figures, out());
        if (json != null) {
            EvalReport.write(figures, json);
        }
        return ExitCode.OK;
    }

    private int backEnds(Configuration configuration) {
        Configuration.Models models = configuration.models();
        ModelPack pack = new ModelPacks(models.packPath()).load(models.pack());
        BackEndAdvice advice;
        try (ProgressBar bar = new ProgressBar(err(), "measuring")) {
            advice = new BackEndAdvice(new BackEndBench(seconds).measure(pack,
                BackEndContenders.of(models.backEnds(), Runtime.getRuntime().availableProcessors()), bar::update));
        }
        out().println("bench backends, pack " + pack.id() + " " + pack.version());
        EvalReport.print(advice.figures(), out());
        out().println();
        out().println("For the board file (least processor time among what is fast enough):");
        out().println(advice.yaml());
        if (json != null) {
            EvalReport.write(advice.figures(), json);
        }
        return ExitCode.OK;
    }

    private JsonObject frontEnd(Configuration configuration, ProgressBar bar) throws IOException, InterruptedException {
        if (grid == Grid.cost || grid == Grid.daemon) {
            ArrayBench array = new ArrayBench(configuration);
            return grid == Grid.cost ? array.alone() : array.measure(bar::update);
        }
        SharedSound shared = SharedSound.ofProcess(lists);
        if (grid != Grid.acceptance) {
            FarFieldGrid far = new FarFieldGrid(configuration, shared, clips, snr, seed);
            return grid == Grid.recognition ? far.measure(bar::update) : grid == Grid.own_voice ? far.ownVoice(minutes, bar::update) : far.bargeIn(bar::update);
        }
        if (!FrontEndBench.comparesWithSpeex()) {
            err().println("hearken: SpeexDSP is not compared with: libspeexdsp.so.1 is not installed (apt install libspeexdsp1)");
        }
        return new FrontEndBench(shared, scenes, seed).measure(bar::update);
    }
}
