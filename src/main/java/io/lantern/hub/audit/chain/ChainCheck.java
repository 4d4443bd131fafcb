package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Recomputes the chain over a range. Its memory does not depend on how long that is. */
@Component
class ChainCheck {
    private static final int PAGE = 2000;

    private final ChainStore store;
    private final ChainWriter writer;

    ChainCheck(ChainStore store, ChainWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /**
     * What was found.
     *
     * @param checked links of the range
     * @param erased of these, how many have an entry that an erasure emptied
     * @param removed of these, how many have an entry that retention removed
     * @param firstBroken null when all is whole
     */
    record Verdict(
            long checked,
            long erased,
            long removed,
            @Nullable Broken firstBroken) {}

    /**
     * The first place where the log is not what was written.
     *
     * @param number in the tenant's chain, from 1
     * @param timestamp of the entry; as the following ones, null when it is not there any more
     * @param reason one sentence
     */
    record Broken(
            long number,
            @Nullable Instant timestamp,
            @Nullable String object,
            @Nullable String objectId,
            @Nullable String action,
            String reason) {}

    /**
     * @param from first instant, inclusive
     * @param to last instant, exclusive
     */
    Verdict check(TenantId tenant, Instant from, Instant to) {
        writer.link(tenant);
        Optional<long[]> range = store.range(tenant, from, to);
        Walk walk = new Walk(tenant, range.orElse(new long[] {1, 0}));
        Broken broken = walk.toTheEnd();
        if (broken != null) {
            return walk.verdict(broken);
        }
        Optional<Broken> other = truncated(tenant)
                .or(() -> store.stranger(tenant, from, to)
                        .map(entry -> broken(
                                store.lastNumber(tenant) + 1,
                                entry,
                                "The entry was slipped in: the hub did not write it")));
        return walk.verdict(other.orElse(null));
    }

    private Optional<Broken> truncated(TenantId tenant) {
        long last = store.lastNumber(tenant);
        return store.head(tenant)
                .filter(head -> head.number() != last
                        || !head.hash().equals(store.hash(tenant, last).orElse(Content.NOTHING)))
                .map(head -> broken(last + 1, null, "Links at the end of the chain were removed or changed"));
    }

    private static Broken broken(long number, @Nullable Content entry, String reason) {
        return entry == null
                ? new Broken(number, null, null, null, null, reason)
                : new Broken(number, entry.occurredAt(), entry.object(), entry.objectId(), entry.action(), reason);
    }

    private final class Walk {
        private final TenantId tenant;
        private final long last;
        private long next;
        private String hash;
        private long checked;
        private long erased;
        private long removed;

        /** @param range first and last number, both inclusive */
        private Walk(TenantId tenant, long[] range) {
            this.tenant = tenant;
            this.next = range[0];
            this.last = range[1];
            this.hash =
                    next == 1 ? Content.NOTHING : store.hash(tenant, next - 1).orElse("");
        }

        Verdict verdict(@Nullable Broken broken) {
            return new Verdict(checked, erased, removed, broken);
        }

        @Nullable
        Broken toTheEnd() {
            while (next <= last) {
                List<ChainStore.Linked> page = store.links(tenant, next, last, PAGE);
                for (ChainStore.Linked linked : page) {
                    Broken broken = step(linked);
                    if (broken != null) {
                        return broken;
                    }
                }
                if (page.isEmpty()) {
                    return removed();
                }
            }
            return null;
        }

        private @Nullable Broken step(ChainStore.Linked linked) {
            ChainStore.Link link = linked.link();
            Content entry = linked.entry();
            if (link.number() != next) {
                return removed();
            }
            if (!link.hash().equals(Content.chained(hash, link.contentHash()))) {
                return broken(
                        next, entry, "The link does not fit the one before it: one of them was changed or removed");
            }
            String fault = fault(link, entry);
            if (fault != null) {
                return broken(next, entry, fault);
            }
            hash = link.hash();
            next++;
            checked++;
            return null;
        }

        /** A link that says why its entry is gone covers just that, so that the note hides no other change. */
        private @Nullable String fault(ChainStore.Link link, @Nullable Content entry) {
            if ("retention".equals(link.gone())) {
                removed++;
                return entry == null ? null : "The entry was written again after retention removed it";
            }
            if (entry == null) {
                return "The entry was removed";
            }
            if ("erasure".equals(link.gone())) {
                erased++;
                return entry.isErased() ? null : "The entry was written again after an erasure emptied it";
            }
            return entry.hash().equals(link.contentHash()) ? null : "The entry was changed after it was written";
        }

        private Broken removed() {
            return broken(next, null, "The link was removed from the chain");
        }
    }
}
