package dev.hearken.hub;

/** The contract over MQTT 3.1.1 with the broker inside the process. */
class OldLocalBrokerHubTest extends LocalBrokerHubTest {

    @Override
    HubPort open(HubSettings settings) {
        return new PahoHub(settings.withProtocol(HubSettings.Protocol.MQTT_3_1_1));
    }
}
