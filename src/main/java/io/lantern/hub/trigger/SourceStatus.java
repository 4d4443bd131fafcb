package io.lantern.hub.trigger;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.EventSubscriptions;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the ways in are doing. */
@Component
class SourceStatus {
    private final SalesforceOrgs orgs;
    private final EventSubscriptions subscriptions;
    private final TriggerStore store;
    private final Clock clock;

    SourceStatus(SalesforceOrgs orgs, EventSubscriptions subscriptions, TriggerStore store, Clock clock) {
        this.orgs = orgs;
        this.subscriptions = subscriptions;
        this.store = store;
        this.clock = clock;
    }

    /** @return the sources of a tenant's orgs: events first, then the poll object by object */
    List<TriggerStatus.Source> of(TenantId tenant) {
        List<TriggerStatus.Source> sources = new ArrayList<>();
        orgs.all().stream()
                .filter(SalesforceOrg::listens)
                .map(SalesforceOrg::ref)
                .filter(org -> org.tenant().equals(tenant))
                .forEach(org -> {
                    sources.add(events(org));
                    store.watermarks(org).forEach(mark -> sources.add(poll(org, mark)));
                });
        return sources;
    }

    private TriggerStatus.Source events(OrgRef org) {
        EventSubscriptions.Status status = subscriptions.status(org);
        return new TriggerStatus.Source(
                org.name(),
                "events",
                status.state(),
                null,
                store.replay(org).map(TriggerStore.Replay::replayId).orElse(null),
                null,
                secondsSince(status.lastHeardAt()),
                store.openGaps(org).stream()
                        .map(TriggerStore.Gap::since)
                        .findFirst()
                        .orElse(null),
                status.lastError());
    }

    private TriggerStatus.Source poll(OrgRef org, TriggerStore.Watermark mark) {
        String state = mark.lastError() != null ? "failing" : mark.polledAt() == null ? "waiting" : "ok";
        return new TriggerStatus.Source(
                org.name(),
                "poll",
                state,
                mark.object(),
                null,
                mark.modstamp(),
                secondsSince(mark.polledAt()),
                null,
                mark.lastError());
    }

    private @Nullable Long secondsSince(@Nullable Instant time) {
        return time == null ? null : Duration.between(time, clock.instant()).toSeconds();
    }
}
