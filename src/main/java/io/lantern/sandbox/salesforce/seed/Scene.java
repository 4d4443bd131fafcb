package io.lantern.sandbox.salesforce.seed;

import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Stamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the seed is told.
 *
 * @param today midnight before the org was founded; everything happened before it, so that nobody who asks for what
 *     changed lately takes it for news
 */
record Scene(OrgTransaction tx, Draw draw, Words words, Mess mess, Instant today) {
    static Scene of(OrgTransaction tx, long seed) {
        Draw draw = new Draw(seed);
        Instant today = tx.clock().instant().truncatedTo(ChronoUnit.DAYS);
        return new Scene(tx, draw, Words.load(), new Mess(draw), today);
    }

    /** A record that was made some time ago. */
    String create(String type, int daysAgo, Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        Instant then = today.minus(Duration.ofDays(daysAgo)).minusSeconds(draw.below(50_000));
        String stamp = Stamps.write(then);
        all.put("CreatedDate", stamp);
        all.put("LastModifiedDate", stamp);
        all.put("SystemModstamp", stamp);
        return tx.create(type, all);
    }

    /** A date, before today when negative. */
    String date(int days) {
        return LocalDate.ofInstant(today, ZoneOffset.UTC).plusDays(days).toString();
    }
}
