package io.lantern.hub.credit;

import io.lantern.contract.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The room as one node has it, on a database with the tables of {@code credit}.
 *
 * @param meters where it measures
 */
public record TestCredits(
        CreditService service,
        Reservations reservations,
        LedgerStore ledger,
        DriftCheck drift,
        SimpleMeterRegistry meters) {
    /** What every tenant of these tests gets. */
    public static final Credits INITIAL = Credits.of(100);

    /** @return a node that charges what ships */
    public static TestCredits node(TestDatabase database, Clock clock) {
        return node(database, clock, Map.of());
    }

    static TestCredits node(TestDatabase database, Clock clock, Map<Item, BigDecimal> prices) {
        CreditSettings settings =
                new CreditSettings(INITIAL.value(), Map.of(), Duration.ofMinutes(15), Duration.ofMinutes(15));
        CreditStore store = new CreditStore(database.jdbc());
        LedgerStore ledger = new LedgerStore(database.jdbc());
        Balances balances = new Balances(store, settings, clock, database.transactions());
        Reservations reservations = new Reservations(store, balances, settings, database.transaction(), clock);
        Grants grants = new Grants(store, balances, database.transaction(), clock);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new TestCredits(
                new CreditService(reservations, balances, grants, ledger, new PricingSettings(prices)),
                reservations,
                ledger,
                new DriftCheck(ledger, meters),
                meters);
    }
}
