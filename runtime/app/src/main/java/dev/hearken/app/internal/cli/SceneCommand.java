package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.eval.EvalReport;
import dev.hearken.app.internal.farfield.DrawnRooms;
import dev.hearken.app.internal.farfield.SharedSound;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken scene}. */
@Command(name = "scene", mixinStandardHelpOptions = true,
    description = {"Puts a recording into a simulated room before a microphone array: reverberation, noise, the speaker's own playback.",
        "Writes microphones.wav (the microphones, then what was played as the last channel), wanted.wav (the talker without",
        "noise and late reverberation) and scene.json. The same options give the same samples.",
        "With --each every recording of a folder gets a room of its own, drawn by the seed, and what the front end makes of it is written",
        "under its name: what a recogniser or a verifier of wake words is trained on."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:written", "2:the command line is wrong", "4:a recording cannot be read"},
    footerHeading = "%nExamples:%n", footer = {"  hearken scene --talker command.wav --distance 3 --out room",
        "  hearken scene --talker command.wav --noise tv.wav --snr 5 --play reply.wav --ser -10 --out room",
        "  hearken scene --each recordings --out heard --seed 7"})
final class SceneCommand implements Callable<Integer> {

    /** {@code circular-4} as it is typed. */
    static final class ArrayConverter implements ITypeConverter<SceneArrays> {
        @Override
        public SceneArrays convert(String value) {
            return List.of(SceneArrays.values()).stream().filter(a -> a.toString().equalsIgnoreCase(value)).findFirst()
                .orElseThrow(() -> new picocli.CommandLine.TypeConversionException("'" + value + "' is none of " + List.of(SceneArrays.values())));
        }
    }

    /** One recording in a room as stated, or many in rooms that are drawn. */
    static final class Said {
        @Option(names = "--talker", required = true, paramLabel = "FILE", description = "What is said.")
        private @Nullable Path talker;

        @Option(names = "--each", required = true, paramLabel = "DIR",
            description = "Every .wav in it in a drawn room, through the front end; of the other options only --for, --out and --seed count.")
        private @Nullable Path folder;
    }

    /** {@code wake-word} as it is typed. */
    static final class ListenerConverter implements ITypeConverter<DrawnRooms.Listener> {
        @Override
        public DrawnRooms.Listener convert(String value) {
            return switch (value) {
                case "recognizer" -> DrawnRooms.Listener.RECOGNIZER;
                case "wake-word" -> DrawnRooms.Listener.WAKE_WORD;
                default -> throw new picocli.CommandLine.TypeConversionException("'" + value + "' is neither recognizer nor wake-word");
            };
        }
    }

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    @Option(names = "--for", converter = ListenerConverter.class, paramLabel = "LISTENER",
        description = "With --each: recognizer (default; the beam) or wake-word (one microphone or the beam, more often while the speaker plays, and what was heard before).")
    private DrawnRooms.Listener listener = DrawnRooms.Listener.RECOGNIZER;

    @Option(names = "--noise", paramLabel = "FILE", description = "A noise from one point of the room.")
    private @Nullable Path noise;

    @Option(names = "--play", paramLabel = "FILE", description = "What the speaker itself plays.")
    private @Nullable Path play;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path out = Path.of("");

    @Option(names = "--array", converter = ArrayConverter.class, paramLabel = "NAME",
        description = "linear-2, linear-4, circular-4 or six-plus-one (default circular-4).")
    private SceneArrays array = SceneArrays.CIRCULAR_4;

    @Option(names = "--distance", paramLabel = "M", description = "Of the talker, in metres (default ${DEFAULT-VALUE}).")
    private double distance = 3;

    @Option(names = "--rt60", paramLabel = "S", description = "Reverberation time in seconds (default ${DEFAULT-VALUE}).")
    private double rt60 = 0.4;

    @Option(names = "--snr", paramLabel = "DB", description = "Talker against --noise (default ${DEFAULT-VALUE}).")
    private double snr = 10;

    @Option(names = "--diffuse-snr", paramLabel = "DB", description = "Talker against the same noise from all around (default: none).")
    private double diffuse = SceneRecipe.NONE;

    @Option(names = "--ser", paramLabel = "DB", description = "Talker against --play (default ${DEFAULT-VALUE}).")
    private double signalToEcho = -10;

    @Option(names = "--drive", paramLabel = "X", description = "How far the loudspeaker is overdriven, 0 = linear (default ${DEFAULT-VALUE}).")
    private double drive;

    @Option(names = "--ppm", paramLabel = "PPM", description = "By how much the microphone's clock is faster than the loudspeaker's.")
    private double ppm;

    @Option(names = "--lead", paramLabel = "S", description = "Seconds before the talker begins (default ${DEFAULT-VALUE}).")
    private double lead = 2;

    @Option(names = "--seed", paramLabel = "N", description = "Of places and noises (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (said.folder != null) {
            return each(said.folder);
        }
        float[] talker = SharedSound.read(Objects.requireNonNull(said.talker));
        float[] rustle = noise == null ? talker : SharedSound.read(noise);
        Optional<SceneRecipe.Playback> own = play == null ? Optional.empty()
            : Optional.of(new SceneRecipe.Playback(signalToEcho, drive, 0, ppm, 0));
        SceneRecipe recipe = new SceneRecipe(array.geometry(), array.mainMicrophone(), distance, rt60, noise == null ? SceneRecipe.NONE : snr,
            diffuse, 30, lead, 1.5, own, seed);
        Scene scene = new SceneMaker().make(recipe, talker, rustle, List.of(rustle), play == null ? new float[] {0} : SharedSound.read(play));
        Files.createDirectories(out);
        AudioFiles.write(out.resolve("microphones.wav"), scene.interleaved(), new AudioFormat(16_000, array.geometry().size() + 1));
        AudioFiles.write(out.resolve("wanted.wav"), SharedSound.pcm(scene.early()[array.mainMicrophone()]), AudioFormat.SPEECH);
        JsonObject about = about(scene);
        EvalReport.write(about, out.resolve("scene.json"));
        if (spec != null) {
            spec.commandLine().getOut().println(about.encode());
        }
        return ExitCode.OK;
    }

    private int each(Path folder) throws IOException {
        List<Path> recordings;
        try (Stream<Path> files = Files.list(folder)) {
            recordings = files.filter(f -> f.toString().endsWith(".wav")).sorted().toList();
        } catch (IOException e) {
            throw new FailedStep(ExitCode.SOUND, "Cannot read the folder " + folder + " of recordings.", e);
        }
        DrawnRooms rooms = new DrawnRooms(SharedSound.ofProcess(SharedSound.Lists.TRAIN), listener, seed);
        Files.createDirectories(out);
        for (int i = 0; i < recordings.size(); i++) {
            AudioFiles.write(out.resolve(recordings.get(i).getFileName()), rooms.heard(SharedSound.read(recordings.get(i)), i), AudioFormat.SPEECH);
        }
        return ExitCode.OK;
    }

    private JsonObject about(Scene scene) {
        JsonArray places = new JsonArray();
        array.geometry().positions().forEach(p -> places.add(new JsonObject().put("x-mm", p.x() * 1000).put("y-mm", p.y() * 1000).put("z-mm", p.z() * 1000)));
        return new JsonObject().put("array", array.toString()).put("microphones", places).put("referenceChannel", array.geometry().size())
            .put("azimuth", scene.azimuth()).put("distance", distance).put("rt60", rt60)
            .put("talkerFromSeconds", scene.activeFrom() / 16_000.0).put("talkerToSeconds", scene.activeTo() / 16_000.0).put("seed", seed);
    }
}
