package io.lantern.sandbox.salesforce.event;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The Pub/Sub API's errors: a gRPC status with the trailers {@code error-code} and {@code rpc-id}. */
enum PubSubFault {
    AUTH_ERROR("service.auth.error", Status.Code.UNAUTHENTICATED, "The session is not valid"),
    HEADERS_INVALID(
            "service.auth.headers.invalid",
            Status.Code.UNAUTHENTICATED,
            "accesstoken, instanceurl and tenantid are needed"),
    REFRESH_INVALID("service.auth.refresh.invalid", Status.Code.UNAUTHENTICATED, "auth_refresh is not a valid session"),
    UNAVAILABLE("service.unavailable", Status.Code.UNAVAILABLE, "The service is unavailable"),
    TOPIC_NOT_FOUND("topic.not.found", Status.Code.NOT_FOUND, "The topic does not exist"),
    TOPIC_EMPTY("topic.validation.empty", Status.Code.INVALID_ARGUMENT, "The topic is missing"),
    SCHEMA_INVALID("schema.validation.failed", Status.Code.INVALID_ARGUMENT, "The schema is not known"),
    REPLAY_CORRUPTED(
            "subscription.fetch.replayid.corrupted",
            Status.Code.INVALID_ARGUMENT,
            "The Replay ID validation failed. Ensure that the Replay ID is valid."),
    REPLAY_MISSING(
            "subscription.fetch.replayid.validation.failed",
            Status.Code.INVALID_ARGUMENT,
            "A CUSTOM replay preset needs a replay id"),
    REQUESTED_INVALID(
            "subscription.fetch.requested.events.invalid",
            Status.Code.INVALID_ARGUMENT,
            "num_requested must be at least 1"),
    TOPIC_MISMATCH("subscription.fetch.topic.mismatch", Status.Code.INVALID_ARGUMENT, "The topic cannot change"),
    LIMIT_EXCEEDED(
            "subscription.limit.exceeded", Status.Code.RESOURCE_EXHAUSTED, "The daily delivery limit is used up"),
    CANNOT_PUBLISH("topic.meta.permission", Status.Code.PERMISSION_DENIED, "Nobody can publish to this topic"),
    PUBLISH_TOPIC_EMPTY("publish.topic.validation.empty", Status.Code.INVALID_ARGUMENT, "The topic is missing"),
    PUBLISH_TOPIC_MISMATCH("publish.topic.mismatch", Status.Code.INVALID_ARGUMENT, "The topic cannot change"),
    EVENT_COUNT_INVALID("publish.event.count.invalid", Status.Code.INVALID_ARGUMENT, "There is no event to publish");

    private static final String PREFIX = "sfdc.platform.eventbus.grpc.";
    static final Metadata.Key<String> ERROR_CODE = Metadata.Key.of("error-code", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> RPC_ID = Metadata.Key.of("rpc-id", Metadata.ASCII_STRING_MARSHALLER);

    private final String suffix;
    private final Status.Code status;
    private final String description;

    PubSubFault(String suffix, Status.Code status, String description) {
        this.suffix = suffix;
        this.status = status;
        this.description = description;
    }

    StatusRuntimeException exception(String rpcId) {
        Metadata trailers = new Metadata();
        trailers.put(ERROR_CODE, PREFIX + suffix);
        trailers.put(RPC_ID, rpcId);
        return status.toStatus()
                .withDescription(description + " rpcId: " + rpcId)
                .asRuntimeException(trailers);
    }
}
