package io.lantern.sandbox.salesforce.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.PublishResponse;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import com.salesforce.eventbus.protobuf.TopicRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Pub/Sub API as its guide describes it, seen by a client over TLS. */
class PubSubIT {
    private static final String EVENT = "/event/Lantern_Record_Change__e";

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
    void aTopicSaysItsSchemaAndWhatMayBeDoneWithIt() {
        var event = client.calls.getTopic(topic(EVENT));
        var changes = client.calls.getTopic(topic("/data/LeadChangeEvent"));

        assertThat(event.getCanPublish()).isTrue();
        assertThat(event.getCanSubscribe()).isTrue();
        assertThat(event.getSchemaId()).hasSize(22);
        assertThat(changes.getCanPublish()).isFalse();
    }

    @Test
    void aSchemaHasTheShapeOfARealOne() {
        EventSchema schema = client.schemaOf(EVENT);

        assertThat(schema.avro().getNamespace()).isEqualTo("com.sforce.eventbus");
        assertThat(schema.avro().getProp("uuid")).isEqualTo(schema.id());
        assertThat(schema.avro().getFields().get(0).name()).isEqualTo("CreatedDate");
        assertThat(schema.avro().getFields().get(1).name()).isEqualTo("CreatedById");
        assertThat(PubSubClient.field(schema, "System_Modstamp__c").toString()).isEqualTo("[\"null\",\"long\"]");
        assertThat(PubSubClient.field(schema, "Object__c").toString()).isEqualTo("[\"null\",\"string\"]");
        assertThat(schema.avro().getField("ReplayId")).isNull();
    }

    @Test
    void aCreatedLeadIsToldOnceCommitted() {
        PubSubClient.Reading reading = client.earliest(EVENT, 10);

        String id = org.createLead("Analytical Engines");

        ConsumerEvent event = reading.awaitEvents(1).get(0);
        GenericRecord record = client.decode(event);
        assertThat(record.get("Object__c")).hasToString("Lead");
        assertThat(record.get("Record_Id__c")).hasToString(id);
        assertThat(record.get("Change__c")).hasToString("CREATE");
        assertThat(record.get("Changed_Fields__c")).isNull();
        assertThat(record.get("Fingerprint__c")).isNull();
        assertThat(record.get("CreatedById")).hasToString(org.actor.userId());
        assertThat(event.getReplayId().size()).isEqualTo(8);
        assertThat(event.getEvent().getId()).isNotEmpty();
    }

    @Test
    void aRolledBackChangeIsNeverTold() {
        PubSubClient.Reading reading = client.earliest(EVENT, 10);

        Throwable failure = catchThrowable(() -> org.write(tx -> {
            tx.create("Lead", Map.of("LastName", "Gone", "Company", "Nobody"));
            throw new IllegalStateException("no");
        }));
        String id = org.createLead("Analytical Engines");

        assertThat(failure).hasMessage("no");
        List<ConsumerEvent> events = reading.awaitEvents(1);
        assertThat(client.decode(events.get(0)).get("Record_Id__c")).hasToString(id);
    }

    @Test
    void requestsAddUpAndNoMoreIsDeliveredThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            org.createLead("Company " + i);
        }

        PubSubClient.Reading reading = client.earliest(EVENT, 2);

        assertThat(reading.awaitEvents(2)).hasSize(2);
        reading.fetch(FetchRequest.newBuilder().setNumRequested(1));
        assertThat(reading.awaitEvents(3)).hasSize(3);
        reading.fetch(FetchRequest.newBuilder().setTopicName(EVENT).setNumRequested(100));
        assertThat(reading.awaitEvents(5)).hasSize(5);
        assertThat(reading.answers.get(reading.answers.size() - 1).getPendingNumRequested())
                .isEqualTo(98);
    }

    @Test
    void askingForMoreThanAHundredCountsAsAHundred() {
        org.createLead("Company");

        PubSubClient.Reading reading = client.earliest(EVENT, 1_000);
        reading.awaitEvents(1);

        assertThat(reading.answers.get(0).getPendingNumRequested()).isEqualTo(99);
    }

    @Test
    void aReaderGoesOnAfterTheIdItSaw() {
        for (int i = 0; i < 4; i++) {
            org.createLead("Company " + i);
        }
        List<ConsumerEvent> all = client.earliest(EVENT, 10).awaitEvents(4);

        List<ConsumerEvent> rest =
                client.after(EVENT, all.get(1).getReplayId(), 10).awaitEvents(2);

        assertThat(rest).containsExactlyElementsOf(all.subList(2, 4));
    }

    @Test
    void replayIdsAreNotContiguous() {
        for (int i = 0; i < 20; i++) {
            org.createLead("Company " + i);
        }

        List<Long> ids = client.earliest("/data/ChangeEvents", 100).awaitEvents(20).stream()
                .map(event -> event.getReplayId().asReadOnlyByteBuffer().getLong())
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids.get(19) - ids.get(0)).isGreaterThan(19);
    }

    @Test
    void theLogOutlivesARestart() throws IOException {
        org.createLead("Analytical Engines");
        ConsumerEvent before = client.earliest(EVENT, 10).awaitEvents(1).get(0);

        stop();
        start();

        assertThat(client.earliest(EVENT, 10).awaitEvents(1)).containsExactly(before);
        assertThat(client.decode(before).get("Object__c")).hasToString("Lead");
    }

    @Test
    void anEventOlderThan72HoursIsGoneAndItsIdUnknown() {
        org.createLead("Old");
        org.createLead("Older readers stopped here");
        List<ConsumerEvent> old = client.earliest(EVENT, 10).awaitEvents(2);

        org.clock.forward(Duration.ofHours(73));
        String id = org.createLead("New");

        List<ConsumerEvent> events = openAnew().earliest(EVENT, 10).awaitEvents(1);
        assertThat(client.decode(events.get(0)).get("Record_Id__c")).hasToString(id);
        assertThat(client.after(EVENT, old.get(0).getReplayId(), 1).awaitErrorCode())
                .isEqualTo("subscription.fetch.replayid.corrupted");
    }

    @Test
    void aReaderOfNothingYetCanComeBackToTheIdOfItsKeepAlive() {
        org.faults.set("keepalive", Map.of("millis", "200"));
        PubSubClient.Reading idle = client.latest(EVENT, 5);
        idle.awaitAnswers(1);
        ByteString position = idle.answers.get(0).getLatestReplayId();

        String id = org.createLead("Meanwhile");

        List<ConsumerEvent> events = client.after(EVENT, position, 5).awaitEvents(1);
        assertThat(client.decode(events.get(0)).get("Record_Id__c")).hasToString(id);
    }

    @Test
    void aKeepAliveIsEmptyAndCarriesTheLatestReplayId() {
        org.faults.set("keepalive", Map.of("millis", "200"));
        org.createLead("Analytical Engines");
        PubSubClient.Reading reading = client.earliest(EVENT, 10);
        ByteString last = reading.awaitEvents(1).get(0).getReplayId();

        reading.awaitAnswers(3);

        assertThat(reading.answers.get(2).getEventsCount()).isZero();
        assertThat(reading.answers
                        .get(2)
                        .getLatestReplayId()
                        .asReadOnlyByteBuffer()
                        .getLong())
                .isGreaterThanOrEqualTo(last.asReadOnlyByteBuffer().getLong());
        assertThat(reading.answers.get(2).getPendingNumRequested()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "/event/Nothing__e, 1, LATEST, topic.not.found, NOT_FOUND",
        "'', 1, LATEST, topic.validation.empty, INVALID_ARGUMENT",
        EVENT + ", 0, LATEST, subscription.fetch.requested.events.invalid, INVALID_ARGUMENT",
        EVENT + ", 1, CUSTOM, subscription.fetch.replayid.validation.failed, INVALID_ARGUMENT"
    })
    void aBadRequestIsRefusedWithItsCode(
            String topic, int count, ReplayPreset preset, String code, Status.Code status) {
        PubSubClient.Reading reading = client.subscribe(FetchRequest.newBuilder()
                .setTopicName(topic)
                .setNumRequested(count)
                .setReplayPreset(preset));

        assertThat(reading.awaitErrorCode()).isEqualTo(code);
        assertThat(reading.awaitStatus().getCode()).isEqualTo(status);
        assertThat(reading.awaitStatus().getDescription()).contains("rpcId: ");
    }

    @Test
    void anUnknownOrMisshapenReplayIdIsCorrupted() {
        ByteString unknown = ByteString.copyFrom(StoredEvent.replay(7));

        assertThat(client.after(EVENT, unknown, 1).awaitErrorCode()).isEqualTo("subscription.fetch.replayid.corrupted");
        assertThat(client.after(EVENT, ByteString.copyFromUtf8("abc"), 1).awaitErrorCode())
                .isEqualTo("subscription.fetch.replayid.corrupted");
    }

    @Test
    void theTopicOfAStreamCannotChange() {
        PubSubClient.Reading reading = client.latest(EVENT, 1);

        reading.fetch(
                FetchRequest.newBuilder().setTopicName("/data/LeadChangeEvent").setNumRequested(1));

        assertThat(reading.awaitErrorCode()).isEqualTo("subscription.fetch.topic.mismatch");
    }

    @Test
    void aCallNeedsAGoodSessionOfThisOrg() throws IOException {
        assertThat(refusal("no-session", org.store.orgId())).isEqualTo("service.auth.error");
        assertThat(refusal(org.token, "00D000000000000AAA")).isEqualTo("service.auth.headers.invalid");
        assertThat(refusal(null, org.store.orgId())).isEqualTo("service.auth.headers.invalid");
    }

    @Test
    void anOpenStreamEndsWithItsSession() {
        PubSubClient.Reading reading = client.latest(EVENT, 1);

        org.sessions.revoke(org.token);

        assertThat(reading.awaitErrorCode()).isEqualTo("service.auth.error");
    }

    @Test
    void aStreamCanTakeOnANewSession() {
        org.faults.set("keepalive", Map.of("millis", "100"));
        PubSubClient.Reading reading = client.latest(EVENT, 1);
        String fresh = org.sessions.open(org.actor.userId());

        reading.fetch(FetchRequest.newBuilder().setNumRequested(1).setAuthRefresh(fresh));
        Awaitility.await()
                .until(() -> reading.answers.stream().anyMatch(answer -> answer.getPendingNumRequested() == 2));
        org.sessions.revoke(org.token);
        org.createLead("Analytical Engines");

        assertThat(reading.awaitEvents(1)).hasSize(1);
        reading.fetch(FetchRequest.newBuilder().setNumRequested(1).setAuthRefresh("nobody"));
        assertThat(reading.awaitErrorCode()).isEqualTo("service.auth.refresh.invalid");
    }

    @Test
    void aPublishedEventReachesItsReadersWithTheClientsId() {
        PubSubClient.Reading reading = client.earliest(EVENT, 10);
        EventSchema schema = client.schemaOf(EVENT);

        PublishResponse answer = client.publish(EVENT, event(schema, "a-client-id", "Lead"));

        ConsumerEvent event = reading.awaitEvents(1).get(0);
        assertThat(answer.getResults(0).getCorrelationKey()).isEqualTo("a-client-id");
        assertThat(answer.getResults(0).getReplayId()).isEqualTo(event.getReplayId());
        assertThat(event.getEvent().getId()).isEqualTo("a-client-id");
        assertThat(client.decode(event).get("Object__c")).hasToString("Lead");
        assertThat(client.decode(event).get("CreatedById")).hasToString(org.actor.userId());
    }

    @Test
    void aRefusedEventDoesNotStopTheOthers() {
        EventSchema schema = client.schemaOf(EVENT);
        ProducerEvent rubbish = event(schema, "", "Lead").toBuilder()
                .setPayload(ByteString.copyFromUtf8("?"))
                .build();

        PublishResponse answer =
                client.publish(EVENT, event(schema, "", "x".repeat(81)), rubbish, event(schema, "", "Lead"));

        assertThat(answer.getResults(0).getError().getMsg()).contains("data value too large");
        assertThat(answer.getResults(1).getError().getMsg()).contains("not of the schema");
        assertThat(answer.getResults(2).hasError()).isFalse();
        assertThat(client.earliest(EVENT, 10).awaitEvents(1)).hasSize(1);
    }

    @Test
    void nothingIsPublishedToAChangeTopicOrWithoutEvents() {
        assertThat(PubSubClient.errorCode(catchThrowable(() -> client.publish(EVENT))))
                .isEqualTo("publish.event.count.invalid");
        assertThat(PubSubClient.errorCode(catchThrowable(
                        () -> client.publish("/data/LeadChangeEvent", ProducerEvent.getDefaultInstance()))))
                .isEqualTo("topic.meta.permission");
    }

    @Test
    void aHundredReadersAndWritersSeeTheSameOrder() {
        PubSubClient.Reading one = client.earliest("/data/ChangeEvents", 100);
        PubSubClient.Reading other = client.earliest("/data/ChangeEvents", 100);

        for (int i = 0; i < 50; i++) {
            org.createLead("Company " + i);
        }

        assertThat(one.awaitEvents(50)).isEqualTo(other.awaitEvents(50)).hasSize(50);
        Awaitility.await().until(() -> one.isOpen() && other.isOpen());
    }

    private PubSubClient openAnew() {
        try {
            stop();
            org = new EventOrg(folder);
            org.clock.forward(Duration.ofHours(73));
            client = new PubSubClient(org, org.sessions.open(org.actor.userId()), org.store.orgId());
            return client;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String refusal(@Nullable String token, String tenant) throws IOException {
        try (PubSubClient other = new PubSubClient(org, token, tenant)) {
            return PubSubClient.errorCode(catchThrowable(() -> other.calls.getTopic(topic(EVENT))));
        }
    }

    private static ProducerEvent event(EventSchema schema, String id, String object) {
        GenericRecord record = new GenericData.Record(schema.avro());
        record.put("CreatedDate", 0L);
        record.put("CreatedById", "");
        record.put("Object__c", object);
        return ProducerEvent.newBuilder()
                .setId(id)
                .setSchemaId(schema.id())
                .setPayload(ByteString.copyFrom(schema.encode(record)))
                .build();
    }

    private static TopicRequest topic(String name) {
        return TopicRequest.newBuilder().setTopicName(name).build();
    }
}
