package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.contract.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RateLimitsPostgreSqlIT extends RateLimitsContract {
    private static final TestDatabase database = TestDatabase.postgres("access");

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @Override
    Buckets open(HandClock clock) {
        return new PostgreSqlBuckets(database.dataSource(), meter(clock));
    }

    @Test
    void nodesCountTogether() throws Exception {
        RateLimits first = limits();
        buckets = open(clock);
        RateLimits second = limits();
        Access key = access("key/shared", new Limits(50, 1, 10, 600, 60));

        assertThat(allowedOf(200, key, List.of(first, second))).isEqualTo(50);
    }

    @Test
    void aRowSaysWhoseItIsAndGoesOnceTheBucketIsFull() {
        limits.take(access("key/row", new Limits(50, 1, 10, 600, 60)), LimitGroup.SYNC);
        String row = "id = 'key/row/sync/50' and tenant_id = 7";
        // A token comes back in 1.2 s, and the library adds 5; for this it reads the machine's own clock.
        assertThat(rows(row + " and expires_at <= " + (System.currentTimeMillis() + 6_200)))
                .isEqualTo(1);

        buckets.tidy();
        assertThat(rows(row)).isEqualTo(1);

        database.jdbc()
                .sql("update access_bucket set expires_at = expires_at - 6200")
                .update();
        buckets.tidy();
        assertThat(rows(row)).isZero();
    }

    @Test
    void aClientThatDoesNotHeedItsRefusalCostsTheDatabaseNothing() {
        Access key = access("key/deaf", new Limits(1, 1, 10, 600, 60));
        limits.take(key, LimitGroup.SYNC);
        assertThat(limits.take(key, LimitGroup.SYNC).allowed()).isFalse();
        database.jdbc().sql("delete from access_bucket").update();

        assertThat(limits.take(key, LimitGroup.SYNC).retryAfterSeconds()).isEqualTo(60);
    }

    private static long rows(String where) {
        return database.jdbc()
                .sql("select count(*) from access_bucket where " + where)
                .query(Long.class)
                .single();
    }
}
