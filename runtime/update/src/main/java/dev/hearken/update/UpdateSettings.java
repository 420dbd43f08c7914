package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import java.time.Duration;

/**
 * @param channel       of the repository
 * @param board         name of the board file
 * @param pack          id of the pack the speaker uses
 * @param runtime       version of this program
 * @param reserve       bytes that stay free on the disk
 * @param look          time between two looks without a hint
 * @param quietHours    when nothing new is begun
 * @param soak          when a new release is worse
 */
public record UpdateSettings(String channel, String board, String pack, RuntimeVersion runtime, long reserve, Duration look,
                             QuietHours quietHours, SoakRules soak) {

    /** 64 MiB: what logs and a second download may need meanwhile. */
    public static final long RESERVE = 64L << 20;

    public static UpdateSettings of(String channel, String board, String pack) {
        return new UpdateSettings(channel, board, pack, RuntimeVersion.CURRENT, RESERVE, Duration.ofHours(6), QuietHours.NONE, SoakRules.STANDARD);
    }

    public UpdateSettings withSoak(SoakRules rules) {
        return new UpdateSettings(channel, board, pack, runtime, reserve, look, quietHours, rules);
    }
}
