package io.lantern.hub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeEventTest {
    private static final OrgRef ORG = new OrgRef(new TenantId(1), "sandbox");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void an_event_says_which_record_changed_how_and_when() throws Exception {
        ChangeEvent event = json.readValue("""
                {"CreatedDate": 1772359200000, "CreatedById": "005LA0000000001AAA", "Object__c": "Lead",
                 "Record_Id__c": "00QLA0000000001", "Change__c": "UPDATE", "Changed_Fields__c": "Phone, Rating",
                 "System_Modstamp__c": 1772359200999, "Fingerprint__c": "ab", "Fingerprint_Fields__c": "Phone",
                 "Changed_By__c": "005LA0000000001AAA"}""", ChangeEvent.class);

        RecordChange change = event.recordChange(ORG).orElseThrow();
        assertThat(change.object()).isEqualTo("Lead");
        assertThat(change.change()).isEqualTo(Change.UPDATE);
        assertThat(change.modstamp()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(event.changed()).containsExactlyInAnyOrder("Phone", "Rating");
        assertThat(event.fingerprinted()).containsExactly("Phone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Object__c\":\"Lead\",\"Record_Id__c\":\"00Q\",\"Change__c\":\"CREATE\",\"System_Modstamp__c\":1}",
                "{\"Object__c\":\"Lead\",\"Record_Id__c\":\"00QLA0000000001\",\"Change__c\":\"MOVE\",\"System_Modstamp__c\":1}",
                "{\"Object__c\":\"Lead\",\"Record_Id__c\":\"00QLA0000000001\",\"Change__c\":\"CREATE\",\"System_Modstamp__c\":\"x\"}"
            })
    void an_event_that_does_not_say_so_is_no_change(String text) throws Exception {
        assertThat(json.readValue(text, ChangeEvent.class).recordChange(ORG)).isEmpty();
    }
}
