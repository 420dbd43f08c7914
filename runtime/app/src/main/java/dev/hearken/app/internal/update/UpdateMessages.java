package dev.hearken.app.internal.update;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.Topics;
import dev.hearken.update.Stage;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells the hub how an update goes, retained on {@code hearken/<siteId>/update}, in the fields of Home Assistant's MQTT update entity
 * and no others, since it refuses those it does not know: {@code installed_version}, {@code latest_version}, {@code in_progress},
 * {@code update_percentage}, {@code release_summary}. The stage alone is plain text on {@code hearken/<siteId>/update/stage}. Success is
 * reported after the soak only. Confined to the updater's thread.
 */
final class UpdateMessages implements UpdateObserver {

    /** Of a state in Home Assistant, in characters. */
    private static final int LONGEST = 255;

    private final HubPort hub;
    private final String topic;
    private final JsonObject state;
    private String stage = Stage.IDLE.word();
    private String toldStage = "";

    /** @param installed what is in use, for people */
    UpdateMessages(HubPort hub, String siteId, String installed) {
        this.hub = hub;
        topic = new Topics(siteId).updates();
        state = new JsonObject().put("installed_version", shortened(installed)).put("latest_version", shortened(installed)).put("in_progress", false);
    }

    /** Tells the present state. */
    void begin() {
        tell();
    }

    @Override
    public void happened(UpdateEvent event) {
        if (event instanceof UpdateEvent.StageEntered entered) {
            boolean busy = entered.stage() != Stage.METADATA && entered.stage() != Stage.IDLE;
            stage = entered.stage().word();
            state.put("in_progress", busy);
            if (busy) {
                state.put("latest_version", shortened(entered.release()));
            }
            state.remove("update_percentage");
        } else if (event instanceof UpdateEvent.Downloaded downloaded) {
            Integer percent = (int) (100 * downloaded.bytes() / Math.max(1, downloaded.total()));
            if (percent.equals(state.getInteger("update_percentage"))) {
                return;
            }
            state.put("update_percentage", percent);
        } else if (event instanceof UpdateEvent.Confirmed confirmed) {
            ended("confirmed", "").put("installed_version", shortened(confirmed.release())).put("latest_version", shortened(confirmed.release()));
        } else if (event instanceof UpdateEvent.UpToDate current) {
            ended("idle", "").put("latest_version", shortened(current.release()));
        } else if (event instanceof UpdateEvent.RolledBack back) {
            ended("rolled-back", back.release() + ": " + back.reason()).put("latest_version", state.getString("installed_version"));
        } else if (event instanceof UpdateEvent.Refused refused) {
            ended("refused", refused.reason());
        } else if (event instanceof UpdateEvent.Waiting waiting) {
            summary(waiting.reason());
        } else if (event instanceof UpdateEvent.Alarm alarm) {
            summary(alarm.reason());
        } else {
            return;
        }
        tell();
    }

    private JsonObject ended(String how, String reason) {
        stage = how;
        state.put("in_progress", false);
        state.remove("update_percentage");
        return summary(reason);
    }

    private JsonObject summary(String reason) {
        return state.put("release_summary", shortened(reason));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    /** The stage only where it is another than before. */
    private void tell() {
        publish(topic, state.encode());
        if (!stage.equals(toldStage)) {
            toldStage = stage;
            publish(topic + "/stage", stage);
        }
    }

    private void publish(String to, String body) {
        hub.publish(new Message(to, body.getBytes(StandardCharsets.UTF_8), 1, true, Duration.ZERO, Message.Urgency.EVENT));
    }
}
