package io.lantern.hub.credit;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger.
 *
 * @param line place within its charge, from 0
 * @param amount what it does to the balance
 * @param item what was bought; null unless it is a settlement
 * @param provider whose answer was bought; mostly null
 * @param reason of a grant; else null
 */
record Entry(
        ChargedWork work,
        int line,
        Kind kind,
        BigDecimal amount,
        @Nullable Item item,
        @Nullable String provider,
        @Nullable String reason) {

    /** A charge reserves, and later releases all of that and settles what was used. */
    enum Kind {
        GRANT,
        RESERVE,
        RELEASE,
        SETTLE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Entry grant(ChargedWork grant, Credits credits, String reason) {
        return new Entry(grant, 0, Kind.GRANT, credits.value(), null, null, reason);
    }

    static Entry reserve(ChargedWork work, int line, Credits credits) {
        return new Entry(work, line, Kind.RESERVE, credits.value().negate(), null, null, null);
    }

    static Entry release(ChargedWork work, int line, Credits credits) {
        return new Entry(work, line, Kind.RELEASE, credits.value(), null, null, null);
    }

    static Entry settle(ChargedWork work, int line, Use use) {
        return new Entry(work, line, Kind.SETTLE, use.credits().value().negate(), use.item(), use.provider(), null);
    }
}
