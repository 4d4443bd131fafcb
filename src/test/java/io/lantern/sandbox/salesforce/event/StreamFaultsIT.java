package io.lantern.sandbox.salesforce.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the event stream, as a client sees it. */
class StreamFaultsIT {
    private static final String EVENT = "/event/Lantern_Record_Change__e";
    private static final String CHANGES = "/data/LeadChangeEvent";

    @TempDir
    Path folder;

    private EventOrg org;
    private PubSubClient client;

    @BeforeEach
    void start() throws IOException {
        org = new EventOrg(folder);
        client = org.client();
    }

    @AfterEach
    void stop() {
        client.close();
        org.close();
    }

    @Test
    void unavailableAfterTwoEvents() {
        org.faults.set("stream-unavailable", Map.of("after", "2", "count", "1"));
        createLeads(5);

        PubSubClient.Reading reading = client.earliest(EVENT, 10);

        assertThat(reading.awaitStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(reading.awaitErrorCode()).isEmpty();
        assertThat(reading.events()).hasSize(2);
        assertThat(client.earliest(EVENT, 10).awaitEvents(5)).hasSize(5);
    }

    @Test
    void theServerEndsTheStreamWithOk() {
        org.faults.set("stream-complete", Map.of("after", "1", "count", "1"));
        createLeads(3);

        PubSubClient.Reading reading = client.earliest(EVENT, 10);

        assertThat(reading.awaitEnd()).isNull();
        assertThat(reading.events()).hasSize(1);
    }

    @Test
    void anIdleStreamEndsTooWhenAFaultIsSwitchedOn() {
        PubSubClient.Reading reading = client.latest(EVENT, 10);

        org.faults.set("stream-complete", Map.of("count", "1"));

        assertThat(reading.awaitEnd()).isNull();
    }

    @Test
    void aBinaryTrailerComesWithTheStatus() {
        org.faults.set("binary-trailer", Map.of("count", "1"));

        PubSubClient.Reading reading = client.latest(EVENT, 10);

        Throwable end = Objects.requireNonNull(reading.awaitEnd());
        Metadata trailers = Objects.requireNonNull(Status.trailersFromThrowable(end));
        assertThat(trailers.keys()).contains("grpc-status-details-bin");
    }

    @Test
    void theStreamIsReset() {
        org.faults.set("stream-reset", Map.of("count", "1"));

        PubSubClient.Reading reading = client.latest(EVENT, 10);

        assertThat(reading.awaitStatus().getDescription()).contains("reset the stream");
        assertThat(reading.awaitErrorCode()).isEmpty();
    }

    @Test
    void theSessionIsRefusedOnTheStreamAndOnPublish() {
        org.faults.set("stream-auth-error", Map.of("count", "1"));
        org.faults.set("publish-auth-error", Map.of("count", "1"));

        assertThat(client.latest(EVENT, 10).awaitErrorCode()).isEqualTo("service.auth.error");
        assertThat(PubSubClient.errorCode(
                        catchThrowable(() -> client.publish(EVENT, ProducerEvent.getDefaultInstance()))))
                .isEqualTo("service.auth.error");
    }

    @Test
    void aGoodReplayIdIsCalledCorrupted() {
        createLeads(1);
        ConsumerEvent event = client.earliest(EVENT, 1).awaitEvents(1).get(0);
        org.faults.set("corrupted-replay", Map.of("count", "1"));

        assertThat(client.after(EVENT, event.getReplayId(), 1).awaitErrorCode())
                .isEqualTo("subscription.fetch.replayid.corrupted");
        createLeads(1);
        assertThat(client.after(EVENT, event.getReplayId(), 1).awaitEvents(1)).hasSize(1);
    }

    @Test
    void theRetainedLogStartsAnewWithOtherIds() {
        createLeads(3);
        PubSubClient.Reading reading = client.earliest(EVENT, 3);
        ConsumerEvent last = reading.awaitEvents(3).get(2);

        org.faults.set("log-reset", Map.of());

        assertThat(reading.awaitErrorCode()).isEqualTo("service.unavailable");
        createLeads(1);
        assertThat(client.earliest(EVENT, 10).awaitEvents(1)).hasSize(1);
        assertThat(client.after(EVENT, last.getReplayId(), 1).awaitErrorCode())
                .isEqualTo("subscription.fetch.replayid.corrupted");
        assertThat(org.faults.get("log-reset")).isNull();
    }

    @Test
    void onlyKeepAlivesComeAndNothingIsLost() {
        org.faults.set("keepalive", Map.of("millis", "100"));
        org.faults.set("keepalive-only", Map.of());
        PubSubClient.Reading reading = client.earliest(EVENT, 10);
        createLeads(2);

        reading.awaitAnswers(3);

        assertThat(reading.events()).isEmpty();
        org.faults.clear("keepalive-only");
        assertThat(reading.awaitEvents(2)).hasSize(2);
    }

    @Test
    void eventsComeTwice() {
        org.faults.set("duplicate-delivery", Map.of("count", "1"));
        createLeads(1);

        List<ConsumerEvent> events = client.earliest(EVENT, 10).awaitEvents(2);

        assertThat(events.get(0)).isEqualTo(events.get(1));
    }

    @Test
    void theDailyDeliveryLimitIsReached() {
        org.faults.set("delivery-limit", Map.of("after", "1"));
        createLeads(2);

        PubSubClient.Reading reading = client.earliest(EVENT, 10);

        assertThat(reading.awaitErrorCode()).isEqualTo("subscription.limit.exceeded");
        assertThat(reading.awaitStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(reading.events()).hasSize(1);
    }

    @Test
    void theSchemaChangesAndBothIdsStayGood() {
        createLeads(1);
        org.faults.set("new-schema", Map.of());
        createLeads(1);

        List<ConsumerEvent> events = client.earliest(EVENT, 10).awaitEvents(2);

        String old = events.get(0).getEvent().getSchemaId();
        String young = events.get(1).getEvent().getSchemaId();
        assertThat(old).isNotEqualTo(young);
        assertThat(client.schemaOf(EVENT).id()).isEqualTo(young);
        assertThat(client.decode(events.get(0)).get("Object__c")).hasToString("Lead");
        assertThat(client.decode(events.get(1)).get("Object__c")).hasToString("Lead");
        assertThat(client.schema(young).avro().getFields())
                .hasSize(client.schema(old).avro().getFields().size() + 1);
    }

    @Test
    void aGapEventTellsThatButNotWhatChanged() {
        org.faults.set("gap-event", Map.of("count", "1"));
        createLeads(1);

        GenericRecord event =
                client.decode(client.earliest(CHANGES, 10).awaitEvents(1).get(0));

        GenericRecord header = (GenericRecord) event.get("ChangeEventHeader");
        assertThat(header.get("changeType")).hasToString("GAP_CREATE");
        assertThat(event.get("Company")).isNull();
    }

    @Test
    void aFaultOfOneTopicLeavesTheOthersAlone() {
        org.faults.set("stream-complete", Map.of("path", CHANGES));
        PubSubClient.Reading other = client.latest(EVENT, 1);

        assertThat(client.latest(CHANGES, 1).awaitEnd()).isNull();
        createLeads(1);
        assertThat(other.awaitEvents(1)).hasSize(1);
        Awaitility.await().until(other::isOpen);
    }

    private void createLeads(int count) {
        for (int i = 0; i < count; i++) {
            org.createLead("Company " + i);
        }
    }
}
