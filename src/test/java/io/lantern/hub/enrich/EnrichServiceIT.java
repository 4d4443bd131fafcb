package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.Wishes;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.privacy.PrivacyService;
import io.lantern.hub.provider.ProviderService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The step {@code enrich} with the providers' own routes; the DNS is not asked. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = "lantern.provider.email.mx-lookup=false")
class EnrichServiceIT {
    private static final SalesforceId LEAD = SalesforceId.of("00Q000000000001EAA");
    private static final Arrival ARRIVAL = new Arrival(
            new OrgRef(new TenantId(1), "sandbox"),
            "run_1",
            "req_1",
            "inbound-lead",
            "salesforce",
            "Lead",
            SalesforceId.of("00QLA0000000001"),
            Map.of(),
            Wishes.NONE);

    private static final WorkOrder ORDER =
            new WorkOrder(new OrgRef(new TenantId(1), "sandbox"), "run_1", "req_1", "Lead", LEAD);

    @Autowired
    private WishedLookups wished;

    @Autowired
    ProviderService providers;

    @Autowired
    PrivacyService privacy;

    @Test
    void a_number_is_read_with_the_country_of_the_lead_before_the_default_region() {
        Enrichment enrichment = enrich("US", Map.of("Phone", "030 1234567", "Country", "Germany"));

        assertThat(enrichment.changes())
                .isEqualTo(Map.of("Phone", new FieldChange("030 1234567", "+49301234567", "builtin.phone", 0.95)));
        assertThat(enrichment.record().text("Phone")).isEqualTo("+49301234567");
    }

    @Test
    void a_lead_without_country_takes_the_default_region_and_then_the_numbers_country() {
        Enrichment enrichment = enrich("US", Map.of("Phone", "(415) 555-0134"));

        assertThat(enrichment.changes().get("Phone"))
                .isEqualTo(new FieldChange("(415) 555-0134", "+14155550134", "builtin.phone", 0.7));
        assertThat(enrichment.changes().get("Country"))
                .isEqualTo(new FieldChange(null, "United States", "builtin.phone", 0.7));
    }

    @Test
    void without_country_and_default_region_a_national_number_is_left_alone() {
        assertThat(enrich(null, Map.of("Phone", "(415) 555-0134")).changes()).isEmpty();
    }

    @Test
    void both_numbers_of_a_lead_are_read() {
        Map<String, FieldChange> changes = enrich(
                        "DE", Map.of("Phone", "030 1234567", "MobilePhone", "0151 23456789", "Country", "Germany"))
                .changes();

        assertThat(changes).containsOnlyKeys("Phone", "MobilePhone");
        assertThat(changes.get("MobilePhone")).extracting(FieldChange::to).isEqualTo("+4915123456789");
    }

    @Test
    void the_domain_of_a_companys_address_fills_a_blank_website_only() {
        assertThat(enrich(null, Map.of("Email", "ada@mail.quillfeather.example.com"))
                        .changes()
                        .get("Website"))
                .isEqualTo(new FieldChange(null, "https://example.com", "builtin.email", 0.85));
        assertThat(enrich(null, Map.of("Email", "ada@gmail.com")).changes()).isEmpty();
        assertThat(enrich(null, Map.of("Email", "ada@acme.example", "Website", "www.acme.org"))
                        .changes())
                .isEmpty();
    }

    @Test
    void text_that_is_no_number_and_a_lead_that_has_nothing_change_nothing() {
        Map<String, Object> odd = Map.of("Phone", "call me", "Email", "not an address", "Country", "Atlantis");

        assertThat(enrich("US", odd).changes()).isEmpty();
        assertThat(enrich("US", odd).record().text("Phone")).isEqualTo("call me");
        assertThat(enrich("US", Map.of()).changes()).isEmpty();
    }

    @Test
    void enriching_what_was_enriched_changes_nothing_more() {
        EnrichService service = service("US");
        Enrichment first =
                service.enrich(ORDER, lead(Map.of("Phone", "(415) 555-0134", "Email", "ada@acme.example")), ARRIVAL);

        assertThat(first.changes()).isNotEmpty();
        assertThat(service.enrich(ORDER, first.record(), ARRIVAL).changes()).isEmpty();
    }

    @Test
    void nobody_is_asked_about_a_suppressed_person() {
        privacy.suppress("hidden.example", new Caller(new TenantId(1), "test", Set.of("*"), "req_1"));

        Enrichment enrichment = enrich("US", Map.of("Phone", "(415) 555-0134", "Email", "Ada@mail.hidden.example"));

        assertThat(enrichment.changes()).isEmpty();
        assertThat(enrichment.record().text("Phone")).isEqualTo("(415) 555-0134");
    }

    private Enrichment enrich(@Nullable String region, Map<String, Object> fields) {
        return service(region).enrich(ORDER, lead(fields), ARRIVAL);
    }

    private EnrichService service(@Nullable String region) {
        return new EnrichService(
                providers, privacy, wished, new EnrichSettings(0.7, true, region, null, null, List.of()));
    }

    /** As the workflow reads it: the fields are there, most are blank. */
    private static CrmRecord lead(Map<String, Object> fields) {
        Map<String, @Nullable Object> blank = new LinkedHashMap<>();
        for (String field : List.of("Email", "Phone", "MobilePhone", "Website", "State", "Country")) {
            blank.put(field, null);
        }
        return new CrmRecord("Lead", LEAD, Map.of()).with(blank).with(fields);
    }
}
