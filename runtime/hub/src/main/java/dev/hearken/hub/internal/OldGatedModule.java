package dev.hearken.hub.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;

/** A way to the broker behind a {@link WriteGate}, for the library's MQTT 3.1.1 client. */
final class OldGatedModule implements NetworkModule {

    private final NetworkModule module;
    private final WriteGate gate = new WriteGate();

    OldGatedModule(NetworkModule module) {
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
