package dev.hearken.hub;

import dev.hearken.hub.internal.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything the way to the broker needs to know. Start from {@link #of} and change what differs.
 *
 * @param broker   where the broker is
 * @param clientId unique among the broker's clients, 1 to 128 characters; a second client of the same name throws the first out
 * @param login    user name and password, or null for an open broker
 * @param tls      certificates for {@code mqtts} and {@code wss}; null trusts what the Java runtime trusts
 * @param presence the topic that tells whether this speaker is there, or null for none
 * @param protocol version of MQTT to speak
 * @param timing   keep-alive, time-outs and pauses
 * @param limits   bounds of memory
 */
public record HubSettings(BrokerAddress broker, String clientId, @Nullable Login login, @Nullable Tls tls,
                          @Nullable Presence presence, Protocol protocol, Timing timing, Limits limits) {

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public HubSettings {
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException("client-id \"" + clientId
                    + "\": 1 to 128 letters, digits, '.', '_', ':' or '-' expected");
        }
        if (tls != null && !broker.tls()) {
            throw new IllegalArgumentException("tls: certificates are given, but " + broker
                    + " is not encrypted; write mqtts:// or wss://");
        }
    }

    /** Settings with defaults for an open, unencrypted broker. */
    public static HubSettings of(String broker, String clientId) {
        return new HubSettings(BrokerAddress.parse(broker), clientId, null, null, null, Protocol.AUTO, Timing.DEFAULT, Limits.DEFAULT);
    }

    public HubSettings withLogin(String user, String password) {
        return new HubSettings(broker, clientId, new Login(user, password), tls, presence, protocol, timing, limits);
    }

    public HubSettings withTls(Tls files) {
        return new HubSettings(broker, clientId, login, files, presence, protocol, timing, limits);
    }

    public HubSettings withPresence(Presence topic) {
        return new HubSettings(broker, clientId, login, tls, topic, protocol, timing, limits);
    }

    public HubSettings withProtocol(Protocol version) {
        return new HubSettings(broker, clientId, login, tls, presence, version, timing, limits);
    }

    public HubSettings withTiming(Timing values) {
        return new HubSettings(broker, clientId, login, tls, presence, protocol, values, limits);
    }

    public HubSettings withLimits(Limits values) {
        return new HubSettings(broker, clientId, login, tls, presence, protocol, timing, values);
    }

    /** Version of MQTT; AUTO prefers 5 and falls back to 3.1.1 at a broker that refuses 5 or hangs up over it. */
    public enum Protocol { AUTO, MQTT_5, MQTT_3_1_1 }

    /** User name and password; never printed. */
    public record Login(String user, String password) {
        public Login {
            if (user.isEmpty()) {
                throw new IllegalArgumentException("user: the name is empty");
            }
        }

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * PEM files.
     *
     * @param ca          certificates that may have signed the broker's; null trusts what the Java runtime trusts
     * @param certificate this speaker's certificate chain, or null where the broker asks for none
     * @param key         the unencrypted PKCS#8 private key of {@code certificate}
     */
    public record Tls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("tls: a client certificate needs its key and the other way round");
            }
        }

        /**
         * What the files mean to a TLS client.
         *
         * @throws IOException naming the file that is missing or unusable, in a user's words
         */
        public SSLContext context() throws IOException {
            return Pem.context(this);
        }
    }

    /**
     * The topic, retained, from which others see whether the speaker is there: {@code online} is sent after each connect,
     * {@code offline} at an orderly end, and by the broker itself (last will) when the connection breaks.
     */
    public record Presence(String topic, byte[] online, byte[] offline) {
        public static Presence of(String topic, String online, String offline) {
            return new Presence(topic, online.getBytes(StandardCharsets.UTF_8), offline.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * @param keepAlive   a silent connection is probed after this long and given up after at most twice as long; whole seconds
     * @param connect     limit for name look-up, TCP, TLS and the broker's answer together, and for each acknowledgement
     * @param firstPause  pause before the second attempt; it doubles from try to try, with jitter
     * @param longestPause upper bound of the pause
     * @param close       bound of {@link PahoHub#close()}
     */
    public record Timing(Duration keepAlive, Duration connect, Duration firstPause, Duration longestPause, Duration close) {
        public static final Timing DEFAULT = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(10),
                Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(3));

        public Timing {
            if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > 65_535) {
                throw new IllegalArgumentException("keep-alive: " + keepAlive + " is outside 1 to 65535 seconds");
            }
            positive("connect-timeout", connect);
            positive("reconnect-first", firstPause);
            positive("close-timeout", close);
            if (longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException("reconnect-longest: " + longestPause + " is shorter than reconnect-first " + firstPause);
            }
        }

        private static void positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + ": " + value + " must be more than nothing");
            }
        }
    }

    /**
     * @param outboxMessages messages waiting or unacknowledged
     * @param outboxBytes    their size, topics included
     * @param messageBytes   largest message in either direction
     * @param inFlight       messages on the wire before the first is acknowledged
     * @param inboxMessages  received messages waiting for their handlers; what comes beyond is dropped and counted
     */
    public record Limits(int outboxMessages, long outboxBytes, int messageBytes, int inFlight, int inboxMessages) {
        public static final Limits DEFAULT = new Limits(500, 2 << 20, 256 << 10, 8, 256);

        public Limits {
            if (outboxMessages < 1 || outboxBytes < 1 || messageBytes < 1 || inFlight < 1 || inboxMessages < 1) {
                throw new IllegalArgumentException("limits must be at least 1");
            }
        }
    }
}
