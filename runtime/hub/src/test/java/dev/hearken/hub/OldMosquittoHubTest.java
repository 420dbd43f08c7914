package dev.hearken.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract over MQTT 3.1.1 with a real mosquitto. */
class OldMosquittoHubTest extends HubPortContract {

    @TempDir
    private Path folder;

    @Override
    TestBroker startBroker() throws Exception {
        return Mosquitto.start(folder, "mqtt", "allow_anonymous true");
    }

    @Override
    HubPort open(HubSettings settings) {
        return new PahoHub(settings.withProtocol(HubSettings.Protocol.MQTT_3_1_1));
    }
}
