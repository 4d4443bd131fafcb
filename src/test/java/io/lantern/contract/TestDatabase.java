package io.lantern.contract;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A fresh database with some rooms' tables, on either of the two engines the hub runs on. */
public final class TestDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 20;

    private final HikariDataSource pool;
    private final AutoCloseable server;

    private TestDatabase(String url, String user, AutoCloseable server, String... rooms) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(CONNECTIONS);
        this.pool = new HikariDataSource(config);
        this.server = server;
        Flyway.configure()
                .dataSource(pool)
                .locations(Stream.of(rooms)
                        .map(room -> "classpath:db/migration/" + room)
                        .toArray(String[]::new))
                .load()
                .migrate();
    }

    /** In memory, in the mode the hub's own settings choose. */
    public static TestDatabase h2(String... rooms) {
        String url = "jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1";
        return new TestDatabase(url, "lantern", () -> {}, rooms);
    }

    /** A PostgreSQL server of its own. */
    public static TestDatabase postgres(String... rooms) {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            return new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", server, rooms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(pool);
    }

    public PlatformTransactionManager transactions() {
        return new JdbcTransactionManager(pool);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(transactions());
    }

    @Override
    public void close() throws Exception {
        pool.close();
        server.close();
    }
}
