package dev.hearken.hub;

/**
 * What the way to the hub has done since its start; a snapshot.
 *
 * @param accepted         messages taken over by {@code publish}
 * @param delivered        of these: written (QoS 0) or acknowledged by the broker (QoS 1, 2)
 * @param resent           transmissions repeated because a connection broke before the acknowledgement
 * @param superseded       retained messages replaced by a newer one of the same topic before they left
 * @param droppedTelemetry dropped because the outbox was full
 * @param droppedEvents    dropped because the outbox was full
 * @param refusedIntents   intents not taken over because the outbox was full of intents
 * @param expired          dropped because their time-to-live ended before they left
 * @param unconfirmed      QoS 0 messages on the wire when a connection broke; nobody knows whether they arrived
 * @param rejected         too large, or not accepted by the broker
 * @param queued           waiting now
 * @param queuedBytes      size of those waiting or unacknowledged now
 * @param inFlight         sent and not acknowledged now
 * @param received         messages from the broker
 * @param receivedDropped  of these: dropped because the handlers did not keep up
 * @param connects         connections made
 * @param failures         attempts that did not lead to a connection
 * @param losses           connections lost
 */
public record HubMetrics(long accepted, long delivered, long resent, long superseded, long droppedTelemetry,
                         long droppedEvents, long refusedIntents, long expired, long unconfirmed, long rejected,
                         int queued, long queuedBytes, int inFlight, long received, long receivedDropped,
                         long connects, long failures, long losses) {
}
