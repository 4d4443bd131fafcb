package io.lantern.hub.trigger;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.salesforce.EventSubscriptions;
import io.lantern.hub.salesforce.EventSubscriptions.ReplayFrom;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens each org's subscription where it was left, and mends it when the org no longer knows that place: the time
 * that may be missing is written down as a gap, read by query, and only then is the stream opened again from the
 * oldest event it still has. Never silently from the newest: that would lose what lies between.
 */
@Component
class OrgConnections implements EventSubscriptions.ReplayLossListener {
    private static final Logger LOG = LoggerFactory.getLogger(OrgConnections.class);

    private final SalesforceOrgs orgs;
    private final EventSubscriptions subscriptions;
    private final Poll poll;
    private final TriggerStore store;
    private final TriggerSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService background = Executors.newFixedThreadPool(4, runnable -> {
        Thread thread = new Thread(runnable, "trigger-connect");
        thread.setDaemon(true);
        return thread;
    });

    OrgConnections(
            SalesforceOrgs orgs,
            EventSubscriptions subscriptions,
            Poll poll,
            TriggerStore store,
            TriggerSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.orgs = orgs;
        this.subscriptions = subscriptions;
        this.poll = poll;
        this.store = store;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void connect() {
        orgs.all().forEach(org -> {
            poll.begin(org.ref());
            subscriptions.open(org.ref(), from(org.ref()));
            later(() -> {
                poll.poll(org);
                mend(org);
            });
        });
    }

    @Override
    public void replayLost(OrgRef org) {
        Instant since = store.replay(org)
                .map(TriggerStore.Replay::committedAt)
                .orElseGet(clock::instant)
                .minus(settings.overlap());
        transaction.executeWithoutResult(status -> {
            if (store.openGaps(org).isEmpty()) {
                store.openGap(org, since, clock.instant());
            }
        });
        LOG.warn(
                "Org {} no longer knows the replay position: reading what changed since {} by query",
                org.name(),
                since);
        later(() -> mend(orgs.get(org)));
    }

    private ReplayFrom from(OrgRef org) {
        if (!store.openGaps(org).isEmpty()) {
            return new ReplayFrom.Earliest();
        }
        return store.replay(org)
                .<ReplayFrom>map(replay -> new ReplayFrom.After(replay.replayId()))
                .orElseGet(ReplayFrom.Latest::new);
    }

    /** Closes the org's open gap, if it has one; tries until it succeeds or the hub stops. */
    private void mend(SalesforceOrg org) {
        store.openGaps(org.ref()).stream().findFirst().ifPresent(gap -> {
            try {
                int started = poll.backfill(org, gap.since());
                subscriptions.open(org.ref(), new ReplayFrom.Earliest());
                transaction.executeWithoutResult(status -> store.closeGaps(org.ref(), started, clock.instant()));
                LOG.info(
                        "Org {}: the gap since {} is closed, {} runs started",
                        org.ref().name(),
                        gap.since(),
                        started);
            } catch (RuntimeException e) {
                LOG.warn("Org {}: the gap since {} stays open: {}", org.ref().name(), gap.since(), e.getMessage());
                retry(() -> mend(org));
            }
        });
    }

    private void later(Runnable work) {
        try {
            background.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub is stopping; the gap is mended at the next start");
        }
    }

    private void retry(Runnable work) {
        java.util.concurrent.CompletableFuture.delayedExecutor(
                        Duration.ofSeconds(10).toSeconds(), java.util.concurrent.TimeUnit.SECONDS, background)
                .execute(work);
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }
}
