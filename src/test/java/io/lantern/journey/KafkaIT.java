package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Records from a topic, facts to topics, with a real broker and power cuts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class KafkaIT {
    private static final String RECORDS = "lantern.records";
    private static final String DEAD_LETTERS = "lantern.records.dlt";
    private static final String GROUP = "lantern";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    private EmbeddedKafkaKraftBroker broker;
    private Sandbox sandbox;
    private HubProcess hub;
    private Producer<String, String> producer;

    @BeforeAll
    void startAll(@TempDir Path data) throws IOException {
        broker = new EmbeddedKafkaKraftBroker(1, 3, RECORDS, DEAD_LETTERS, "lantern.audit", "lantern.runs");
        broker.afterPropertiesSet();
        sandbox = Sandbox.start(new SandboxSettings(data.resolve("org"), 0, 0, -1, true));
        hub = HubProcess.start(
                data.resolve("hub"),
                "--spring.profiles.active=sandbox,kafka",
                "--lantern.kafka.brokers=" + broker.getBrokersAsString(),
                "--lantern.orgs[0].name=sandbox",
                "--lantern.orgs[0].login-url=" + sandbox.url(),
                "--lantern.orgs[0].client-id=lantern-sandbox",
                "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
                "--lantern.orgs[0].pub-sub-host=localhost",
                "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
                "--lantern.orgs[0].trust-certificate=" + sandbox.certificate());
        producer = new KafkaProducer<>(Map.<String, Object>of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "acks",
                "all",
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                StringSerializer.class));
    }

    @AfterAll
    void stopAll() {
        producer.close();
        hub.close();
        sandbox.close();
        broker.destroy();
    }

    @Test
    void a_hub_killed_between_reading_and_committing_loses_no_record_and_takes_none_twice() throws Exception {
        int before = runs("enrich-only");
        send(200, "first");
        await().atMost(SOON).until(() -> runs("enrich-only") > before);
        hub.killAndRestart();
        send(200, "second");
        await().atMost(SOON).until(() -> runs("enrich-only") == before + 400);
        await().atMost(SOON).until(() -> committed() == ends());

        hub.kill();
        // As after a kill that came after every run was durable and before any offset was committed.
        forgetOffsets();
        hub.killAndRestart();
        send(1, "last");

        await().atMost(SOON).until(() -> committed() == ends());
        assertThat(runs("enrich-only")).isEqualTo(before + 401);
    }

    @Test
    void a_message_that_nobody_can_read_is_a_dead_letter_that_says_why() throws Exception {
        producer.send(new ProducerRecord<>(RECORDS, "k1", "this is no JSON"));
        producer.send(new ProducerRecord<>(RECORDS, "k2", """
                {"workflow_id": "no-such", "record_data": {"email": "a@b.example"}}
                """));
        producer.send(new ProducerRecord<>(RECORDS, "k3", """
                {"workflow_id": "enrich-only", "record_data": {"object": 7}}
                """));

        Map<String, ConsumerRecord<String, String>> dead = new HashMap<>();
        readUntil(DEAD_LETTERS, record -> {
            dead.put(record.key(), record);
            return dead.size() == 3;
        });

        assertThat(of(dead, "k1").value()).isEqualTo("this is no JSON");
        assertThat(header(of(dead, "k1"), "lantern-error-message")).isEqualTo("The message is not JSON.");
        assertThat(header(of(dead, "k1"), "lantern-origin-topic")).isEqualTo(RECORDS);
        assertThat(header(of(dead, "k1"), "lantern-origin-offset")).matches("\\d+");
        assertThat(header(of(dead, "k2"), "lantern-error-code")).isEqualTo("not_found");
        assertThat(header(of(dead, "k3"), "lantern-error-message")).contains("record_data.object");
    }

    @Test
    void what_was_decided_and_how_runs_ended_is_published_in_the_order_of_the_log() throws Exception {
        String email = "facts@published.example";
        producer.send(new ProducerRecord<>(RECORDS, email, """
                {"workflow_id": "inbound-lead", "record_data": {"email": "%s", "last_name": "Facts", "company": "Published"}}
                """.formatted(email)));

        List<JsonNode> ends = new ArrayList<>();
        readUntil("lantern.runs", record -> {
            JsonNode end = read(record.value());
            if (end.at("/name").asText().equals("inbound-lead")
                    && end.at("/request_id").asText().startsWith("kafka_")) {
                ends.add(end);
            }
            return !ends.isEmpty();
        });
        assertThat(ends.get(0).at("/status").asText()).isEqualTo("completed");

        List<Long> numbers = new ArrayList<>();
        Set<String> actions = new HashSet<>();
        String request = ends.get(0).at("/request_id").asText();
        List<ConsumerRecord<String, String>> log = new ArrayList<>();
        readUntil("lantern.audit", record -> {
            log.add(record);
            JsonNode entry = read(record.value());
            if (entry.at("/request_id").asText().equals(request)) {
                actions.add(entry.at("/action").asText());
            }
            return actions.contains("assign");
        });
        log.sort(Comparator.comparingInt(ConsumerRecord<String, String>::partition));
        Map<Integer, Long> last = new HashMap<>();
        for (ConsumerRecord<String, String> record : log) {
            long number = read(record.value()).at("/number").asLong();
            assertThat(number).isGreaterThan(last.getOrDefault(record.partition(), 0L));
            last.put(record.partition(), number);
            numbers.add(number);
            assertThat(header(record, "lantern-id")).isEqualTo("audit:1:" + number);
            assertThat(record.value()).doesNotContain("diff");
        }
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @Test
    void the_list_of_connectors_says_that_kafka_is_there() throws Exception {
        JsonNode connectors = get("/v1/connectors").at("/connectors");

        for (JsonNode connector : connectors) {
            if (connector.at("/type").asText().equals("kafka")) {
                assertThat(connector.at("/status").asText()).isEqualTo("connected");
                return;
            }
        }
        assertThat(connectors.toString()).contains("kafka");
    }

    private void send(int records, String name) {
        for (int i = 0; i < records; i++) {
            String email = "%s%d@kafka.example".formatted(name, i);
            producer.send(new ProducerRecord<>(RECORDS, email, """
                    {"workflow_id": "enrich-only", "record_data": {"email": "%s", "last_name": "Kafka"}}
                    """.formatted(email)));
        }
        producer.flush();
    }

    private int runs(String workflow) {
        return get("/v1/runs?per_page=1&agent=" + workflow).at("/total").asInt();
    }

    private JsonNode get(String path) {
        try {
            return read(http.send(
                            HttpRequest.newBuilder(URI.create(hub.url() + path))
                                    .header("Authorization", "Bearer " + OrgClient.HUB_KEY)
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConsumerRecord<String, String> of(Map<String, ConsumerRecord<String, String>> all, String key) {
        return Objects.requireNonNull(all.get(key));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void readUntil(String topic, java.util.function.Predicate<ConsumerRecord<String, String>> done) {
        try (Consumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (done.test(record)) {
                        return;
                    }
                }
            }
            throw new AssertionError("What was awaited did not come on " + topic);
        }
    }

    private Consumer<String, String> consumer() {
        return new KafkaConsumer<>(Map.<String, Object>of(
                "bootstrap.servers", broker.getBrokersAsString(),
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class));
    }

    private static List<TopicPartition> partitions(String topic) {
        return List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1), new TopicPartition(topic, 2));
    }

    private long ends() {
        try (Consumer<String, String> consumer = consumer()) {
            return consumer.endOffsets(partitions(RECORDS)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private long committed() throws Exception {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private void forgetOffsets() {
        Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
        partitions(RECORDS).forEach(partition -> zero.put(partition, new OffsetAndMetadata(0)));
        try (Admin admin = admin()) {
            // The broker learns of the kill when the group's session is over.
            await().atMost(SOON).ignoreExceptions().until(() -> {
                admin.alterConsumerGroupOffsets(GROUP, zero).all().get();
                return true;
            });
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.getBrokersAsString()));
    }
}
