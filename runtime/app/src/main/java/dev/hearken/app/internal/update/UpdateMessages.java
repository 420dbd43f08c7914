package dev.hearken.app.internal.update;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.update.Stage;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells the hub how an update goes, retained on {@code hearken/<siteId>/update}, in the fields of Home Assistant's MQTT update entity:
 * {@code installed_version}, {@code latest_version}, {@code in_progress}, {@code update_percentage}, {@code release_summary}, and beside
 * them {@code stage}. Success is reported after the soak only. Confined to the updater's thread.
 */
final class UpdateMessages implements UpdateObserver {

    private static final int LONGEST_SUMMARY = 255;

    private final HubPort hub;
    private final String siteId;
    private final JsonObject state;

    /** @param installed what is in use, for people */
    UpdateMessages(HubPort hub, String siteId, String installed) {
        this.hub = hub;
        this.siteId = siteId;
        state = new JsonObject().put("stage", Stage.IDLE.word()).put("installed_version", installed).put("latest_version", installed).put("in_progress", false);
    }

    /** Makes the entity appear in Home Assistant, and tells the present state. */
    void announce() {
        JsonObject device = new JsonObject().put("identifiers", "hearken_" + siteId).put("name", "Hearken " + siteId);
        JsonObject entity = new JsonObject().put("name", "Models").put("unique_id", "hearken_" + siteId + "_models").put("state_topic", topic())
            .put("entity_category", "diagnostic").put("device", device);
        publish("homeassistant/update/hearken_" + siteId + "/models/config", entity);
        publish(topic(), state);
    }

    @Override
    public void happened(UpdateEvent event) {
        if (event instanceof UpdateEvent.StageEntered entered) {
            boolean busy = entered.stage() != Stage.METADATA && entered.stage() != Stage.IDLE;
            state.put("stage", entered.stage().word()).put("in_progress", busy);
            if (busy) {
                state.put("latest_version", entered.release());
            }
            state.remove("update_percentage");
        } else if (event instanceof UpdateEvent.Downloaded downloaded) {
            Integer percent = (int) (100 * downloaded.bytes() / Math.max(1, downloaded.total()));
            if (percent.equals(state.getInteger("update_percentage"))) {
                return;
            }
            state.put("update_percentage", percent);
        } else if (event instanceof UpdateEvent.Confirmed confirmed) {
            ended("confirmed", "").put("installed_version", confirmed.release()).put("latest_version", confirmed.release());
        } else if (event instanceof UpdateEvent.UpToDate current) {
            ended("idle", "").put("latest_version", current.release());
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
        publish(topic(), state);
    }

    private JsonObject ended(String stage, String reason) {
        state.put("stage", stage).put("in_progress", false);
        state.remove("update_percentage");
        return summary(reason);
    }

    private JsonObject summary(String reason) {
        return state.put("release_summary", reason.substring(0, Math.min(LONGEST_SUMMARY, reason.length())));
    }

    private String topic() {
        return "hearken/" + siteId + "/update";
    }

    private void publish(String topic, JsonObject body) {
        hub.publish(new Message(topic, body.encode().getBytes(StandardCharsets.UTF_8), 1, true, Duration.ZERO, Message.Urgency.EVENT));
    }
}
