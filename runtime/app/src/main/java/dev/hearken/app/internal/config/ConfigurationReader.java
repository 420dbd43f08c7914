package dev.hearken.app.internal.config;

import dev.hearken.app.internal.config.Configuration.Arbitration;
import dev.hearken.app.internal.config.Configuration.AudioFrames;
import dev.hearken.app.internal.config.Configuration.Broker;
import dev.hearken.app.internal.config.Configuration.Calls;
import dev.hearken.app.internal.config.Configuration.Capture;
import dev.hearken.app.internal.config.Configuration.Delivery;
import dev.hearken.app.internal.config.Configuration.Dialogue;
import dev.hearken.app.internal.config.Configuration.Ducking;
import dev.hearken.app.internal.config.Configuration.GrammarFiles;
import dev.hearken.app.internal.config.Configuration.Hermes;
import dev.hearken.app.internal.config.Configuration.HomeAssistant;
import dev.hearken.app.internal.config.Configuration.Intercom;
import dev.hearken.app.internal.config.Configuration.LogLevel;
import dev.hearken.app.internal.config.Configuration.Models;
import dev.hearken.app.internal.config.Configuration.Playback;
import dev.hearken.app.internal.config.Configuration.SecondLanguage;
import dev.hearken.app.internal.config.Configuration.Signs;
import dev.hearken.app.internal.config.Configuration.Tls;
import dev.hearken.app.internal.config.Configuration.Updates;
import dev.hearken.app.internal.config.Configuration.Voice;
import dev.hearken.app.internal.config.Configuration.Wake;
import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.app.internal.config.Configuration.WhileSpeaking;
import dev.hearken.app.internal.config.Configuration.Wyoming;
import dev.hearken.dialogue.ConversationSettings;
import dev.hearken.hub.BrokerAddress;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.Topics;
import dev.hearken.models.api.ModelPacks;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeSettings;
import dev.hearken.update.QuietHours;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** The schema: which keys there are, their types, ranges and defaults. docs/configuration.md says the same to users. */
final class ConfigurationReader {

    /** Key that a hearken.yaml names its board with. */
    static final String BOARD = "board";

    /** Section that no signed settings may touch: they would choose who signs the next ones. */
    static final String UPDATES = "updates";

    /** Section that no signed settings may touch: whether a room may be heard elsewhere only those decide who live there. */
    static final String INTERCOM = "intercom";

    /** What systemd calls the broker's password where it hands it to the speaker (LoadCredential in hearken.service). */
    private static final String BROKER_PASSWORD = "hearken.broker-password";
    private static final Map<String, String> DEFAULT_PHRASES = Map.of("en", "computer", "zh", "小听小听");

    private final SettingsReport report = new SettingsReport();
    private final InstallationFolders folders;
    private final String board;

    ConfigurationReader(InstallationFolders folders, String board) {
        this.folders = folders;
        this.board = board;
    }

    /**
     * @param layers highest first
     * @throws ConfigurationException naming every problem at once
     */
    Configuration read(List<Layer> layers) {
        List<Section.Part> parts = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.root() != null) {
                parts.add(new Section.Part(layer, layer.root()));
            }
        }
        Section root = new Section("", parts, report);
        String siteId = root.text("site-id", "default", "[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, '-' or '_' (it is a level of MQTT topics)");
        if (siteId.equals(Topics.EVERYBODY)) {
            root.reject("site-id", "may not be '" + Topics.EVERYBODY + "', which means all speakers");
        }
        String language = root.text("language", "en", "[a-z]{2}", "a two-letter code such as en");
        root.text(BOARD, board);
        Path stateFolder = root.path("state-folder", folders.state());
        LogLevel logLevel = root.choice("log-level", LogLevel.INFO);
        Models models = models(root, language);
        Wake wake = wake(root.section("wake"), DEFAULT_PHRASES.getOrDefault(language, "computer"));
        RecognizerSettings listening = listening(root.section("listening"));
        Intercom intercom = intercom(root.section(INTERCOM));
        GrammarFiles grammar = grammar(root.section("grammar"), intercom.calls() != Calls.OFF);
        Voice voice = voice(root.section("voice"));
        Section signsSection = root.section("signs");
        Signs signs = new Signs(signsSection.flag("enabled", true), signsSection.number("volume", 0.5, 0, 1), signsSection.flag("woken", false));
        Section captureSection = root.section("capture");
        Section playbackSection = root.section("playback");
        Capture capture = capture(captureSection);
        ArraySettings array = ArrayReader.read(root.section("array"));
        Playback playback = playback(playbackSection);
        Section duckingSection = root.section("ducking");
        Ducking ducking = new Ducking(duckingSection.optionalText("control"), duckingSection.text("card", "default"), duckingSection.integer("percent", 20, 0, 100));
        BoardFacts facts = BoardReader.read(root, captureSection, playbackSection);
        PanelSettings panel = PanelReader.read(root.section("panel"));
        Broker broker = broker(root.section("broker"));
        Dialogue dialogue = dialogue(root.section("dialogue"));
        Updates updates = updates(root.section(UPDATES));
        HomeAssistant homeAssistant = homeAssistant(root.section("home-assistant"), siteId);
        Section hermesSection = root.section("hermes");
        Hermes hermes = new Hermes(hermesSection.flag("enabled", false), hermesSection.number("session-timeout-seconds", 30, 1, 600),
            hermesSection.choice("audio-frames", AudioFrames.NONE));
        Section wyomingSection = root.section("wyoming");
        Wyoming wyoming = new Wyoming(wyomingSection.flag("enabled", false), wyomingSection.text("host", "0.0.0.0"),
            wyomingSection.integer("port", 10_700, 0, 65_535), wyomingSection.flag("satellite", true), wyomingSection.flag("microphone", false),
            wyomingSection.flag("announce", true));
        return new Configuration(siteId, language, board, facts, stateFolder, logLevel, models, wake, listening, grammar, voice, signs,
            capture, array, playback, ducking, panel, broker, updates, homeAssistant, hermes, wyoming, languages(models, language),
            secondLanguage(root.section("second-language"), language, models, grammar.calls()), dialogue,
            arbitration(root.section("arbitration")), intercom, report.finish());
    }

    private Models models(Section root, String language) {
        String pack = root.text("pack", language + "-small", "[A-Za-z0-9._-]{1,64}", "the id of a pack");
        List<Path> path = new ArrayList<>(root.paths("pack-path"));
        path.addAll(folders.packs());
        return new Models(pack, path, BackEndReader.read(root.section("backends")));
    }

    /** Languages to which the speaker could change: those of whose pack there is a folder. */
    private static List<String> languages(Models models, String configured) {
        Set<String> found = new TreeSet<>(Set.of(configured));
        new ModelPacks(models.packPath()).folders().stream().map(folder -> folder.getFileName().toString())
            .filter(name -> name.matches("[a-z]{2}-small")).forEach(name -> found.add(name.substring(0, 2)));
        return List.copyOf(found);
    }

    private static Optional<SecondLanguage> secondLanguage(Section section, String first, Models models, boolean calls) {
        String language = section.text("language", "none", "none|[a-z]{2}", "a two-letter code such as zh, or none");
        if (language.equals("none")) {
            return Optional.empty();
        }
        if (language.equals(first)) {
            section.reject("language", "is the first language already");
        }
        String pack = section.text("pack", language + "-small", "[A-Za-z0-9._-]{1,64}", "the id of a pack");
        Wake wake = wake(section.section("wake"), DEFAULT_PHRASES.getOrDefault(language, "computer"));
        return Optional.of(new SecondLanguage(language, new Models(pack, models.packPath(), models.backEnds()), wake, grammar(section.section("grammar"), calls)));
    }

    private static Wake wake(Section section, String shippedPhrase) {
        List<WakeWord> words = new ArrayList<>();
        List<Section> items = section.sections("words", "phrase");
        for (Section item : items) {
            String phrase = item.text("phrase", "").strip();
            if (phrase.codePoints().noneMatch(Character::isLetter)) {
                item.reject("phrase", "must have letters, for example \"hey hearken\"");
            }
            words.add(new WakeWord(phrase, item.optionalNumber("threshold", 0, 1)));
        }
        if (items.isEmpty()) {
            words.add(new WakeWord(shippedPhrase, Optional.empty()));
            section.unset("words", shippedPhrase);
        }
        double sensitivity = section.number("sensitivity", WakeSettings.DEFAULT.sensitivity(), 0, 1);
        double refractory = section.number("refractory-seconds", seconds(WakeSettings.DEFAULT.refractory()), 0, 60);
        return new Wake(words, new WakeSettings(sensitivity, duration(refractory), OptionalDouble.empty()),
            section.choice("while-speaking", WhileSpeaking.RAISED), section.number("while-speaking-score", 0.9, 0, 1));
    }

    private static RecognizerSettings listening(Section section) {
        RecognizerSettings defaults = RecognizerSettings.DEFAULT;
        double shortest = section.number("shortest-pause-seconds", seconds(defaults.shortestPause()), 0.1, 5);
        double longestPause = section.number("longest-pause-seconds", seconds(defaults.longestPause()), 0.1, 5);
        double noSpeech = section.number("no-speech-seconds", seconds(defaults.noSpeechAfter()), 1, 60);
        double longest = section.number("longest-seconds", seconds(defaults.longest()), 2, 60);
        if (shortest > longestPause) {
            section.reject("shortest-pause-seconds", "must not be more than longest-pause-seconds, " + longestPause);
            shortest = longestPause;
        }
        if (noSpeech > longest) {
            section.reject("no-speech-seconds", "must not be more than longest-seconds, " + longest);
            noSpeech = longest;
        }
        return new RecognizerSettings(duration(shortest), duration(longestPause), duration(noSpeech), duration(longest),
            section.integer("n-best", defaults.nBest(), 1, 100), true);
    }

    private static GrammarFiles grammar(Section section, boolean calls) {
        return new GrammarFiles(section.flag("built-in", true), section.paths("files"), section.path("home"), section.path("replies"), calls);
    }

    private static Voice voice(Section section) {
        return new Voice(section.flag("enabled", true), new SpeechSynthesizer.Settings(
            section.number("rate", 1, 0.5, 2), section.number("pitch", 1, 0.5, 2), section.number("volume", 1, 0, 2)));
    }

    private static Capture capture(Section section) {
        int channels = section.integer("channels", 0, 0, 32);
        int microphone = section.integer("microphone", 0, 0, 31);
        if (channels > 0 && microphone >= channels) {
            section.reject("microphone", "must be less than capture.channels, " + channels + " (the first channel is 0)");
        }
        return new Capture(section.text("device", "default"), channels, microphone,
            section.integer("period-ms", 16, 4, 100), section.integer("buffer-ms", 250, 50, 2000));
    }

    private static Playback playback(Section section) {
        return new Playback(section.text("device", "default"), section.integer("channels", 0, 0, 32),
            section.integer("buffer-ms", 200, 50, 2000));
    }

    private static Updates updates(Section section) {
        Optional<String> source = section.optionalText("source");
        Optional<Path> rootFile = section.path("root-file");
        if (source.isPresent() != rootFile.isPresent()) {
            section.reject("source", "needs root-file, the root document that is trusted, and the other way round");
        }
        return new Updates(source, rootFile, section.text("channel", "stable", "[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?", "the name of a channel such as stable"),
            section.number("soak-hours", 24, 0, 720), section.number("look-hours", 6, 0.01, 720),
            new QuietHours(time(section, "quiet-from"), time(section, "quiet-to")),
            new Delivery(section.path("ca-file"), section.path("token-file"), section.texts("hosts", List.of()), section.integer("kilobytes-per-second", 0, 0, 1_000_000)));
    }

    private static LocalTime time(Section section, String key) {
        return LocalTime.parse(section.text(key, "00:00", "([01][0-9]|2[0-3]):[0-5][0-9]", "a time such as 22:30"));
    }

    private Broker broker(Section section) {
        String url = section.text("url", "mqtt://localhost:1883");
        Section tls = section.section("tls");
        Optional<String> user = section.optionalText("user");
        Optional<String> password = section.secret("password");
        Optional<Path> credential = user.isPresent() && password.isEmpty() ? folders.credential(BROKER_PASSWORD) : Optional.empty();
        Broker broker = new Broker(url, user, password, section.path("password-file", credential), section.optionalText("client-id"),
            section.choice("protocol", HubSettings.Protocol.AUTO), new Tls(tls.path("ca-file"), tls.path("certificate-file"), tls.path("key-file")));
        checkAddress(broker, section, tls);
        if (broker.password().isPresent() && broker.passwordFile().isPresent()) {
            section.reject("password-file", "and broker.password exclude each other");
        }
        if (broker.password().or(() -> broker.passwordFile().map(Path::toString)).isPresent() && broker.user().isEmpty()) {
            section.reject("user", "is missing beside the password");
        }
        return broker;
    }

    private static HomeAssistant homeAssistant(Section section, String siteId) {
        return new HomeAssistant(section.flag("discovery", true),
            section.text("prefix", "homeassistant", "[^+#\\s]{1,100}", "the discovery prefix, without wildcards and blanks"),
            section.text("name", "Hearken " + siteId, ".{1,255}", "1 to 255 characters"));
    }

    private static Dialogue dialogue(Section section) {
        ConversationSettings defaults = ConversationSettings.DEFAULT;
        List<String> confirmed = section.texts("confirm", defaults.confirmed());
        if (confirmed.stream().anyMatch(rule -> !rule.matches("[a-z_]+(\\.[a-z_]+)?(:[A-Za-z]+)?"))) {
            section.reject("confirm", "must be a list of domain, domain.device_class, or one of both with :Intent, for example lock:HassTurnOff");
        }
        return new Dialogue(millis(section.number("follow-up-seconds", 6, 0, 15)), new ConversationSettings(section.text("area", defaults.area()),
            millis(section.number("context-seconds", defaults.contextMillis() / 1000.0, 0, 3600)), defaults.questionMillis(), confirmed),
            section.text("hook", "none", "none|mqtt|https?://.+", "none, mqtt, or an address beginning with http:// or https://"),
            millis(section.number("hook-seconds", 2, 0.1, 30)),
            new QuietHours(time(section, "do-not-disturb-from"), time(section, "do-not-disturb-to")));
    }

    private static Arbitration arbitration(Section section) {
        boolean enabled = section.flag("enabled", true);
        String group = section.text("group", "home", "[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, '-' or '_'");
        return new Arbitration(enabled ? group : "", section.integer("wait-ms", 250, 100, 1000));
    }

    private static Intercom intercom(Section section) {
        return new Intercom(section.choice("calls", Calls.OFF), millis(60 * section.number("longest-minutes", 10, 0.5, 60)));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private static void checkAddress(Broker broker, Section section, Section tls) {
        if (!broker.enabled()) {
            return;
        }
        try {
            BrokerAddress address = BrokerAddress.parse(broker.url());
            boolean files = broker.tls().ca().or(broker.tls()::certificate).or(broker.tls()::key).isPresent();
            if (files && !address.tls()) {
                section.reject("url", "must be mqtts:// or wss:// where tls files are given");
            }
        } catch (IllegalArgumentException e) {
            section.reject("url", "is not usable: " + e.getMessage());
        }
        if (broker.tls().certificate().isPresent() != broker.tls().key().isPresent()) {
            tls.reject("certificate-file", "needs key-file, and the other way round");
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
