package io.lantern.hub.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.CustomColumnProvider;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Buckets that all nodes share, one row each, locked while a token is taken. Time is each node's own clock, so a clock
 * that is ahead fills a bucket that much earlier, once.
 */
final class PostgreSqlBuckets implements Buckets {
    private static final int REMOVED_AT_ONCE = 1_000;
    private static final int MOST_REMEMBERED = 100_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<Key> rows;
    private final TimeMeter time;

    /** Buckets known to be empty until some instant: a client that does not heed its 429 costs the database nothing. */
    private final Cache<Key, Empty> empty = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MOST_REMEMBERED)
            .build();

    private record Empty(long nextToken, long full) {}

    PostgreSqlBuckets(DataSource database, TimeMeter time) {
        this.time = time;
        this.rows = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .<Key>primaryKeyMapper((statement, at, key) -> statement.setString(at, key.id()))
                .table("access_bucket")
                .addCustomColumn(new TenantColumn())
                .clientClock(time)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(5)))
                .build();
    }

    @Override
    public ConsumptionProbe take(Key key, int perMinute) {
        long now = time.currentTimeNanos();
        Empty known = empty.getIfPresent(key);
        if (known != null && now < known.nextToken()) {
            return ConsumptionProbe.rejected(0, known.nextToken() - now, known.full() - now);
        }
        ConsumptionProbe probe =
                rows.builder().build(key, () -> configuration(perMinute)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            empty.put(key, new Empty(now + probe.getNanosToWaitForRefill(), now + probe.getNanosToWaitForReset()));
        }
        return probe;
    }

    @Override
    public void tidy() {
        while (rows.removeExpired(REMOVED_AT_ONCE) == REMOVED_AT_ONCE) {
            // There is more.
        }
    }

    private static BucketConfiguration configuration(int perMinute) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    private static final class TenantColumn implements CustomColumnProvider<Key> {
        @Override
        public void setCustomField(
                Key key, int at, PreparedStatement statement, RemoteBucketState state, long currentTimeNanos)
                throws SQLException {
            statement.setObject(at, key.tenant(), Types.INTEGER);
        }

        @Override
        public String getCustomFieldName() {
            return "tenant_id";
        }
    }
}
