package io.lantern.hub.trigger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code Lantern_Record_Change__e} as the Pub/Sub API delivers it in JSON. See {@code salesforce/README.md}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ChangeEvent(
        @JsonProperty("Object__c") @Nullable String object,
        @JsonProperty("Record_Id__c") @Nullable String recordId,
        @JsonProperty("Change__c") @Nullable String change,
        @JsonProperty("Changed_Fields__c") @Nullable String changedFields,
        @JsonProperty("System_Modstamp__c") @Nullable JsonNode modstamp,
        @JsonProperty("Fingerprint__c") @Nullable String fingerprint,
        @JsonProperty("Fingerprint_Fields__c") @Nullable String fingerprintFields) {
    /** @return the change, or empty when the event does not say which record changed how and when */
    Optional<RecordChange> recordChange(OrgRef org) {
        Optional<SalesforceId> id = Optional.ofNullable(recordId).flatMap(SalesforceId::parse);
        Optional<Change> kind = Arrays.stream(Change.values())
                .filter(value -> value.name().equals(change))
                .findFirst();
        Instant stamp = stamp();
        if (id.isEmpty() || kind.isEmpty() || object == null || stamp == null) {
            return Optional.empty();
        }
        return Optional.of(new RecordChange(org, object, id.get(), kind.get(), stamp));
    }

    Set<String> changed() {
        return names(changedFields);
    }

    Set<String> fingerprinted() {
        return names(fingerprintFields);
    }

    /** Avro carries a DateTime as epoch milliseconds; REST-shaped senders write it as text. */
    private @Nullable Instant stamp() {
        if (modstamp == null || modstamp.isNull()) {
            return null;
        }
        return modstamp.isNumber()
                ? Instant.ofEpochSecond(Math.floorDiv(modstamp.asLong(), 1000L))
                : Timestamps.parse(modstamp.asText());
    }

    private static Set<String> names(@Nullable String list) {
        return list == null || list.isBlank()
                ? Set.of()
                : Arrays.stream(list.split(",")).map(String::trim).collect(Collectors.toUnmodifiableSet());
    }
}
