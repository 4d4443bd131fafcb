package io.lantern.hub.access;

import io.github.bucket4j.TimeMeter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts on PostgreSQL for all nodes together, and on H2, which belongs to one process, in memory. */
@Configuration(proxyBeanMethods = false)
class WhereBucketsLive {
    @Bean
    Buckets buckets(DataSource database, Clock clock) {
        TimeMeter time = new ClockMeter(clock);
        return isPostgreSql(database) ? new PostgreSqlBuckets(database, time) : new MemoryBuckets(time);
    }

    private static boolean isPostgreSql(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer", e);
        }
    }

    /** The hub's clock as Bucket4j reads it. */
    record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
