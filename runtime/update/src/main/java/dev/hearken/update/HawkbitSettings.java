package dev.hearken.update;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A device of a hawkBit server. Start from {@link #of} and add the token.
 *
 * @param http         the server's root address, TLS, time-outs, hosts of a CDN
 * @param tenant       {@code DEFAULT} unless the server has several
 * @param controllerId this device's name on the server
 * @param pace         bounds of what the server may ask for as time between two polls
 */
public record HawkbitSettings(HttpSettings http, String tenant, String controllerId, Pace pace) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~-]{0,127}");

    /**
     * @param shortest    at least so long between two polls
     * @param usual       where the server says nothing
     * @param longest     at most so long between two polls, and the bound of the growing pauses after failures
     */
    public record Pace(Duration shortest, Duration usual, Duration longest) {
        public static final Pace DEFAULT = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(12));

        public Pace {
            if (shortest.isNegative() || shortest.isZero() || usual.compareTo(shortest) < 0 || longest.compareTo(usual) < 0) {
                throw new IllegalArgumentException("hawkbit poll times: shortest, usual and longest must rise from more than nothing");
            }
        }
    }

    public HawkbitSettings {
        if (!PLAIN.matcher(tenant).matches() || !PLAIN.matcher(controllerId).matches()) {
            throw new IllegalArgumentException("hawkbit: tenant \"" + tenant + "\" and device \"" + controllerId
                + "\": 1 to 128 letters, digits, '.', '_', '~' or '-' expected");
        }
    }

    public static HawkbitSettings of(String server, String controllerId) {
        return new HawkbitSettings(HttpSettings.of(server), "DEFAULT", controllerId, Pace.DEFAULT);
    }

    /** The token of this one device. */
    public HawkbitSettings withTargetToken(String token) {
        return withHttp(http.withAuthorization("TargetToken " + token));
    }

    /** The token of a gateway that may speak for every device; a target token is safer. */
    public HawkbitSettings withGatewayToken(String token) {
        return withHttp(http.withAuthorization("GatewayToken " + token));
    }

    public HawkbitSettings withHttp(HttpSettings values) {
        return new HawkbitSettings(values, tenant, controllerId, pace);
    }

    public HawkbitSettings withTenant(String name) {
        return new HawkbitSettings(http, name, controllerId, pace);
    }

    public HawkbitSettings withPace(Pace values) {
        return new HawkbitSettings(http, tenant, controllerId, values);
    }
}
