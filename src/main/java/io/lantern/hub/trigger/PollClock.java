package io.lantern.hub.trigger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.quartz.SchedulerFactoryBeanCustomizer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where Quartz keeps the timers of the poll. On PostgreSQL in the database, so that of several nodes one polls, and
 * another goes on when it dies; on H2, which belongs to one process, in memory. A firing that was missed is made up
 * for once, not as often as it was missed: that is what Quartz does with cron timers unless told otherwise.
 */
@Configuration(proxyBeanMethods = false)
class PollClock {
    private static final String STORE = "org.quartz.jobStore.";

    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBeanCustomizer sharedTimers(DataSource dataSource) {
        return quartz -> {
            quartz.setSchedulerName("lantern");
            if (isPostgreSql(dataSource)) {
                quartz.setDataSource(dataSource);
                quartz.setQuartzProperties(clustered());
            }
        };
    }

    private static Properties clustered() {
        Properties quartz = new Properties();
        quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        quartz.setProperty(STORE + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        quartz.setProperty(STORE + "isClustered", "true");
        quartz.setProperty(STORE + "clusterCheckinInterval", "5000");
        return quartz;
    }

    private static boolean isPostgreSql(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer", e);
        }
    }
}
