package dev.hearken.update;

import dev.hearken.hub.HubSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a web server with updates is reached. Start from {@link #of} and change what differs.
 *
 * @param base          folder of the repository, or root of a hawkBit server; {@code http} or {@code https}
 * @param authorization value of the {@code Authorization} header, told to the base's own origin only; null for none
 * @param tls           own authority and client certificate; null trusts what the Java runtime trusts
 * @param otherHosts    hosts, in lower case, to which the server may send the speaker for bytes (a CDN); nobody else is followed
 * @param limits        time-outs
 */
public record HttpSettings(URI base, @Nullable String authorization, HubSettings.@Nullable Tls tls, Set<String> otherHosts, Limits limits) {

    /**
     * @param connect  for name look-up, TCP and TLS
     * @param answer   from the request to the last line of the answer's head
     * @param idle     longest silence within a body
     * @param slowest  a body that comes slower than this many bytes a second, averaged over {@code window}, is given up; 0 allows any
     * @param window   see {@code slowest}
     */
    public record Limits(Duration connect, Duration answer, Duration idle, long slowest, Duration window) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 256, Duration.ofSeconds(60));

        public Limits {
            for (Duration time : new Duration[] {connect, answer, idle, window}) {
                if (time.isZero() || time.isNegative()) {
                    throw new IllegalArgumentException("time-out " + time + ": more than nothing expected");
                }
            }
            if (slowest < 0) {
                throw new IllegalArgumentException("slowest rate " + slowest + ": bytes a second, not negative, expected");
            }
        }
    }

    public HttpSettings {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || base.getHost() == null) {
            throw new IllegalArgumentException("update server \"" + base + "\": http://HOST[:PORT][/FOLDER] or https expected");
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("update server: neither a password nor a query may stand in its address");
        }
        if (tls != null && !scheme.equals("https")) {
            throw new IllegalArgumentException("update server: certificates are given, but " + base + " is not encrypted; write https://");
        }
        base = base.getRawPath().endsWith("/") ? base : URI.create(base + "/");
        otherHosts = Set.copyOf(otherHosts);
    }

    /** @throws IllegalArgumentException if the address cannot be used */
    public static HttpSettings of(String base) {
        return new HttpSettings(URI.create(base.strip()), null, null, Set.of(), Limits.DEFAULT);
    }

    public HttpSettings withAuthorization(String value) {
        return new HttpSettings(base, value, tls, otherHosts, limits);
    }

    public HttpSettings withTls(HubSettings.Tls files) {
        return new HttpSettings(base, authorization, files, otherHosts, limits);
    }

    public HttpSettings withOtherHosts(String... hosts) {
        return new HttpSettings(base, authorization, tls, Set.of(hosts), limits);
    }

    public HttpSettings withLimits(Limits values) {
        return new HttpSettings(base, authorization, tls, otherHosts, values);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return base.toString();
    }
}
