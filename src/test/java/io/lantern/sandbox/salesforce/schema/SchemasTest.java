package io.lantern.sandbox.salesforce.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.sandbox.salesforce.schema.Schema.ChildRelationship;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasTest {
    private static final Path RESOURCES = Path.of("src/main/resources/sandbox/objects");

    private final Schema schema = Schemas.load(null);

    private SObjectType type(String name) {
        return Objects.requireNonNull(schema.type(name));
    }

    private SObjectField field(String type, String name) {
        return Objects.requireNonNull(type(type).field(name));
    }

    @Test
    void every_definition_that_comes_with_the_program_is_in_the_index() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES)) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".yaml"))
                    .map(f -> f.replace(".yaml", ""))
                    .sorted()
                    .toList();
            assertThat(Files.readAllLines(RESOURCES.resolve("index.txt"))).containsExactlyElementsOf(names);
        }
        assertThat(schema.type("ScratchOrgInfo")).isNull();
    }

    @Test
    void names_are_found_in_any_case_and_types_by_key_prefix() {
        assertThat(type("lead").name()).isEqualTo("Lead");
        assertThat(field("LEAD", "COMPANY").name()).isEqualTo("Company");
        assertThat(Objects.requireNonNull(schema.typeOfId("00QLt0000000001MAA")).name())
                .isEqualTo("Lead");
        assertThat(schema.typeOfId("zzz")).isNull();
    }

    @Test
    void create_must_give_what_has_neither_default_nor_blank() {
        assertThat(type("Lead").fields().stream()
                        .filter(SObjectField::requiredOnCreate)
                        .map(SObjectField::name))
                .containsExactly("LastName", "Company");
        assertThat(type("Contact").fields().stream()
                        .filter(SObjectField::requiredOnCreate)
                        .map(SObjectField::name))
                .containsExactly("LastName");
        assertThat(type("Opportunity").fields().stream()
                        .filter(SObjectField::requiredOnCreate)
                        .map(SObjectField::name))
                .containsExactly("Name", "StageName", "CloseDate");
    }

    @Test
    void parts_know_their_compound() {
        assertThat(type("Contact").compoundFieldName("MailingCity")).isEqualTo("MailingAddress");
        assertThat(type("Lead").compoundFieldName("PostalCode")).isEqualTo("Address");
        assertThat(type("Lead").compoundFieldName("FirstName")).isEqualTo("Name");
        assertThat(type("Account").compoundFieldName("Name")).isNull();
        assertThat(field("Lead", "Address").createable()).isFalse();
        assertThat(field("Lead", "Name").updateable()).isFalse();
    }

    @Test
    void parents_list_their_children() {
        assertThat(schema.childrenOf("Account"))
                .contains(
                        new ChildRelationship("Contact", "AccountId", "Contacts", true),
                        new ChildRelationship("Account", "ParentId", "ChildAccounts", false));
    }

    @Test
    void the_change_event_has_its_fields() {
        assertThat(type("Lantern_Record_Change__e").isEvent()).isTrue();
        assertThat(type("Lantern_Record_Change__e").fields().stream().map(SObjectField::name))
                .contains(
                        "Object__c",
                        "Record_Id__c",
                        "Change__c",
                        "Changed_Fields__c",
                        "System_Modstamp__c",
                        "Fingerprint__c",
                        "Fingerprint_Fields__c",
                        "Changed_By__c");
    }

    @Test
    void a_users_own_object_joins_the_org(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Machine__c.yaml"), """
                name: Machine__c
                keyPrefix: a10
                owner: [User]
                fields:
                  - {name: Serial__c, type: string, length: 20, externalId: true, unique: true}
                  - {name: Account__c, type: reference, to: [Account], relationship: Account__r, children: Machines__r}
                """);

        Schema own = Schemas.load(folder);

        SObjectType machine = Objects.requireNonNull(own.type("machine__c"));
        assertThat(machine.label()).isEqualTo("Machine");
        assertThat(machine.isCustom()).isTrue();
        assertThat(machine.fields().stream().map(SObjectField::name))
                .contains("Id", "OwnerId", "Serial__c", "SystemModstamp");
    }

    @Test
    void a_wrong_definition_is_named_with_its_fault(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Bad__c.yaml");

        Files.writeString(file, "name: Bad__c\nkeyPrefix: a11\nfields: [{name: A__c, type: string, lenght: 5}]");
        assertThatThrownBy(() -> Schemas.load(folder))
                .hasMessageContaining("Bad__c.yaml")
                .hasMessageContaining("lenght");

        Files.writeString(file, "name: Bad__c\nkeyPrefix: 00Q\nfields: []");
        assertThatThrownBy(() -> Schemas.load(folder)).hasMessageContaining("keyPrefix 00Q");

        Files.writeString(
                file, "name: Bad__c\nkeyPrefix: a11\nfields: [{name: A__c, type: reference, to: [Nobody__c]}]");
        assertThatThrownBy(() -> Schemas.load(folder)).hasMessageContaining("Nobody__c");
    }
}
