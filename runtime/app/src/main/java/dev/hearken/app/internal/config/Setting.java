package dev.hearken.app.internal.config;

/**
 * One effective value, for {@code doctor}.
 *
 * @param path   dashed keys joined by dots, such as {@code broker.url}
 * @param value  as text; secrets are replaced by stars
 * @param origin where it came from
 */
public record Setting(String path, String value, Origin origin) {
}
