package dev.hearken.app.internal.config;

import dev.hearken.dialogue.ConversationSettings;
import dev.hearken.dialogue.DialogueSettings;
import dev.hearken.hub.HubSettings;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeSettings;
import dev.hearken.update.QuietHours;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The effective configuration of a speaker; every value has been checked for type and range.
 *
 * @param siteId      level of the MQTT topics that names this speaker
 * @param language    two-letter code
 * @param board       name of the board file, or "none"
 * @param facts       what the board file says of the board
 * @param stateFolder where the speaker keeps what it must remember
 * @param logLevel    least level that is logged
 * @param models      packs and back ends
 * @param wake        wake words
 * @param listening   when an utterance ends
 * @param grammar     what may be said
 * @param voice       how the speaker speaks
 * @param signs       short sounds without words
 * @param capture     microphones
 * @param array       what is made of several microphones
 * @param playback    loudspeaker
 * @param ducking     what becomes of other programs' music
 * @param panel       lights, buttons, mute switch
 * @param broker      MQTT
 * @param updates     where new models come from
 * @param homeAssistant the speaker as a device of Home Assistant
 * @param hermes      the protocol of Snips and Rhasspy
 * @param wyoming     the speaker as engine and satellite of Home Assistant
 * @param languages   codes of the languages of which a pack is there, the configured one among them
 * @param secondLanguage that is understood, too
 * @param dialogue    asking back and confirming
 * @param arbitration which of several speakers answers a wake word
 * @param intercom    calls between speakers
 * @param settings    every value with its origin, for {@code doctor}
 */
public record Configuration(String siteId, String language, String board, BoardFacts facts, Path stateFolder, LogLevel logLevel, Models models,
                            Wake wake, RecognizerSettings listening, GrammarFiles grammar, Voice voice, Signs signs, Capture capture,
                            ArraySettings array, Playback playback, Ducking ducking, PanelSettings panel, Broker broker, Updates updates, HomeAssistant homeAssistant,
                            Hermes hermes, Wyoming wyoming, List<String> languages, Optional<SecondLanguage> secondLanguage,
                            Dialogue dialogue, Arbitration arbitration, Intercom intercom, List<Setting> settings) {

    public Configuration {
        languages = List.copyOf(languages);
        settings = List.copyOf(settings);
    }

    /** The same with other models and sentences. */
    public Configuration with(Models otherModels, GrammarFiles otherGrammar) {
        return new Configuration(siteId, language, board, facts, stateFolder, logLevel, otherModels, wake, listening, otherGrammar, voice, signs, capture, array, playback, ducking, panel,
            broker, updates, homeAssistant, hermes, wyoming, languages, secondLanguage, dialogue, arbitration, intercom, settings);
    }

    /** What the speaker is called, in every language. */
    public List<String> phrases() {
        return Stream.concat(wake.phrases().stream(), secondLanguage.stream().flatMap(other -> other.wake().phrases().stream())).distinct().toList();
    }

    /** This configuration as it is in the second language, which has none beside it. */
    public Optional<Configuration> second() {
        return secondLanguage.map(other -> new Configuration(siteId, other.language(), board, facts, stateFolder, logLevel, other.models(), other.wake(), listening,
            other.grammar(), voice, signs, capture, array, playback, ducking, panel, broker, updates, homeAssistant, hermes, wyoming, languages, Optional.empty(),
            dialogue, arbitration, intercom, settings));
    }

    /**
     * A language that is understood beside the first.
     *
     * @param language two-letter code
     * @param wake     what the speaker is called in it; it answers in either language whatever it was called
     */
    public record SecondLanguage(String language, Models models, Wake wake, GrammarFiles grammar) {
    }

    /**
     * @param group      speakers of one group decide together who answers; empty = this one answers whatever it hears
     * @param waitMillis how long a wake word waits for the others
     */
    public record Arbitration(String group, int waitMillis) {

        public boolean enabled() {
            return !group.isEmpty();
        }
    }

    /** What a speaker does when another calls: it knows no calls at all, asks whoever is there, or answers after telling. */
    public enum Calls { OFF, ASK, ANSWER }

    /** @param longestMillis a call may last so long */
    public record Intercom(Calls calls, long longestMillis) {
    }

    /** Least severe level that is logged. */
    public enum LogLevel { ERROR, WARN, INFO, DEBUG }

    /** What the detector does while the speaker itself speaks. */
    public enum WhileSpeaking { OFF, RAISED, SAME }

    /**
     * @param pack     id of the pack
     * @param packPath folders of packs, a user's own before the shipped ones
     * @param backEnds what computes them
     */
    public record Models(String pack, List<Path> packPath, BackEndSettings backEnds) {
        public Models {
            packPath = List.copyOf(packPath);
        }
    }

    /**
     * @param words         phrases to listen for
     * @param detector      how readily the detector fires
     * @param whileSpeaking what happens while the speaker speaks
     * @param raisedScore   score needed while the speaker speaks, with {@link WhileSpeaking#RAISED}
     */
    public record Wake(List<WakeWord> words, WakeSettings detector, WhileSpeaking whileSpeaking, double raisedScore) {
        public Wake {
            words = List.copyOf(words);
        }

        public List<String> phrases() {
            return words.stream().map(WakeWord::phrase).toList();
        }
    }

    /**
     * @param phrase    as typed, in words
     * @param threshold score needed if it is higher than the pack's own
     */
    public record WakeWord(String phrase, Optional<Double> threshold) {
    }

    /**
     * @param builtIn whether the shipped home vocabulary of the language is used
     * @param files   sentence files in Home Assistant or Rhino syntax
     * @param home    names of the rooms and devices of this home
     * @param replies the user's wordings of answers
     * @param calls   whether the shipped vocabulary has the words of calls: where there are none, nothing is taken for one
     */
    public record GrammarFiles(boolean builtIn, List<Path> files, Optional<Path> home, Optional<Path> replies, boolean calls) {
        public GrammarFiles {
            files = List.copyOf(files);
        }
    }

    /**
     * @param enabled false for a speaker that never speaks
     * @param settings rate, pitch and volume
     */
    public record Voice(boolean enabled, SpeechSynthesizer.Settings settings) {
    }

    /**
     * @param enabled whether there are any
     * @param volume  0..1, beside the volume of the speaker
     * @param woken   whether one asks somebody to go on who has said the name and then nothing
     */
    public record Signs(boolean enabled, double volume, boolean woken) {
    }

    /**
     * @param device     ALSA name
     * @param channels   channels to open, 0 = what the device has, preferably one
     * @param microphone channel that is listened to, counted from 0
     * @param periodMs   length of one read
     * @param bufferMs   what the device may hold before it overruns
     */
    public record Capture(String device, int channels, int microphone, int periodMs, int bufferMs) {
    }

    /**
     * @param device   ALSA name
     * @param channels channels to open, 0 = what the device has, preferably one
     * @param bufferMs what the device may hold
     */
    public record Playback(String device, int channels, int bufferMs) {
    }

    /**
     * What turns other programs' music down while somebody is listened to or answered.
     *
     * @param control mixer control that the music passes; none = it is left alone
     * @param card    ALSA name of the card's controls
     * @param percent what is left of its volume
     */
    public record Ducking(Optional<String> control, String card, int percent) {
    }

    /**
     * @param url          mqtt://host:port, mqtts, ws or wss; "none" = no broker
     * @param user         empty = anonymous
     * @param password     the password itself
     * @param passwordFile or the file whose first line it is
     * @param clientId     empty = made from the site id
     * @param protocol     version of MQTT
     * @param tls          certificates
     */
    public record Broker(String url, Optional<String> user, Optional<String> password, Optional<Path> passwordFile,
                         Optional<String> clientId, HubSettings.Protocol protocol, Tls tls) {

        public boolean enabled() {
            return !url.equals("none");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return url + (user.isPresent() ? " as " + user.get() : "");
        }
    }

    /**
     * @param discovery whether the speaker makes itself a device
     * @param prefix    first level of the discovery topics
     * @param name      of the device
     */
    public record HomeAssistant(boolean discovery, String prefix, String name) {
    }

    /** When the sound of the microphone is published: it is much, and floods a broker. */
    public enum AudioFrames { NONE, SESSION, ALWAYS }

    /**
     * @param enabled               whether the speaker speaks Hermes, and leaves intents to its skills
     * @param sessionTimeoutSeconds how long a skill may take to continue or end a session
     * @param audioFrames           what sound is published
     */
    public record Hermes(boolean enabled, double sessionTimeoutSeconds, AudioFrames audioFrames) {
    }

    /**
     * @param enabled    whether the server runs
     * @param host       address it listens at
     * @param port       0 = a free one
     * @param satellite  whether a server may take the speaker over
     * @param microphone whether clients may listen to the microphones at any time
     * @param announce   whether the local network is told
     */
    public record Wyoming(boolean enabled, String host, int port, boolean satellite, boolean microphone, boolean announce) {
    }

    /**
     * @param followUpMillis after a reply that asks, somebody must begin to speak within this time; 0 = the wake word is always needed
     * @param conversation   what is asked back and remembered
     * @param hook           who is asked for answers that no skill has: none, mqtt, or a URL
     * @param hookMillis     how long the answer is waited for
     * @param undisturbed    when announcements that are not urgent are not heard
     */
    public record Dialogue(long followUpMillis, ConversationSettings conversation, String hook, long hookMillis, QuietHours undisturbed) {

        /** The loop gives the fixed reply a second before the dialogue would give up. */
        public DialogueSettings settings(String siteId, String language) {
            return DialogueSettings.of(siteId, language).withFollowUp(followUpMillis).withAnswerTimeout(hookMillis + 1_000);
        }
    }

    /**
     * PEM files.
     *
     * @param ca          authorities that are trusted instead of Java's
     * @param certificate this speaker's certificate, where the broker asks for one
     * @param key         its private key
     */
    public record Tls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
    }

    /**
     * @param source     address of a repository; empty = none
     * @param root       the root document that is trusted
     * @param channel    of the repository
     * @param soakHours  time of use after which a release has proven itself
     * @param lookHours  time between two looks without a hint
     * @param quietHours when nothing is fetched and nothing changes over
     * @param delivery   how the bytes come
     */
    public record Updates(Optional<String> source, Optional<Path> root, String channel, double soakHours, double lookHours, QuietHours quietHours,
                          Delivery delivery) {
    }

    /**
     * @param ca                 authority that signed the server's certificate; empty = those that Java trusts
     * @param tokenFile          file whose first line is the token of a hawkBit target
     * @param hosts              hosts to which the server may send the speaker for bytes
     * @param kilobytesPerSecond at most; 0 = no limit
     */
    public record Delivery(Optional<Path> ca, Optional<Path> tokenFile, List<String> hosts, int kilobytesPerSecond) {
    }
}
