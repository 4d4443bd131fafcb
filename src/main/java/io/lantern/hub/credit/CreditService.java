package io.lantern.hub.credit;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The door of credits; bean {@code creditService}: what work costs, and who has paid for it. */
@Service
public class CreditService {
    private static final BigDecimal MOST_GRANTED = BigDecimal.valueOf(1_000_000_000);
    private static final int LONGEST_REASON = 255;

    private final Reservations reservations;
    private final Balances balances;
    private final Grants grants;
    private final LedgerStore ledger;
    private final Map<Item, Credits> prices;

    CreditService(
            Reservations reservations, Balances balances, Grants grants, LedgerStore ledger, PricingSettings pricing) {
        this.reservations = reservations;
        this.balances = balances;
        this.grants = grants;
        this.ledger = ledger;
        this.prices = pricing.prices();
    }

    /** @return what one of these costs, by the settings */
    public Credits price(Item item) {
        return prices.getOrDefault(item, Credits.NONE);
    }

    /** @return one of each, at its price */
    public List<Use> uses(Collection<Item> items) {
        return items.stream().map(item -> Use.of(item, price(item))).toList();
    }

    /** @return the most that a workflow may charge for one record */
    public Credits mostPerRecord() {
        return price(Item.RECORD).plus(price(Item.RECORD_ENRICHED)).plus(price(Item.RECORD_ROUTED));
    }

    /**
     * Sets credits aside before work, committed when this returns: the worst case, or what is left when that covers at
     * least the cheapest way. Work of the same key that was reserved before, even if paid for already, finds its charge
     * again. A reservation of a request goes back after {@code lantern.credit.reservation} should nobody close it; one
     * of a run goes back when the run ends, however long that takes. Not to be called inside a transaction.
     *
     * @throws ProblemException {@code insufficient_credits}
     */
    public Charge reserve(Quote quote) {
        return reserve(quote, () -> {});
    }

    /**
     * As {@link #reserve(Quote)}, but called off when the work is no longer wanted.
     *
     * @param condition called in the reservation's transaction; what it throws comes out here, and nothing is reserved
     */
    public Charge reserve(Quote quote, Runnable condition) {
        return quote.most().isNone()
                ? new NoCharge()
                : new OpenCharge(reservations, reservations.reserve(quote, condition));
    }

    /**
     * Looks whether the tenant could pay, without setting anything aside.
     *
     * @throws ProblemException {@code insufficient_credits}
     */
    public void require(TenantId tenant, Credits least) {
        reservations.require(tenant, least);
    }

    /** A run has failed for good or was cancelled: what it had reserved goes back, in the caller's transaction. */
    public void releaseRun(TenantId tenant, String runId) {
        reservations.releaseRun(tenant, runId);
    }

    /** @return what the runs were charged; runs that were not charged, or not yet, are left out */
    public Map<String, Credits> usedByRuns(TenantId tenant, Collection<String> runIds) {
        return runIds.isEmpty() ? Map.of() : reservations.usedByRuns(tenant, runIds);
    }

    /** @return every line of the ledger that a run's parts were charged with, in the order of charging */
    public List<PartUse> usesOfParts(TenantId tenant, String runId) {
        return ledger.usesOfParts(tenant, runId);
    }

    /**
     * @return what the tenant can spend now; newer than all that this node has charged, at most a second behind what
     *     others have
     */
    public Credits remaining(TenantId tenant) {
        return balances.remaining(tenant);
    }

    /** Operation {@code credit.remaining}. */
    public BalanceResult balance(Caller caller) {
        TenantId tenant = caller.tenant();
        Credits remaining = balances.read(tenant);
        return new BalanceResult(true, tenant.value(), remaining, ledger.granted(tenant));
    }

    /**
     * Operation {@code credit.usage}: what was settled.
     *
     * @param parameters query parameters by name
     * @throws ProblemException {@code bad_request} with every wrong parameter
     */
    public UsageResult usage(Map<String, Object> parameters, Caller caller) {
        UsageQuery query = UsageQuery.parse(parameters, caller.tenant());
        UsageQuery.Group by = query.by();
        List<UsageResult.Part> breakdown = by == null ? null : ledger.breakdown(query, by);
        Credits used = breakdown == null
                ? ledger.used(query)
                : breakdown.stream().map(UsageResult.Part::creditsUsed).reduce(Credits.NONE, Credits::plus);
        return new UsageResult(true, caller.tenant().value(), query.first(), query.last(), used, breakdown);
    }

    /**
     * Operation {@code credit.grant}: safe to repeat with the same idempotency key.
     *
     * @throws ProblemException {@code bad_request} with every fault
     */
    public BalanceResult grant(GrantRequest request, Caller caller) {
        List<Problem.Detail> faults = new ArrayList<>();
        BigDecimal credits = request.credits() == null ? BigDecimal.ZERO : request.credits();
        if (credits.signum() <= 0
                || credits.compareTo(MOST_GRANTED) > 0
                || credits.stripTrailingZeros().scale() > Credits.DECIMALS) {
            faults.add(new Problem.Detail(
                    "credits", "must be above 0, at most " + MOST_GRANTED + ", with at most four decimals"));
        }
        String reason = request.reason() == null ? "" : request.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            faults.add(new Problem.Detail("reason", "needs 1 to " + LONGEST_REASON + " characters"));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The request has faults; nothing was granted.", faults));
        }
        grants.grant(caller, new Credits(credits), reason);
        return balance(caller);
    }
}
