package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.PartUse;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of each record of one batch, within its budget. */
final class RecordSearch {
    private static final Logger log = LoggerFactory.getLogger(RecordSearch.class);

    private final BatchOrder order;
    private final RecordLookup lookup;
    private final CreditService credits;

    /** Paid for by a killed execution that could not write down any more what it had found. */
    private final Set<String> paid;

    private final Budget budget;
    private volatile @Nullable String stopped;

    RecordSearch(BatchOrder order, RecordLookup lookup, CreditService credits) {
        this.order = order;
        this.lookup = lookup;
        this.credits = credits;
        List<PartUse> uses = credits.usesOfParts(order.tenant(), order.runId());
        this.paid = uses.stream().map(PartUse::part).collect(Collectors.toSet());
        Credits spent = uses.stream().map(PartUse::credits).reduce(Credits.NONE, Credits::plus);
        this.budget = new Budget(
                order.maxCredits().isLessThan(spent)
                        ? Credits.NONE
                        : order.maxCredits().minus(spent));
    }

    BatchRow.Result result(BatchRow row) throws InterruptedException {
        for (BatchLookup wanted : order.agent().lookups()) {
            Optional<String> missing = lookup.missing(wanted, row.input());
            if (missing.isPresent()) {
                return BatchRow.Result.of(BatchRow.Status.SKIPPED, missing.get());
            }
        }
        String why = stopped;
        if (why != null) {
            return BatchRow.Result.of(BatchRow.Status.NOT_PROCESSED, why);
        }
        Credits least = sum(row, order.agent().lookups(), wanted -> credits.price(wanted.item()));
        Credits most = sum(row, order.agent().lookups(), lookup::most);
        Optional<Credits> taken = budget.take(least, most);
        if (taken.isEmpty()) {
            return stop("max_credits leaves less than the " + least + " that this record may cost.");
        }
        Purse purse = new Purse(taken.get());
        try {
            return found(row, purse);
        } finally {
            budget.give(taken.get(), purse.used);
        }
    }

    /** What one record may cost, and has cost. */
    private static final class Purse {
        private final Credits taken;
        private Credits used = Credits.NONE;

        private Purse(Credits taken) {
            this.taken = taken;
        }

        /** @return what a lookup may cost so that enough is left for those behind it */
        private Credits without(Credits rest) {
            Credits left = taken.minus(used);
            return left.isLessThan(rest) ? Credits.NONE : left.minus(rest);
        }
    }

    private BatchRow.Result found(BatchRow row, Purse purse) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<BatchRow.Free> free = new ArrayList<>();
        String error = null;
        List<BatchLookup> lookups = order.agent().lookups();
        for (int i = 0; i < lookups.size(); i++) {
            BatchLookup wanted = lookups.get(i);
            Credits rest = sum(row, lookups.subList(i + 1, lookups.size()), behind -> credits.price(behind.item()));
            try {
                RecordLookup.Finding finding = lookup.find(wanted, row, purse.without(rest), order.work(row, wanted));
                cells.putAll(finding.cells());
                if (isOpen(row, wanted)) {
                    free.addAll(finding.free());
                    purse.used = purse.used.plus(finding.credits());
                }
            } catch (ProblemException e) {
                if (e.problem().code() == ProblemCode.INSUFFICIENT_CREDITS) {
                    BatchRow.Result notProcessed = stop("The tenant has no credits left.");
                    if (cells.isEmpty()) {
                        return notProcessed;
                    }
                }
                error = e.problem().message();
            } catch (RuntimeException e) {
                log.warn("Record {} of {} failed", row.position(), order.runId(), e);
                error = "Something unexpected happened; the hub's log tells more under " + order.runId() + ".";
            }
        }
        BatchRow.Status status = error != null
                ? BatchRow.Status.FAILED
                : cells.isEmpty() ? BatchRow.Status.NOT_FOUND : BatchRow.Status.FOUND;
        return new BatchRow.Result(status, cells, free, error);
    }

    private BatchRow.Result stop(String why) {
        stopped = why;
        return BatchRow.Result.of(BatchRow.Status.NOT_PROCESSED, why);
    }

    private boolean isOpen(BatchRow row, BatchLookup wanted) {
        return !paid.contains(BatchOrder.part(row, wanted));
    }

    private Credits sum(BatchRow row, List<BatchLookup> lookups, Function<BatchLookup, Credits> price) {
        return lookups.stream().filter(wanted -> isOpen(row, wanted)).map(price).reduce(Credits.NONE, Credits::plus);
    }
}
