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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    private static final Duration RETRY = Duration.ofSeconds(10);

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
        orgs.all().stream().filter(SalesforceOrg::listens).forEach(org -> {
            poll.begin(org.ref());
            ReplayFrom from = from(org.ref());
            subscriptions.open(org.ref(), from);
            later(() -> poll.poll(org));
            if (from instanceof ReplayFrom.Latest) {
                settings.catchUp().forEach(pause -> after(pause, () -> poll.poll(org)));
            }
            later(() -> untilDone("A gap of org " + org.ref().name() + " stays open", () -> mend(org)));
        });
    }

    @Override
    public void replayLost(OrgRef org) {
        // The subscription is closed by now: whatever happens here, it has to be opened again.
        later(() -> untilDone("The gap of org " + org.name() + " could not be written down", () -> {
            writeGap(org);
            mend(orgs.get(org));
        }));
    }

    private void writeGap(OrgRef org) {
        Instant now = clock.instant();
        Instant since = store.replay(org)
                .map(TriggerStore.Replay::committedAt)
                .orElse(now)
                .minus(settings.overlap());
        transaction.executeWithoutResult(status -> {
            if (store.openGaps(org).isEmpty()) {
                store.openGap(org, since, now);
            }
        });
        LOG.warn(
                "Org {} no longer knows the replay position: reading what changed since {} by query",
                org.name(),
                since);
    }

    private ReplayFrom from(OrgRef org) {
        if (!store.openGaps(org).isEmpty()) {
            return new ReplayFrom.Earliest();
        }
        return store.replay(org)
                .<ReplayFrom>map(replay -> new ReplayFrom.After(replay.replayId()))
                .orElseGet(ReplayFrom.Latest::new);
    }

    /** Closes the org's open gap, if it has one. */
    private void mend(SalesforceOrg org) {
        store.openGaps(org.ref()).stream().findFirst().ifPresent(gap -> {
            int started = poll.backfill(org, gap.since());
            subscriptions.open(org.ref(), new ReplayFrom.Earliest());
            transaction.executeWithoutResult(status -> store.closeGaps(org.ref(), started, clock.instant()));
            LOG.info(
                    "Org {}: the gap since {} is closed, {} runs started",
                    org.ref().name(),
                    gap.since(),
                    started);
        });
    }

    /** Tries until it succeeds or the hub stops; what is left is an open gap, which the next start goes on with. */
    private void untilDone(String failure, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{}; it is tried again: {}", failure, e.getMessage());
            after(RETRY, () -> untilDone(failure, work));
        }
    }

    private void after(Duration pause, Runnable work) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, this::later)
                .execute(work);
    }

    private void later(Runnable work) {
        try {
            background.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub is stopping; the gap is mended at the next start");
        }
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }
}
