package dev.hearken.hub.internal;

import dev.hearken.hub.BrokerAddress;
import dev.hearken.hub.HubSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TCP or TLS to the broker. Replaces the library's own modules, because this one can be cut off from outside while a write
 * is stuck in a half-open connection (TLS closes the TCP socket below it first), takes IPv6 addresses over TLS and always
 * checks the host name. Serves the library's client of either version of MQTT.
 */
final class BrokerSocket implements org.eclipse.paho.mqttv5.client.internal.NetworkModule,
        org.eclipse.paho.client.mqttv3.internal.NetworkModule {

    /** The library's receiver wants to look up about once a second. */
    private static final int READ_TIMEOUT_MS = 1000;

    private final HubSettings settings;
    private volatile Socket tcp = new Socket();
    private volatile Socket top = tcp;
    private volatile boolean stopped;

    BrokerSocket(HubSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() throws IOException {
        BrokerAddress broker = settings.broker();
        int limitMs = Math.toIntExact(settings.timing().connect().toMillis());
        connect(broker, limitMs);
        if (broker.tls()) {
            tcp.setSoTimeout(limitMs);
            SSLSocket tls = (SSLSocket) Pem.context(settings.tls()).getSocketFactory()
                    .createSocket(tcp, broker.host(), broker.port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            top = tls;
        }
        tcp.setSoTimeout(READ_TIMEOUT_MS);
    }

    /** Tries each address of the name: a broker may listen on IPv4 alone although its name has an IPv6 address too. */
    private void connect(BrokerAddress broker, int limitMs) throws IOException {
        @Nullable IOException first = null;
        for (InetAddress address : InetAddress.getAllByName(broker.host())) {
            Socket socket = new Socket();
            tcp = socket;
            top = socket;
            try {
                if (stopped) {
                    throw new SocketException("stopped");
                }
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, broker.port()), limitMs);
                return;
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException(broker.host()) : first;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return top.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return top.getOutputStream();
    }

    /** Ends reads and writes at once, from any thread. */
    @Override
    public void stop() throws IOException {
        stopped = true;
        tcp.close();
    }

    @Override
    public String getServerURI() {
        return settings.broker().uri();
    }
}
