package io.lantern.hub.messaging;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of Kafka, under {@code lantern.kafka}. How to log in is said to Camel's component, under {@code
 * camel.component.kafka}.
 *
 * @param enabled whether the hub reads and writes topics; the profile {@code kafka} switches it on
 * @param brokers {@code host:port}, several with commas
 * @param recordsTopic what comes in
 * @param deadLetterTopic where messages go that nobody can read
 * @param auditTopic what was decided
 * @param runsTopic how runs ended
 * @param deliveriesTopic what is delivered to the target {@code kafka}
 * @param group consumer group; hubs with the same share the partitions
 * @param tenant whose records come in
 * @param auditDiff whether decisions go out with the values of fields before and after, which are personal data
 */
@Validated
@ConfigurationProperties("lantern.kafka")
record KafkaSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("localhost:9092") @NotBlank String brokers,

        @DefaultValue("lantern.records") @Pattern(regexp = TOPIC)
        String recordsTopic,

        @DefaultValue("lantern.records.dlt") @Pattern(regexp = TOPIC)
        String deadLetterTopic,

        @DefaultValue("lantern.audit") @Pattern(regexp = TOPIC)
        String auditTopic,

        @DefaultValue("lantern.runs") @Pattern(regexp = TOPIC)
        String runsTopic,

        @DefaultValue("lantern.deliveries") @Pattern(regexp = TOPIC)
        String deliveriesTopic,

        @DefaultValue("lantern") @NotBlank String group,
        @DefaultValue("1") @Min(1) int tenant,
        @DefaultValue("false") boolean auditDiff) {
    /** As Kafka's, but short enough to be part of a key. */
    static final String TOPIC = "[a-zA-Z0-9._-]{1,120}";
}
