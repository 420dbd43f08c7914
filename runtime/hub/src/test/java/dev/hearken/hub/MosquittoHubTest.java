package dev.hearken.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real mosquitto. */
class MosquittoHubTest extends HubPortContract {

    @TempDir
    private Path folder;

    @Override
    TestBroker startBroker() throws Exception {
        return Mosquitto.start(folder, "mqtt", "allow_anonymous true");
    }

    @Override
    HubPort open(HubSettings settings) {
        return new PahoHub(settings);
    }
}
