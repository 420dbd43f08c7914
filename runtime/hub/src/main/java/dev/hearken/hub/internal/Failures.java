package dev.hearken.hub.internal;

import dev.hearken.hub.HubSettings;
import dev.hearken.hub.internal.Link.Failure;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** Puts what the client library throws into a user's words, and tells whether a person has to act. */
final class Failures {

    /** CONNACK codes of MQTT 3.1.1 lie between these and are none in MQTT 5. */
    private static final int FIRST_ERROR_CODE = 0x80;
    private static final int LAST_ERROR_CODE = 0xA2;

    private final HubSettings settings;
    private final String where;

    Failures(HubSettings settings) {
        this.settings = settings;
        this.where = settings.broker().hostAndPort();
    }

    /** Why an attempt failed. */
    Failure connecting(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Failure failure = network(cause);
            if (failure == null) {
                failure = tls(cause);
            }
            if (failure == null && cause instanceof MqttException mqtt) {
                failure = refusal(mqtt.getReasonCode());
            }
            if (failure == null && cause instanceof org.eclipse.paho.client.mqttv3.MqttException old) {
                failure = oldRefusal(old.getReasonCode());
            }
            if (failure != null) {
                return failure;
            }
        }
        return new Failure(false, "cannot connect to " + where + ": " + message(deepest(thrown)));
    }

    private @Nullable Failure network(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return new Failure(false, "the name " + settings.broker().host() + " is not known in this network");
        }
        if (cause instanceof NoRouteToHostException) {
            return new Failure(false, "no way to " + where + " in this network");
        }
        if (cause instanceof ConnectException) {
            return new Failure(false, "nothing answers at " + where + " (" + message(cause) + "); is the broker running?");
        }
        if (cause instanceof SocketTimeoutException) {
            return new Failure(false, "no answer from " + where + " within " + settings.timing().connect().toSeconds() + " s");
        }
        if (cause instanceof SocketException && settings.broker().tls()) {
            return new Failure(false, where + " broke off the start of TLS (" + message(cause) + "); is this port for TLS?");
        }
        if (cause instanceof SocketException) {
            return new Failure(false, where + " broke off the connection (" + message(cause) + "); it may not speak this version of MQTT", true);
        }
        if (cause instanceof EOFException) {
            return new Failure(false, where + " closed the connection without an answer; it may not speak this version of MQTT, or this port "
                    + (settings.broker().tls() ? "is not for TLS" : "may want TLS (mqtts://)"), true);
        }
        return null;
    }

    private @Nullable Failure tls(Throwable cause) {
        if (cause instanceof Pem.UnusableFileException) {
            return new Failure(true, message(cause));
        }
        if (!(cause instanceof SSLException)) {
            return null;
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof CertPathBuilderException || inner instanceof CertPathValidatorException) {
                return new Failure(true, "the certificate of " + where + " is not trusted (" + message(inner)
                        + "); name the CA that signed it in broker.tls.ca-file");
            }
            if (inner instanceof CertificateException && inner.getCause() == null) {
                return new Failure(true, "the certificate of " + where + " does not fit: " + message(inner));
            }
        }
        String text = message(cause);
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return new Failure(true, where + " does not speak TLS on this port; write mqtt:// or another port");
        }
        return new Failure(text.contains("alert"), "TLS with " + where + " failed: " + text);
    }

    private @Nullable Failure refusal(int code) {
        if (code == MqttException.REASON_CODE_INVALID_RETURN_CODE) {
            return notMqtt5();
        }
        if (code >= FIRST_ERROR_CODE && code <= LAST_ERROR_CODE) {
            boolean passing = code == MqttReturnCode.RETURN_CODE_SERVER_BUSY || code == MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE
                    || code == MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED;
            return code == MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION ? notMqtt5()
                    : new Failure(!passing, where + " refuses: " + words(code));
        }
        return null;
    }

    /** The CONNACK codes of MQTT 3.1.1 (section 3.2.2.3). */
    private @Nullable Failure oldRefusal(int code) {
        return switch (code) {
            case 1 -> new Failure(true, where + " does not speak MQTT 3.1.1", true);
            case 2 -> refusal(MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID);
            case 3 -> refusal(MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE);
            case 4 -> refusal(MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD);
            case 5 -> refusal(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
            default -> null;
        };
    }

    private Failure notMqtt5() {
        return new Failure(true, where + " does not speak MQTT 5, only an older version", true);
    }

    /** Why a standing connection ended. */
    Failure lost(Exception thrown) {
        if (thrown instanceof org.eclipse.paho.client.mqttv3.MqttException old
                && (old.getReasonCode() == org.eclipse.paho.client.mqttv3.MqttException.REASON_CODE_CLIENT_TIMEOUT
                || old.getReasonCode() == org.eclipse.paho.client.mqttv3.MqttException.REASON_CODE_WRITE_TIMEOUT)) {
            return new Failure(false, where + " has fallen silent");
        }
        if (thrown instanceof MqttException mqtt && mqtt.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT
                || thrown instanceof MqttException late && late.getReasonCode() == MqttClientException.REASON_CODE_WRITE_TIMEOUT) {
            return new Failure(false, where + " has fallen silent");
        }
        Throwable cause = deepest(thrown);
        return new Failure(false, cause instanceof EOFException ? where + " closed the connection"
                : "connection to " + where + " lost: " + message(cause));
    }

    /** The broker said goodbye. */
    Failure disconnectedBy(int code) {
        if (code == MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER) {
            return new Failure(false, "another client named " + settings.clientId() + " has taken over at " + where);
        }
        return new Failure(code == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED, where + " ended the connection: " + words(code));
    }

    /** A reason code of MQTT 5 in words. */
    String words(int code) {
        HubSettings.Login login = settings.login();
        return switch (code) {
            case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID -> "client id " + settings.clientId() + " not accepted";
            case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD, MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> login == null
                    ? "not allowed without user name and password" : "user " + login.user() + ": wrong password, or not allowed";
            case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE -> "not available";
            case MqttReturnCode.RETURN_CODE_SERVER_BUSY -> "too busy";
            case MqttReturnCode.RETURN_CODE_BANNED -> "this speaker is banned";
            case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> "it is shutting down";
            case MqttReturnCode.RETURN_CODE_KEEP_ALIVE_TIMEOUT -> "it did not hear from this speaker";
            case MqttReturnCode.RETURN_CODE_TOPIC_NAME_INVALID -> "topic name not accepted";
            case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE -> "message too large";
            case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> "quota exceeded";
            case MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED -> "too many connections in a short time";
            default -> "reason code " + code;
        };
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
}
