package io.lantern.hub.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.Soql;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.test.context.DynamicPropertyRegistry;

/** An org of the tests' own: who works there, which leads it has, and what it holds afterwards. */
record OrgScene(SalesforceOrg org) {

    /** Starts an org without business data, whose changes start no workflow: only the tests convert. */
    static void connect(DynamicPropertyRegistry settings) throws IOException {
        Sandbox sandbox = Sandbox.start(new SandboxSettings(Files.createTempDirectory("convert-"), 0, 0, -1, false));
        String org = "lantern.orgs[0].";
        settings.add(org + "name", () -> "sandbox");
        settings.add(org + "login-url", () -> sandbox.url().toString());
        settings.add(org + "client-id", () -> "lantern-sandbox");
        settings.add(org + "client-secret", () -> "lantern-sandbox-secret");
        settings.add(org + "pub-sub-host", () -> "localhost");
        settings.add(org + "pub-sub-port", sandbox::pubSubPort);
        settings.add(org + "trust-certificate", () -> sandbox.certificate().toString());
        String binding = "lantern.trigger.bindings[0].";
        settings.add(binding + "object", () -> "Case");
        settings.add(binding + "on", () -> "create");
        settings.add(binding + "workflow", () -> "inbound-lead");
    }

    SalesforceId create(String object, Map<String, Object> fields) {
        var outcome = org.create(object, new HashMap<>(fields), Purpose.WRITE_BACK);
        assertThat(outcome).isInstanceOf(Written.class);
        return ((Written) outcome).id();
    }

    /** A lead of a person nobody else in the org is. */
    SalesforceId lead(String first, String last, String company) {
        return create("Lead", person(first, last, company));
    }

    static Map<String, Object> person(String first, String last, String company) {
        String domain = company.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "") + ".example.com";
        return Map.of(
                "FirstName",
                first,
                "LastName",
                last,
                "Company",
                company,
                "Email",
                (first + "." + last + "@" + domain).toLowerCase(java.util.Locale.ROOT));
    }

    SalesforceId user(String last) {
        CrmRecord profile = org.query(Soql.of("SELECT Id FROM Profile WHERE Name = ?", "Standard User"), Purpose.READ)
                .get(0);
        String mail = last.toLowerCase(java.util.Locale.ROOT) + "@convert.example";
        return create(
                "User",
                Map.of(
                        "Username", mail,
                        "Email", mail,
                        "LastName", last,
                        "Alias", last.toLowerCase(java.util.Locale.ROOT),
                        "ProfileId", profile.id().value()));
    }

    SalesforceId queue(String name) {
        SalesforceId queue = create("Group", Map.of("Name", name, "DeveloperName", name, "Type", "Queue"));
        create("QueueSobject", Map.of("QueueId", queue.value(), "SobjectType", "Lead"));
        return queue;
    }

    void set(String object, SalesforceId id, Map<String, Object> fields) {
        assertThat(org.update(new CrmRecord(object, id, fields), Purpose.WRITE_BACK))
                .isInstanceOf(Written.class);
    }

    CrmRecord read(String object, String id, String... fields) {
        return Objects.requireNonNull(org.read(object, SalesforceId.of(id), List.of(fields), Purpose.READ));
    }

    List<CrmRecord> named(String object, String field, String value) {
        return org.query(Soql.of("SELECT Id FROM " + object + " WHERE " + field + " = ?", value), Purpose.READ);
    }

    /** Every record of the objects a conversion touches, with the time of its last change. */
    List<CrmRecord> everything() {
        return List.of("Lead", "Account", "Contact", "Opportunity").stream()
                .flatMap(
                        object -> org
                                .query(
                                        Soql.of("SELECT Id, SystemModstamp FROM " + object + " ORDER BY Id"),
                                        Purpose.READ)
                                .stream())
                .toList();
    }
}
