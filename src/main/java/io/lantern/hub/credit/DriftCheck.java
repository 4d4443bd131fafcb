package io.lantern.hub.credit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Adds every account up from its ledger. Nothing in the hub can make them differ, so a difference means that somebody
 * changed a row by hand, or that the hub has a fault.
 */
@Component
class DriftCheck {
    private static final Logger log = LoggerFactory.getLogger(DriftCheck.class);
    private static final int MOST_NAMED = 20;

    private final LedgerStore ledger;
    private volatile BigDecimal drift = BigDecimal.ZERO;

    DriftCheck(LedgerStore ledger, MeterRegistry meters) {
        this.ledger = ledger;
        Gauge.builder("lantern.credit.drift", this, check -> check.drift.doubleValue())
                .description("Credits by which accounts differ from their ledgers; 0 when all is right")
                .register(meters);
    }

    /** @return one sentence per account that differs, with the charges that are to blame; empty when all is right */
    List<String> check() {
        List<LedgerStore.Drift> drifts = ledger.drifts();
        drift = drifts.stream()
                .map(one -> one.balance().subtract(one.ledger()).abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        List<String> sentences = new ArrayList<>();
        for (LedgerStore.Drift one : drifts) {
            String sentence = "Tenant %d has a balance of %s, but its entries add up to %s%s"
                    .formatted(one.tenant().value(), plain(one.balance()), plain(one.ledger()), charges(one));
            log.error("{}. Compare credit_entry with a backup; lantern.credit.drift tells when it is right", sentence);
            sentences.add(sentence);
        }
        return sentences;
    }

    private String charges(LedgerStore.Drift drift) {
        StringBuilder charges = new StringBuilder();
        for (LedgerStore.WrongCharge wrong : ledger.wrongCharges(drift.tenant(), MOST_NAMED)) {
            charges.append("; charge ")
                    .append(wrong.key())
                    .append(" has entries of ")
                    .append(plain(wrong.entries()))
                    .append(" instead of ")
                    .append(plain(wrong.expected()));
        }
        return charges.toString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
