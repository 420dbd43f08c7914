package dev.hearken.update;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/** When this program was built: no right clock shows less. */
public final class BuildTime {

    private BuildTime() {
    }

    public static Instant get() {
        Properties properties = new Properties();
        try (InputStream in = BuildTime.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Instant.parse(properties.getProperty("build-time"));
    }
}
