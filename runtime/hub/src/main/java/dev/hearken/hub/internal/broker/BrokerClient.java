package dev.hearken.hub.internal.broker;

import dev.hearken.hub.internal.TopicNames;
import dev.hearken.hub.internal.broker.Exchange.Parcel;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client of the in-process broker. Owned by the broker's event loop. */
public final class BrokerClient {

    private static final int MOST_SUBSCRIPTIONS = 256;
    /** Messages written or unacknowledged; a client that lets more of them wait does not read any more. */
    private static final int MOST_WAITING = 2000;

    private final MqttEndpoint endpoint;
    private final Exchange exchange;
    private final Map<String, MqttSubscriptionOption> subscriptions = new LinkedHashMap<>();
    private final Set<Integer> unreleased = new HashSet<>();
    private int waiting;
    private int lastId;
    private boolean saidGoodbye;
    private boolean gone;

    public BrokerClient(MqttEndpoint endpoint, Exchange exchange) {
        this.endpoint = endpoint;
        this.exchange = exchange;
    }

    /** Takes the connection over. */
    public void start() {
        endpoint.publishAutoAck(false);
        endpoint.subscriptionAutoAck(false);
        endpoint.exceptionHandler(fault -> drop());
        endpoint.closeHandler(ignored -> left());
        endpoint.disconnectMessageHandler(message ->
                saidGoodbye = message.code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
        endpoint.subscribeHandler(this::subscribe);
        endpoint.unsubscribeHandler(this::unsubscribe);
        endpoint.publishHandler(this::published);
        endpoint.publishReleaseHandler(id -> {
            unreleased.remove(id);
            answer(() -> endpoint.publishComplete(id));
        });
        endpoint.publishAcknowledgeHandler(id -> waiting--);
        endpoint.publishReceivedHandler(id -> answer(() -> endpoint.publishRelease(id)));
        endpoint.publishCompletionHandler(id -> waiting--);
        exchange.enter(this);
        endpoint.accept(false);
    }

    String id() {
        return endpoint.clientIdentifier();
    }

    private boolean v5() {
        return endpoint.protocolVersion() >= 5;
    }

    void takenOver() {
        if (v5()) {
            endpoint.disconnect(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, MqttProperties.NO_PROPERTIES);
        }
        drop();
    }

    void drop() {
        if (!gone && endpoint.isConnected()) {
            endpoint.close();
        }
    }

    private void left() {
        if (gone) {
            return;
        }
        gone = true;
        exchange.leave(this);
        MqttWill will = endpoint.will();
        if (!saidGoodbye && will != null && will.isWillFlag()) {
            byte[] payload = will.getWillMessage() == null ? new byte[0] : will.getWillMessage().getBytes();
            exchange.route(new Parcel(will.getWillTopic(), payload, will.getWillQos(), will.isWillRetain(), Long.MAX_VALUE), null);
        }
    }

    private void subscribe(MqttSubscribeMessage request) {
        List<MqttSubAckReasonCode> answers = new ArrayList<>();
        List<Runnable> afterwards = new ArrayList<>();
        for (MqttTopicSubscription wanted : request.topicSubscriptions()) {
            answers.add(take(wanted, afterwards));
        }
        if (v5()) {
            answer(() -> endpoint.subscribeAcknowledge(request.messageId(), answers, MqttProperties.NO_PROPERTIES));
        } else {
            answer(() -> endpoint.subscribeAcknowledge(request.messageId(), answers.stream()
                    .map(code -> code.value() < 0 ? MqttQoS.FAILURE : MqttQoS.valueOf(code.value())).toList()));
        }
        afterwards.forEach(Runnable::run);
    }

    private MqttSubAckReasonCode take(MqttTopicSubscription wanted, List<Runnable> afterwards) {
        String filter = wanted.topicName();
        if (filter.startsWith("$share/")) {
            return MqttSubAckReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
        }
        try {
            TopicNames.requireFilter(filter);
        } catch (IllegalArgumentException e) {
            return MqttSubAckReasonCode.TOPIC_FILTER_INVALID;
        }
        boolean known = subscriptions.containsKey(filter);
        if (!known && subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            return MqttSubAckReasonCode.QUOTA_EXCEEDED;
        }
        MqttSubscriptionOption option = wanted.subscriptionOption();
        subscriptions.put(filter, option);
        RetainedHandlingPolicy policy = option.retainHandling();
        if (policy == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE
                || policy == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS && !known) {
            afterwards.add(() -> exchange.retainedUnder(filter).forEach(parcel ->
                    deliver(parcel, Math.min(parcel.qos(), option.qos().value()), true)));
        }
        return MqttSubAckReasonCode.qosGranted(option.qos());
    }

    private void unsubscribe(MqttUnsubscribeMessage request) {
        List<MqttUnsubAckReasonCode> answers = request.topics().stream().map(filter -> subscriptions.remove(filter) == null
                ? MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED : MqttUnsubAckReasonCode.SUCCESS).toList();
        if (v5()) {
            answer(() -> endpoint.unsubscribeAcknowledge(request.messageId(), answers, MqttProperties.NO_PROPERTIES));
        } else {
            answer(() -> endpoint.unsubscribeAcknowledge(request.messageId()));
        }
    }

    private void published(MqttPublishMessage message) {
        try {
            TopicNames.requireName(message.topicName());
        } catch (IllegalArgumentException e) {
            // Also a topic alias: none were offered at the connect.
            drop();
            return;
        }
        boolean first = true;
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            first = unreleased.add(message.messageId());
        }
        if (first) {
            exchange.route(new Parcel(message.topicName(), message.payload().getBytes(), message.qosLevel().value(),
                    message.isRetain(), exchange.deadline(expiry(message.properties()))), this);
        }
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            answer(() -> endpoint.publishAcknowledge(message.messageId()));
        } else if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            answer(() -> endpoint.publishReceived(message.messageId()));
        }
    }

    /** A client may have closed its connection right behind the packet that is answered. */
    private void answer(Runnable packet) {
        if (!gone && endpoint.isConnected()) {
            packet.run();
        }
    }

    private static @Nullable Integer expiry(MqttProperties properties) {
        MqttProperties.MqttProperty<?> property =
                properties.getProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL);
        return property == null ? null : (Integer) property.value();
    }

    /** Delivers once with the best QoS among the matching subscriptions. */
    void offer(Parcel parcel, boolean own) {
        int qos = -1;
        boolean asPublished = false;
        for (Map.Entry<String, MqttSubscriptionOption> subscription : subscriptions.entrySet()) {
            MqttSubscriptionOption option = subscription.getValue();
            if (!(own && option.isNoLocal()) && TopicNames.matches(subscription.getKey(), parcel.topic())) {
                qos = Math.max(qos, option.qos().value());
                asPublished |= option.isRetainAsPublished();
            }
        }
        if (qos >= 0) {
            deliver(parcel, Math.min(qos, parcel.qos()), asPublished && parcel.retain());
        }
    }

    private void deliver(Parcel parcel, int qos, boolean retain) {
        if (gone || !endpoint.isConnected()) {
            return;
        }
        if (waiting >= MOST_WAITING) {
            drop();
            return;
        }
        MqttProperties properties = new MqttProperties();
        if (v5() && parcel.deadlineNanos() != Long.MAX_VALUE) {
            long seconds = Math.max(1, (parcel.deadlineNanos() - exchange.now() + 999_999_999L) / 1_000_000_000L);
            properties.add(new MqttProperties.IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
                    (int) seconds));
        }
        waiting++;
        var sent = endpoint.publish(parcel.topic(), Buffer.buffer(parcel.payload()), MqttQoS.valueOf(qos), false, retain,
                nextId(qos), properties);
        if (qos == 0) {
            sent.onComplete(ignored -> waiting--);
        }
    }

    private int nextId(int qos) {
        if (qos == 0) {
            return 0;
        }
        lastId = lastId == 65_535 ? 1 : lastId + 1;
        return lastId;
    }
}
