package io.lantern.hub.match.mirror;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The copy of the orgs that matching searches. It is filled behind the start of the hub, follows what is known to have
 * changed ({@link RecordsChanged}, gathered so that a burst costs few API calls), and takes our own writes at once.
 */
@Component
public class CrmMirror {
    private static final Logger log = LoggerFactory.getLogger(CrmMirror.class);

    /** As many ids as fit a query's address; Salesforce takes 16,384 bytes with headers. */
    private static final int IDS_PER_CALL = 300;

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    /** How long a copy is believed of an org that tells nothing by itself. */
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    private record Place(OrgRef org, CrmObject object) {}

    private final MirrorLoader loader;
    private final MirrorSettings settings;
    private final SalesforceOrgs orgs;
    private final Clock clock;
    private final Map<Place, Slice> slices = new ConcurrentHashMap<>();
    private final ScheduledExecutorService behind = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "crm-mirror");
        thread.setDaemon(true);
        return thread;
    });

    CrmMirror(MirrorLoader loader, MirrorSettings settings, SalesforceOrgs orgs, Clock clock) {
        this.loader = loader;
        this.settings = settings;
        this.orgs = orgs;
        this.clock = clock;
    }

    /**
     * @return the index; loaded here and now when it was not yet
     * @throws ProblemException {@code upstream_unavailable} when it was never loaded and the org does not answer
     */
    public CandidateIndex index(OrgRef org, CrmObject object) {
        Slice slice = slice(org, object);
        if (!slice.isLoaded()) {
            load(slice);
        } else if (slice.isOlderThan(BELIEVED, clock.instant())
                && !orgs.get(org).listens()) {
            update(slice);
        }
        return slice.index;
    }

    /** @return API names of the fields that are copied */
    public Set<String> fields(CrmObject object) {
        return loader.fields(object);
    }

    /**
     * Takes over a record that we have just read or written, so that the next candidate meets it.
     *
     * @param fields those known; they go over what is copied already
     */
    public void put(OrgRef org, CrmObject object, String id, Map<String, ? extends @Nullable Object> fields) {
        Slice slice = slice(org, object);
        Map<String, Object> merged =
                new java.util.HashMap<>(slice.index.get(id).map(Profile::fields).orElse(Map.of()));
        fields.forEach((field, value) -> {
            if (value == null) {
                merged.remove(field);
            } else if (fields(object).contains(field)) {
                merged.put(field, value);
            }
        });
        if (MirrorLoader.isOutOfScope(object, merged)) {
            remove(org, object, id);
            return;
        }
        slice.noteWritten(id, clock.instant());
        loader.put(slice, List.of(new MirrorRow(id, merged, clock.instant())));
    }

    /** Forgets a record that is deleted or, if a lead, converted. */
    public void remove(OrgRef org, CrmObject object, String id) {
        Slice slice = slice(org, object);
        slice.noteWritten(id, clock.instant());
        loader.remove(slice, Set.of(id));
    }

    @EventListener
    void follow(RecordsChanged change) {
        CrmObject.named(change.object())
                .ifPresent(object -> slice(change.org(), object).noteChanged(change.ids(), clock.instant()));
    }

    /** Fills the mirror behind the start, then follows. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        behind.execute(this::loadAll);
        behind.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        behind.shutdownNow();
    }

    private void loadAll() {
        for (SalesforceOrg org :
                orgs.all().stream().filter(SalesforceOrg::listens).toList()) {
            for (CrmObject object : CrmObject.values()) {
                if (behind.isShutdown()) {
                    return;
                }
                try {
                    index(org.ref(), object);
                } catch (RuntimeException e) {
                    log.warn(
                            "Org {}: object {} could not be copied for matching yet, it is tried again when needed: {}",
                            org.ref().name(),
                            object.apiName(),
                            e.getMessage());
                }
            }
        }
    }

    /** Reads what has changed, when it is time to. */
    void tick() {
        for (Slice slice : slices.values()) {
            Instant now = clock.instant();
            Set<String> ids = slice.isLoaded() ? slice.takeChanged(now, settings, IDS_PER_CALL) : Set.of();
            if (ids.isEmpty()) {
                continue;
            }
            try {
                loader.copy(slice, ids);
            } catch (RuntimeException e) {
                slice.putBack(ids, now.plus(AFTER_FAILURE));
                log.warn(
                        "Org {}: {} changed records of object {} could not be read for matching, it is tried again: {}",
                        slice.org.name(),
                        ids.size(),
                        slice.object.apiName(),
                        e.getMessage());
            }
        }
    }

    /** Only the first who finds the copy old asks; the others use it as it is meanwhile. */
    private void update(Slice slice) {
        if (slice.loading.tryLock()) {
            try {
                loader.update(slice);
            } finally {
                slice.loading.unlock();
            }
        }
    }

    private void load(Slice slice) {
        slice.loading.lock();
        try {
            if (!slice.isLoaded()) {
                loader.load(slice);
            }
        } catch (ProblemException e) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE,
                    ("The %s records of org %s were not copied for matching yet, and the org does not answer now. Send the"
                                    + " request again in a minute; the cause was: %s")
                            .formatted(
                                    slice.object.apiName(),
                                    slice.org.name(),
                                    e.problem().message()),
                    e);
        } finally {
            slice.loading.unlock();
        }
    }

    private Slice slice(OrgRef org, CrmObject object) {
        return slices.computeIfAbsent(new Place(org, object), place -> new Slice(org, object));
    }
}
