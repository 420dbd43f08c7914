package dev.hearken.update.internal.trust;

import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.json.JsonText;
import dev.hearken.update.internal.json.StrictJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must never go back: the newest root, the counters of each channel, and the latest time that a trusted signer has stated.
 *
 * @param anchor   digest of the pinned root from which {@code root} was reached
 * @param root     its envelope, as it was fetched
 * @param floor    no clock of this board is believed to be right if it shows less
 */
record TrustState(String anchor, String root, Instant floor, Map<String, Counters> channels) {

    private static final int LIMIT = 1 << 20;
    private static final int MOST_CHANNELS = 64;

    TrustState {
        channels = Map.copyOf(channels);
    }

    /**
     * @param timestamp       counter of the newest accepted timestamp; 0 = none yet
     * @param timestampSha256 of its payload
     * @param targets         counter of the newest accepted targets document
     * @param targetsSha256   of its payload
     * @param freshUntil      when the timestamp expires
     */
    record Counters(long timestamp, String timestampSha256, long targets, String targetsSha256, Instant freshUntil) {
        static final Counters NONE = new Counters(0, "", 0, "", Instant.EPOCH);
    }

    Counters counters(String channel) {
        return channels.getOrDefault(channel, Counters.NONE);
    }

    TrustState with(String channel, Counters counters, Instant newFloor) {
        Map<String, Counters> more = new TreeMap<>(channels);
        more.put(channel, counters);
        return new TrustState(anchor, root, newFloor.isAfter(floor) ? newFloor : floor, more);
    }

    byte[] bytes() {
        Map<String, Object> all = new LinkedHashMap<>();
        new TreeMap<>(channels).forEach((name, counters) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("timestamp", counters.timestamp());
            entry.put("timestampSha256", counters.timestampSha256());
            entry.put("targets", counters.targets());
            entry.put("targetsSha256", counters.targetsSha256());
            entry.put("freshUntil", counters.freshUntil().getEpochSecond());
            all.put(name, entry);
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("anchor", anchor);
        fields.put("root", root);
        fields.put("floor", floor.getEpochSecond());
        fields.put("channels", all);
        return JsonText.bytes(fields);
    }

    static TrustState read(byte[] bytes) throws RefusedException {
        var fields = StrictJson.read("trust state", bytes, LIMIT).object("anchor", "root", "floor", "channels");
        Map<String, Counters> channels = new TreeMap<>();
        for (Map.Entry<String, StrictJson> entry : fields.get("channels").map(MOST_CHANNELS).entrySet()) {
            var counters = entry.getValue().object("timestamp", "timestampSha256", "targets", "targetsSha256", "freshUntil");
            channels.put(entry.getKey(), new Counters(counters.get("timestamp").integer(0, Integer.MAX_VALUE), counters.get("timestampSha256").text(64),
                counters.get("targets").integer(0, Integer.MAX_VALUE), counters.get("targetsSha256").text(64), seconds(counters.get("freshUntil"))));
        }
        return new TrustState(fields.get("anchor").text(64), fields.get("root").text(DocumentType.ROOT.limit()), seconds(fields.get("floor")), channels);
    }

    private static Instant seconds(StrictJson json) throws RefusedException {
        return Instant.ofEpochSecond(json.integer(0, 1L << 40));
    }
}
