package io.lantern.hub.enrich;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.privacy.PrivacyService;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of enrichment; bean {@code enrichService}. */
@Service("enrichService")
class EnrichService {
    private static final List<String> PHONES = List.of("Phone", "MobilePhone");

    private final ProviderService providers;
    private final PrivacyService privacy;
    private final EnrichSettings settings;
    private final FillPolicy policy;

    EnrichService(ProviderService providers, PrivacyService privacy, EnrichSettings settings) {
        this.providers = providers;
        this.privacy = privacy;
        this.settings = settings;
        this.policy = new FillPolicy(settings);
    }

    /** The workflow's step {@code enrich}: asks the built-in providers, unless the person is suppressed. Writes nothing. */
    public Enrichment enrich(WorkOrder order, CrmRecord record) {
        if (privacy.isSuppressed(order.org().tenant(), record.text("Email"))) {
            return new Enrichment(record, Map.of());
        }
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
        return new Enrichment(record.with(values), changes);
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
