package dev.hearken.hub;

import dev.hearken.hub.HubPort.Message.Urgency;
import java.time.Duration;
import java.util.Locale;

/**
 * The topics of one speaker below {@code hearken/<siteId>/}, and how each kind of message travels.
 *
 * <table>
 * <caption>Delivery</caption>
 * <tr><th>topic</th><th>QoS</th><th>retained</th><th>lives</th><th>when the outbox is full</th></tr>
 * <tr><td>status</td><td>1</td><td>yes; also the last will</td><td>for ever</td><td>an event</td></tr>
 * <tr><td>state, mute/state, volume/state</td><td>1</td><td>yes</td><td>for ever</td><td>an event</td></tr>
 * <tr><td>wake</td><td>0</td><td>no</td><td>5 s</td><td>an event</td></tr>
 * <tr><td>partial</td><td>0</td><td>no</td><td>5 s</td><td>telemetry: goes first</td></tr>
 * <tr><td>transcript, reply</td><td>1</td><td>no</td><td>30 s</td><td>an event: goes after telemetry</td></tr>
 * <tr><td>intent</td><td>1</td><td>no</td><td>30 s</td><td>stays</td></tr>
 * <tr><td>fault</td><td>1</td><td>no</td><td>10 min</td><td>an event</td></tr>
 * <tr><td>bid</td><td>1</td><td>no</td><td>3 s</td><td>an event</td></tr>
 * <tr><td>metrics</td><td>0</td><td>no</td><td>60 s</td><td>telemetry: goes first</td></tr>
 * </table>
 *
 * Speakers tell one another {@code call} (QoS 1, 5 s) and {@code call/audio} (QoS 0, 1 s), never retained. The commands (say, listen, stop, play, mute, volume, wakeword, language, reload, answer, undisturbed) are subscribed at QoS 1; a retained command is old and must be ignored.
 */
public enum SiteTopic {
    STATUS(1, true, Duration.ZERO, Urgency.EVENT),
    STATE(1, true, Duration.ZERO, Urgency.EVENT),
    MUTE_STATE(1, true, Duration.ZERO, Urgency.EVENT),
    VOLUME_STATE(1, true, Duration.ZERO, Urgency.EVENT),
    WAKE(0, false, Duration.ofSeconds(5), Urgency.EVENT),
    PARTIAL(0, false, Duration.ofSeconds(5), Urgency.TELEMETRY),
    TRANSCRIPT(1, false, Duration.ofSeconds(30), Urgency.EVENT),
    INTENT(1, false, Duration.ofSeconds(30), Urgency.INTENT),
    REPLY(1, false, Duration.ofSeconds(30), Urgency.EVENT),
    FAULT(1, false, Duration.ofMinutes(10), Urgency.EVENT),
    BID(1, false, Duration.ofSeconds(3), Urgency.EVENT),
    METRICS(0, false, Duration.ofSeconds(60), Urgency.TELEMETRY),

    SAY, LISTEN, STOP, PLAY, MUTE, VOLUME, WAKEWORD, LANGUAGE, RELOAD, ANSWER, UNDISTURBED,

    /** About a call, from another speaker or the home. */
    CALL(1, false, Duration.ofSeconds(5), Urgency.EVENT, true),
    /** Sound of a call, from another speaker. */
    CALL_AUDIO(0, false, Duration.ofSeconds(1), Urgency.TELEMETRY, true);

    private final int qos;
    private final boolean retain;
    private final Duration expiry;
    private final Urgency urgency;
    private final boolean command;

    SiteTopic(int qos, boolean retain, Duration expiry, Urgency urgency) {
        this(qos, retain, expiry, urgency, false);
    }

    /** A command: others publish it, the speaker subscribes. */
    SiteTopic() {
        this(1, false, Duration.ofSeconds(30), Urgency.INTENT, true);
    }

    SiteTopic(int qos, boolean retain, Duration expiry, Urgency urgency, boolean command) {
        this.qos = qos;
        this.retain = retain;
        this.expiry = expiry;
        this.urgency = urgency;
        this.command = command;
    }

    /** Levels of the topic below the speaker's own, such as {@code mute/state}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '/');
    }

    public int qos() {
        return qos;
    }

    public boolean retain() {
        return retain;
    }

    /** How long a message of this kind means anything; zero = for ever. */
    public Duration expiry() {
        return expiry;
    }

    public Urgency urgency() {
        return urgency;
    }

    /** Whether others tell the speaker (true) or the speaker tells others. */
    public boolean command() {
        return command;
    }
}
