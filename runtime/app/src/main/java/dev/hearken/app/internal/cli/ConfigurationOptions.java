package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.config.InstallationFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every subcommand that needs the configuration. */
final class ConfigurationOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration; default: $$HEARKEN_CONFIG, ~/.config/hearken/hearken.yaml, /etc/hearken/hearken.yaml.")
    @Nullable Path config;

    @Option(names = "--board", paramLabel = "NAME", description = "Board file by name (board-configs/NAME.yaml) or path.")
    @Nullable String board;

    @Option(names = "--pack", paramLabel = "ID", description = "Pack to hear and speak with, instead of the configured one.")
    @Nullable String pack;

    @Option(names = "--pack-path", paramLabel = "DIR", description = "Folder of packs, searched first.")
    @Nullable Path packPath;

    @Option(names = "--lang", paramLabel = "CODE", description = "Language, such as en.")
    @Nullable String language;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any key of the configuration, e.g. --set voice.rate=1.1.")
    Map<String, String> set = new LinkedHashMap<>();

    /** The effective configuration; sets up logging by it. */
    Configuration load(boolean verbose, List<Override> more) {
        return load(verbose, more, List.of());
    }

    /** The same with the settings of a signed release. */
    Configuration load(boolean verbose, List<Override> more, List<Path> settings) {
        Configuration configuration = sources(more).load(settings);
        LogSetup.apply(configuration.logLevel(), verbose);
        return configuration;
    }

    ConfigurationSources sources(List<Override> more) {
        return new ConfigurationSources(InstallationFolders.ofProcess(), Optional.ofNullable(config), Optional.ofNullable(board), overrides(more));
    }

    /** Options with which another process reads the same configuration; the environment it has from this one. */
    List<String> arguments(List<Override> more) {
        List<String> arguments = new ArrayList<>();
        if (config != null) {
            arguments.addAll(List.of("--config", config.toString()));
        }
        if (board != null) {
            arguments.addAll(List.of("--board", board));
        }
        Map<String, String> last = new LinkedHashMap<>();
        overrides(more).forEach(override -> last.put(override.path(), override.value()));
        last.forEach((path, value) -> arguments.addAll(List.of("--set", path + "=" + value)));
        return arguments;
    }

    private List<Override> overrides(List<Override> more) {
        List<Override> overrides = new ArrayList<>();
        set.forEach((key, value) -> overrides.add(new Override("--set " + key, key, value)));
        add(overrides, "--pack", "pack", pack);
        add(overrides, "--pack-path", "pack-path", packPath);
        add(overrides, "--lang", "language", language);
        overrides.addAll(more);
        return overrides;
    }

    static void add(List<Override> overrides, String option, String key, @Nullable Object value) {
        if (value != null) {
            overrides.add(new Override(option, key, "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        }
    }
}
