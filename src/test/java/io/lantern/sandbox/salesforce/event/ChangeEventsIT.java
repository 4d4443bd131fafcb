package io.lantern.sandbox.salesforce.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.salesforce.eventbus.protobuf.ConsumerEvent;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a change: by our trigger's event, and by change data capture. */
class ChangeEventsIT {
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
    void anUpdateTellsTheNamesOfItsFieldsAndTheFingerprintOfItsTexts() {
        String id = org.createLead("Old name");
        update(id, Map.<String, Object>of("Company", "New name", "NumberOfEmployees", 12, "FirstName", "Ada"));

        GenericRecord event = told(2).get(1);

        assertThat(event.get("Change__c")).hasToString("UPDATE");
        assertThat(event.get("Changed_Fields__c")).hasToString("Company,FirstName,NumberOfEmployees");
        assertThat(event.get("Fingerprint_Fields__c")).hasToString("Company,FirstName");
        assertThat(event.get("Fingerprint__c"))
                .hasToString(Fingerprint.of(Map.of("Company", "New name", "FirstName", "Ada")));
        assertThat(event.get("Changed_By__c")).hasToString(org.actor.userId());
    }

    @Test
    void anUpdateThatChangesNothingIsNotTold() {
        String id = org.createLead("Analytical Engines");
        update(id, Map.of("Company", "Analytical Engines"));
        org.write(tx -> {
            tx.delete("Lead", id);
            return true;
        });
        org.write(tx -> {
            tx.undelete("Lead", id);
            return true;
        });

        assertThat(told(3).stream().map(event -> event.get("Change__c").toString()))
                .containsExactly("CREATE", "DELETE", "UNDELETE");
    }

    @Test
    void whatTheSeedWritesIsToldNobody() {
        Actor seed = new Actor(org.actor.userId(), null, "seed", "60.0");
        org.store.inTransaction(seed, tx -> tx.create("Lead", Map.of("LastName", "Seeded", "Company", "Seeds")));
        String id = org.createLead("Told");

        assertThat(told(1).get(0).get("Record_Id__c")).hasToString(id);
    }

    @Test
    void otherObjectsAreNotTold() {
        org.write(tx -> tx.create("Campaign", Map.of("Name", "Spring")));
        String id = org.write(tx -> tx.create("Account", Map.of("Name", "Acme")));

        GenericRecord event = told(1).get(0);
        assertThat(event.get("Object__c")).hasToString("Account");
        assertThat(event.get("Record_Id__c")).hasToString(id);
    }

    @Test
    void aChangeEventCarriesTheNewValuesAndBitmapsOfWhatChanged() {
        String id = org.createLead("Old name");
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put("Company", "New name");
        change.put("City", "London");
        change.put("Rating", "Hot");
        update(id, change);
        Map<String, @Nullable Object> blank = new HashMap<>();
        blank.put("Rating", null);
        update(id, blank);

        List<ConsumerEvent> events = client.earliest(CHANGES, 10).awaitEvents(3);
        GenericRecord update = client.decode(events.get(1));
        GenericRecord header = (GenericRecord) update.get("ChangeEventHeader");
        assertThat(update.get("Company")).hasToString("New name");
        assertThat(update.get("Name")).isNull();
        assertThat(((GenericRecord) update.get("Address")).get("City")).hasToString("London");
        assertThat(header.get("changeType")).hasToString("UPDATE");
        assertThat(header.get("entityName")).hasToString("Lead");
        assertThat(header.get("recordIds")).hasToString("[" + id + "]");
        assertThat(header.get("changeOrigin")).hasToString("com/salesforce/api/rest/60.0;client=test-client");
        assertThat(names(update.getSchema(), (List<?>) header.get("changedFields")))
                .containsExactly("Address.City", "Company", "LastModifiedDate", "Rating");
        GenericRecord cleared = (GenericRecord) client.decode(events.get(2)).get("ChangeEventHeader");
        assertThat(names(update.getSchema(), (List<?>) cleared.get("nulledFields")))
                .containsExactly("Rating");
    }

    @Test
    void aCreationCarriesEveryValueAndTheNameAsItsParts() {
        org.write(tx -> tx.create("Lead", Map.of("FirstName", "Ada", "LastName", "Lovelace", "Company", "Engines")));

        GenericRecord event =
                client.decode(client.earliest(CHANGES, 10).awaitEvents(1).get(0));

        GenericRecord name = (GenericRecord) event.get("Name");
        assertThat(name.get("FirstName")).hasToString("Ada");
        assertThat(name.get("LastName")).hasToString("Lovelace");
        assertThat(event.get("Status")).hasToString("Open - Not Contacted");
        assertThat(event.get("CreatedDate")).isInstanceOf(Long.class);
    }

    @Test
    void changesOfOneTransactionShareItsKeyInOrder() {
        org.write(tx -> {
            String account = tx.create("Account", Map.of("Name", "Acme"));
            return tx.create("Contact", Map.of("LastName", "Lovelace", "AccountId", account));
        });

        List<GenericRecord> headers = client.earliest("/data/ChangeEvents", 10).awaitEvents(2).stream()
                .map(event -> (GenericRecord) client.decode(event).get("ChangeEventHeader"))
                .toList();

        assertThat(headers.stream().map(header -> header.get("entityName").toString()))
                .containsExactly("Account", "Contact");
        assertThat(headers.get(0).get("transactionKey"))
                .isEqualTo(headers.get(1).get("transactionKey"));
        assertThat(headers.get(0).get("commitNumber")).isEqualTo(headers.get(1).get("commitNumber"));
        assertThat(headers.get(1).get("sequenceNumber")).isEqualTo(2);
    }

    @Test
    void aPlatformEventPublishedByRestIsCheckedFirst() {
        Map<String, Object> wrong = Map.of("System_Modstamp__c", "yesterday");

        assertThat(publish(Map.of("Nothing__c", "x"))).hasFieldOrPropertyWithValue("code", "INVALID_FIELD");
        assertThat(publish(wrong)).hasFieldOrPropertyWithValue("code", "JSON_PARSER_ERROR");
        assertThat(publish(Map.of("Object__c", "x".repeat(81)))).hasFieldOrPropertyWithValue("code", "STRING_TOO_LONG");
        org.write(tx -> org.events.publish(
                tx,
                "Lantern_Record_Change__e",
                Map.of("object__c", "Lead", "System_Modstamp__c", "2026-01-02T03:04:05.000+0000")));

        GenericRecord event = told(1).get(0);
        assertThat(event.get("Object__c")).hasToString("Lead");
        assertThat(event.get("System_Modstamp__c")).isEqualTo(1_767_323_045_000L);
    }

    @Test
    void aListThatIsTooLongSaysSo() {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            names.add("A_Very_Long_Field_Name_Number_%020d__c".formatted(i));
        }

        assertThat(RecordChanges.list(names)).hasSizeLessThanOrEqualTo(4_000).endsWith("__c,*");
        assertThat(RecordChanges.list(new TreeSet<>(List.of("B", "A")))).isEqualTo("A,B");
    }

    private OrgFault publish(Map<String, Object> fields) {
        return (OrgFault) Objects.requireNonNull(
                catchThrowable(() -> org.write(tx -> org.events.publish(tx, "Lantern_Record_Change__e", fields))));
    }

    private void update(String id, Map<String, ? extends @Nullable Object> values) {
        org.write(tx -> {
            tx.update("Lead", id, values);
            return true;
        });
    }

    private List<GenericRecord> told(int count) {
        return client.earliest(EVENT, 100).awaitEvents(count).stream()
                .map(client::decode)
                .toList();
    }

    /** Reads bitmaps the way Salesforce's own sample does. */
    private static List<String> names(Schema schema, List<?> bitmaps) {
        TreeSet<String> names = new TreeSet<>();
        for (Object bitmap : bitmaps) {
            String[] parts = bitmap.toString().split("-");
            if (parts.length == 1) {
                read(schema, parts[0], "", names);
            } else {
                Schema.Field parent = schema.getFields().get(Integer.parseInt(parts[0]));
                List<Schema> types = parent.schema().getTypes();
                read(types.get(types.size() - 1), parts[1], parent.name() + ".", names);
            }
        }
        return List.copyOf(names);
    }

    private static void read(Schema schema, String bitmap, String prefix, TreeSet<String> names) {
        java.math.BigInteger bits = new java.math.BigInteger(bitmap.substring(2), 16);
        for (Schema.Field field : schema.getFields()) {
            if (bits.testBit(field.pos())) {
                names.add(prefix + field.name());
            }
        }
    }
}
