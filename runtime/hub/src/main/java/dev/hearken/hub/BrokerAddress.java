package dev.hearken.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * Where the broker is. Accepted forms: {@code mqtt://host[:1883]}, {@code mqtts://host[:8883]}, {@code ws://host[:80]/path},
 * {@code wss://host[:443]/path}; {@code tcp} and {@code ssl} are other spellings of the first two, and a bare
 * {@code host[:port]} means {@code mqtt}. User names and passwords do not belong into the address.
 *
 * @param scheme {@code tcp}, {@code ssl}, {@code ws} or {@code wss}
 * @param host   name or IP address; an IPv6 address without brackets
 * @param port   1 to 65535
 * @param path   path of a WebSocket address, else empty
 */
public record BrokerAddress(String scheme, String host, int port, String path) {

    private static final Map<String, String> SCHEMES = Map.of("mqtt", "tcp", "tcp", "tcp", "mqtts", "ssl", "ssl", "ssl",
            "ws", "ws", "wss", "wss");
    private static final Map<String, Integer> PORTS = Map.of("tcp", 1883, "ssl", 8883, "ws", 80, "wss", 443);

    public BrokerAddress {
        if (!PORTS.containsKey(scheme)) {
            throw new IllegalArgumentException("broker: unknown scheme \"" + scheme + "\"");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("broker: the host is missing");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("broker: port " + port + " is outside 1 to 65535");
        }
    }

    /** @throws IllegalArgumentException which says what is wrong with the text and what is expected */
    public static BrokerAddress parse(String text) {
        String trimmed = text.strip();
        String full = trimmed.contains("://") ? trimmed : "mqtt://" + trimmed;
        URI uri;
        try {
            uri = new URI(full);
        } catch (URISyntaxException e) {
            throw unreadable(trimmed, e.getReason());
        }
        String scheme = SCHEMES.get(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
        if (scheme == null) {
            throw unreadable(trimmed, "the scheme must be mqtt, mqtts, ws or wss");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("broker: put user and password into their own settings, not into the address");
        }
        if (uri.getHost() == null) {
            throw unreadable(trimmed, "no host name can be read from it");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        boolean webSocket = scheme.startsWith("ws");
        if (!webSocket && !path.isEmpty() && !path.equals("/")) {
            throw unreadable(trimmed, "only ws and wss addresses have a path");
        }
        String host = uri.getHost().startsWith("[") ? uri.getHost().substring(1, uri.getHost().length() - 1) : uri.getHost();
        return new BrokerAddress(scheme, host, uri.getPort() == -1 ? PORTS.get(scheme) : uri.getPort(), webSocket ? path : "");
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException(
                "broker \"" + text + "\": " + why + "; expected something like mqtt://homeassistant.local:1883");
    }

    public boolean tls() {
        return scheme.equals("ssl") || scheme.equals("wss");
    }

    public boolean webSocket() {
        return scheme.startsWith("ws");
    }

    /** Host and port as a user writes them. */
    public String hostAndPort() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The address in the spelling of the MQTT client library. */
    public String uri() {
        return scheme + "://" + hostAndPort() + path;
    }

    /** The address as a user would write it. */
    @Override
    public String toString() {
        String shown = switch (scheme) {
            case "tcp" -> "mqtt";
            case "ssl" -> "mqtts";
            default -> scheme;
        };
        return shown + "://" + hostAndPort() + path;
    }
}
