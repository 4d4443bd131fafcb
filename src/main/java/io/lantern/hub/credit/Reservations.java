package io.lantern.hub.credit;

import io.lantern.hub.credit.ChargeRow.State;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets credits aside before work and charges for it afterwards. The account's row is where all work of a tenant meets,
 * so each transaction touches it last, and one that gives nothing back does not touch it at all.
 */
@Component
class Reservations {
    private static final Logger log = LoggerFactory.getLogger(Reservations.class);

    /** Each further attempt follows on a change that another made; so many in a row do not happen to one request. */
    private static final int ATTEMPTS = 100;

    private static final int SWEPT_AT_ONCE = 500;

    private final CreditStore store;
    private final Balances balances;
    private final CreditSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reservations(
            CreditStore store,
            Balances balances,
            CreditSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.balances = balances;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param condition called in the transaction that reserves; what it throws calls that off
     * @return the charge as it stands: reserved now, or reserved or even settled by an earlier try of the same work
     * @throws ProblemException {@code insufficient_credits}
     */
    ChargeRow reserve(Quote quote, Runnable condition) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Credits are reserved before the work, not in a transaction of it");
        }
        ChargedWork work = quote.work();
        Optional<ChargeRow> before = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            Optional<Credits> amount = affordable(work.tenant(), quote);
            // A run is often tried again, a request hardly ever.
            if (attempt > 1 || amount.isEmpty() || work.runId() != null) {
                before = store.charge(work.tenant(), work.key());
            }
            if (before.isPresent() && before.get().state() != State.RELEASED) {
                return before.get();
            }
            try {
                Credits credits = amount.orElseThrow(() -> insufficient(work.tenant(), quote.least()));
                Optional<ChargeRow> reserved = tryReserve(work, credits, before, condition);
                if (reserved.isPresent()) {
                    return reserved.get();
                }
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (attempt == ATTEMPTS) {
                    throw lost;
                }
            }
        }
    }

    /** @throws ProblemException {@code insufficient_credits} when the balance does not cover it */
    void require(TenantId tenant, Credits least) {
        if (balances.remaining(tenant).isLessThan(least)
                && balances.read(tenant).isLessThan(least)) {
            throw insufficient(tenant, least);
        }
    }

    /** @return how much can be set aside; empty when that is not even the least */
    private Optional<Credits> affordable(TenantId tenant, Quote quote) {
        if (!balances.remaining(tenant).isLessThan(quote.most())) {
            return Optional.of(quote.most());
        }
        Credits left = balances.read(tenant);
        if (left.isLessThan(quote.least())) {
            return Optional.empty();
        }
        return Optional.of(left.isLessThan(quote.most()) ? left : quote.most());
    }

    /** @return empty when others spent meanwhile what was there, or reserved for the same work */
    private Optional<ChargeRow> tryReserve(
            ChargedWork work, Credits amount, Optional<ChargeRow> released, Runnable condition) {
        Instant now = clock.instant();
        Instant expiry = work.runId() == null ? now.plus(settings.reservation()) : null;
        int line = released.map(ChargeRow::lines).orElse(0);
        ChargeRow reserved = new ChargeRow(work, State.RESERVED, amount, Credits.NONE, line + 1);
        boolean taken = Boolean.TRUE.equals(transaction.execute(status -> {
            condition.run();
            if (released.isEmpty()) {
                store.insertCharge(work, amount, now, expiry);
            } else if (!store.move(released.get(), reserved, expiry)) {
                status.setRollbackOnly();
                return false;
            }
            store.append(Entry.reserve(work, line, amount), now);
            balances.changes(work.tenant());
            if (store.take(work.tenant(), amount)) {
                return true;
            }
            status.setRollbackOnly();
            return false;
        }));
        return taken ? Optional.of(reserved) : Optional.empty();
    }

    /**
     * Charges what was used, in the caller's transaction when there is one.
     *
     * @return the charge as it stands now
     */
    ChargeRow settle(ChargeRow reserved, List<Use> uses) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ChargeRow now = settled(reserved, uses);
            if (now != null) {
                return now;
            }
            ChargeRow moved = store.charge(
                            reserved.work().tenant(), reserved.work().key())
                    .orElseThrow();
            return moved.state() == State.SETTLED ? moved : late(moved, uses);
        }));
    }

    /** @return null when the charge is not as it was read */
    private @Nullable ChargeRow settled(ChargeRow reserved, List<Use> uses) {
        List<Use> charged = within(reserved.reserved(), uses);
        Credits used = sum(charged);
        ChargeRow settled = new ChargeRow(
                reserved.work(), State.SETTLED, reserved.reserved(), used, reserved.lines() + 1 + charged.size());
        if (reserved.state() != State.RESERVED || !store.move(reserved, settled, null)) {
            return null;
        }
        store.append(Entry.release(reserved.work(), reserved.lines(), reserved.reserved()), clock.instant());
        write(reserved.work(), reserved.lines() + 1, charged);
        giveBack(reserved.work().tenant(), reserved.reserved().minus(used));
        return settled;
    }

    /** The sweeper took a slow request for dead. Its work is done, so it is charged if the balance still covers it. */
    private ChargeRow late(ChargeRow released, List<Use> uses) {
        List<Use> charged = within(released.reserved(), uses);
        Credits used = sum(charged);
        ChargeRow settled = new ChargeRow(
                released.work(), State.SETTLED, released.reserved(), used, released.lines() + charged.size());
        if (!store.take(released.work().tenant(), used)) {
            log.warn(
                    "{} came too late to be charged {} credits", released.work().key(), used);
            return released;
        }
        if (!store.move(released, settled, null)) {
            throw new ConcurrencyFailureException(
                    "The charge " + released.work().key() + " was changed by another");
        }
        write(released.work(), released.lines(), charged);
        balances.changes(released.work().tenant());
        return settled;
    }

    /** Gives a reservation back, in the caller's transaction when there is one; nothing else is touched. */
    void release(ChargeRow reserved) {
        if (reserved.state() != State.RESERVED) {
            return;
        }
        ChargeRow released =
                new ChargeRow(reserved.work(), State.RELEASED, reserved.reserved(), Credits.NONE, reserved.lines() + 1);
        transaction.executeWithoutResult(status -> {
            if (store.move(reserved, released, null)) {
                store.append(Entry.release(reserved.work(), reserved.lines(), reserved.reserved()), clock.instant());
                giveBack(reserved.work().tenant(), reserved.reserved());
            }
        });
    }

    /** Gives back what a run has reserved, as a whole and for its parts. */
    void releaseRun(TenantId tenant, String runId) {
        transaction.executeWithoutResult(
                status -> store.reservedByRun(tenant, runId).forEach(this::release));
    }

    /** @return run to what it was charged; runs that were not charged are left out */
    Map<String, Credits> usedByRuns(TenantId tenant, Collection<String> runIds) {
        return store.usedByRuns(tenant, runIds);
    }

    /** Releases what killed processes left. @return how many that were */
    int sweep() {
        List<ChargeRow> expired = store.expired(clock.instant(), SWEPT_AT_ONCE);
        expired.forEach(this::release);
        return expired.size();
    }

    private void write(ChargedWork work, int firstLine, List<Use> uses) {
        Instant now = clock.instant();
        for (int i = 0; i < uses.size(); i++) {
            store.append(Entry.settle(work, firstLine + i, uses.get(i)), now);
        }
    }

    private void giveBack(TenantId tenant, Credits rest) {
        if (!rest.isNone()) {
            store.give(tenant, rest);
            balances.changes(tenant);
        }
    }

    /** A price that was raised after the reservation holds from the next one on. */
    private static List<Use> within(Credits reserved, List<Use> uses) {
        List<Use> charged = new ArrayList<>();
        Credits left = reserved;
        for (Use use : uses) {
            Credits credits = left.isLessThan(use.credits()) ? left : use.credits();
            left = left.minus(credits);
            if (!credits.isNone()) {
                charged.add(new Use(use.item(), credits, use.provider()));
            }
        }
        return charged;
    }

    private static Credits sum(List<Use> uses) {
        return uses.stream().map(Use::credits).reduce(Credits.NONE, Credits::plus);
    }

    private ProblemException insufficient(TenantId tenant, Credits required) {
        Credits remaining = balances.remaining(tenant);
        return new ProblemException(new Problem(
                ProblemCode.INSUFFICIENT_CREDITS,
                "This needs %s credits and %s are left. Have an admin grant more by POST /v1/credits/grants, or ask for less."
                        .formatted(required, remaining),
                List.of(),
                Map.of("credits_required", required.value(), "credits_remaining", remaining.value())));
    }
}
