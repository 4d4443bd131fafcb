package io.lantern.hub.enrich;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.Wishes;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.privacy.PrivacyService;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of enrichment; bean {@code enrichService}. */
@Service("enrichService")
class EnrichService {
    private static final List<String> SERVICES = List.of("company", "email", "phone");
    private static final List<String> PHONES = List.of("Phone", "MobilePhone");

    private final ProviderService providers;
    private final PrivacyService privacy;
    private final WishedLookups wished;
    private final EnrichSettings settings;
    private final FillPolicy policy;

    EnrichService(ProviderService providers, PrivacyService privacy, WishedLookups wished, EnrichSettings settings) {
        this.wished = wished;
        this.providers = providers;
        this.privacy = privacy;
        this.settings = settings;
        this.policy = new FillPolicy(settings);
    }

    /**
     * The workflow's step {@code enrich}: asks the built-in providers and makes the look-ups that were wished for, unless
     * the person is suppressed. Writes nothing.
     */
    public Enrichment enrich(WorkOrder order, CrmRecord record, Arrival arrival) {
        if (privacy.isSuppressed(order.org().tenant(), record.text("Email"))) {
            return new Enrichment(record, Map.of(), false);
        }
        Enrichment own = enriched(record);
        if (arrival.wishes().services().isEmpty()) {
            return own;
        }
        WishedLookups.Found found = wished.find(
                record.id().value(),
                WishedFields.known(own.record()),
                arrival.wishes(),
                service -> work(arrival, service));
        return own.with(WishedFields.changes(
                own.record(), found.values(), arrival.wishes().overwrite()));
    }

    /**
     * The step {@code lookup} of a workflow for records that are in no CRM: finds company, e-mail and phone, or what was
     * wished for.
     */
    public LookedUp lookUp(Arrival arrival) {
        Map<String, String> known = WishedFields.known(arrival.fields());
        if (privacy.isSuppressed(arrival.org().tenant(), known.get("email"))) {
            return new LookedUp(Map.of(), "Nothing is looked up of this person");
        }
        Wishes wishes = arrival.wishes();
        Wishes complete = wishes.services().isEmpty()
                ? new Wishes(SERVICES, wishes.maxCredits(), wishes.overwrite(), wishes.pool())
                : wishes;
        WishedLookups.Found found = wished.find(arrival.runId(), known, complete, service -> work(arrival, service));
        Map<String, String> values = new LinkedHashMap<>();
        found.values().forEach((name, value) -> values.put(name, value.text()));
        String reason =
                values.isEmpty() ? "Nothing was found" : "Found " + String.join(", ", new TreeSet<>(values.keySet()));
        return new LookedUp(values, found.notes().isEmpty() ? reason : reason + ". " + String.join(" ", found.notes()));
    }

    private static ChargedWork work(Arrival arrival, String service) {
        return ChargedWork.ofRunPart(
                        arrival.org().tenant(), arrival.runId(), service, "enrich." + service, arrival.requestId())
                .countedFor(arrival.workflow(), null, Map.of());
    }

    private Enrichment enriched(CrmRecord record) {
        ProviderAnswer email = providers.ask("builtin.email", question(record, null));
        Map<String, ProviderAnswer> phones = new LinkedHashMap<>();
        for (String field : PHONES) {
            if (record.text(field) != null) {
                phones.put(field, providers.ask("builtin.phone", question(record, record.text(field))));
            }
        }
        Map<String, FieldChange> changes = policy.changes(record, email, phones);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        changes.forEach((field, change) -> values.put(field, change.to()));
        return new Enrichment(record.with(values), changes, !changes.isEmpty());
    }

    private ProviderQuestion question(CrmRecord record, @Nullable String phone) {
        Map<String, @Nullable String> known = new HashMap<>();
        known.put("email", record.text("Email"));
        known.put("country", record.text("Country"));
        known.put("state", record.text("State"));
        known.put("phone", phone);
        known.put("default_region", settings.defaultRegion());
        return ProviderQuestion.of(known);
    }
}
