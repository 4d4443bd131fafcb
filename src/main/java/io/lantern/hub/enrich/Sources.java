package io.lantern.hub.enrich;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Source;
import io.lantern.hub.kernel.KnownRecords.Known;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.provider.ProviderAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Who is asked about a record, in which order. */
@Component
class Sources {
    private final CreditService credits;
    private final ValueCheck check;
    private final EnrichSettings settings;

    Sources(CreditService credits, ValueCheck check, EnrichSettings settings) {
        this.credits = credits;
        this.check = check;
        this.settings = settings;
    }

    /** @param known records of the person in the CRM, the surest first */
    List<Source> of(TenantId tenant, Lookup lookup, List<Known> known) {
        Map<String, Source> all = new LinkedHashMap<>();
        add(all, lookup, CrmFacts.SOURCE, () -> CrmFacts.ofPerson(known));
        return new ArrayList<>(all.values());
    }

    private void add(Map<String, Source> all, Lookup lookup, String name, Supplier<ProviderAnswer> question) {
        Credits price = credits.price(lookup.wanted().item());
        all.put(name, new Source(name, price, true, null, () -> check.clean(question.get(), lookup.clues())));
    }
}
