package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong at the moment; each fault is logged once. Confined to the event loop. */
final class FaultBook {

    private static final Logger LOG = LoggerFactory.getLogger(FaultBook.class);
    private static final Set<String> HEARING = Set.of("capture", "front-end", "recogniser", "microphone");
    private static final Set<String> SPEAKING = Set.of("synthesiser", "playback", "voice");

    private final Map<String, Fault> open = new TreeMap<>();

    /** Takes note; false if this was known. */
    boolean note(Fault fault) {
        if (fault.cleared()) {
            boolean known = open.remove(fault.source()) != null;
            if (known) {
                LOG.info("{} works again", fault.source());
            }
            return known;
        }
        Fault before = open.put(fault.source(), fault);
        if (fault.equals(before)) {
            return false;
        }
        LOG.warn("{}: {}", fault.source(), fault.message());
        return true;
    }

    /** Sources of open faults, sorted. */
    Set<String> sources() {
        return open.keySet();
    }

    static boolean blocksListening(String source) {
        return HEARING.contains(source);
    }

    static boolean blocksSpeaking(String source) {
        return SPEAKING.contains(source);
    }
}
