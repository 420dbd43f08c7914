package dev.hearken.hub.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A way to the broker behind a {@link WriteGate}, for the library's MQTT 5 client. */
final class GatedModule implements NetworkModule {

    private final NetworkModule module;
    private final WriteGate gate = new WriteGate();

    GatedModule(NetworkModule module) {
        this.module = module;
    }

    @Override
    public void start() throws IOException, MqttException {
        module.start();
    }

    @Override
    public void stop() throws IOException {
        gate.open();
        module.stop();
    }

    @Override
    public String getServerURI() {
        return module.getServerURI();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return gate.reading(module.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return gate.writing(module.getOutputStream());
    }
}
