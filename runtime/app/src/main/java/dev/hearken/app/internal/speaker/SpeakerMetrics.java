package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.audio.PcmRing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the agents and rings are doing; read from any thread, as a snapshot. */
public final class SpeakerMetrics {

    private final List<AgentInvoker> invokers;
    private final PcmRing captureRing;
    private final CaptureAgent capture;
    private final FrontEndAgent frontEnd;
    private final RecogniserAgent recogniser;

    SpeakerMetrics(List<AgentInvoker> invokers, PcmRing captureRing, CaptureAgent capture, FrontEndAgent frontEnd, RecogniserAgent recogniser) {
        this.invokers = invokers;
        this.captureRing = captureRing;
        this.capture = capture;
        this.frontEnd = frontEnd;
        this.recogniser = recogniser;
    }

    /**
     * Frames captured, lost by the card and dropped by the ring; the ring's high water; level in dB against full scale;
     * probability of speech; for each agent its longest cycle and its stalls.
     */
    public Map<String, Number> snapshot() {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("framesCaptured", captureRing.framesWritten());
        values.put("framesLost", capture.framesLost());
        values.put("framesDropped", captureRing.droppedFrames());
        values.put("captureRingHighWater", captureRing.highWaterFrames());
        values.put("frontEndGaps", frontEnd.gaps());
        values.put("utterancesOverrun", recogniser.overwritten());
        values.put("levelDb", Math.round(frontEnd.levelDb() * 10) / 10.0);
        values.put("speechProbability", Math.round(frontEnd.speechProbability() * 100) / 100.0);
        for (AgentInvoker invoker : invokers) {
            String role = invoker.agent().roleName();
            DutyCycle cycle = invoker.dutyCycle();
            values.put(role + ".longestCycleMicros", cycle.longestNanos() / 1000);
            values.put(role + ".stalls", cycle.stalls());
        }
        return values;
    }
}
