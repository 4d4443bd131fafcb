package io.lantern.hub;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Fresh databases, one for each Spring context. */
public final class TestDatabases {
    private static final AtomicInteger databases = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;

    private TestDatabases() {}

    /** H2 in a file, as users have it by default. */
    public static final class H2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            prepare(context.getEnvironment(), Map.of());
        }
    }

    /** A database of its own in one PostgreSQL per JVM. */
    public static final class Postgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            prepare(context.getEnvironment(), postgresSettings());
        }
    }

    /** @return {@code spring.datasource.*} of an empty database in the PostgreSQL of this JVM */
    public static synchronized Map<String, String> postgresSettings() {
        try {
            EmbeddedPostgres server = postgres;
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
                postgres = server;
            }
            String name = "hub" + databases.incrementAndGet();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return Map.of(
                    "spring.datasource.url", server.getJdbcUrl("postgres", name),
                    "spring.datasource.username", "postgres",
                    "spring.datasource.hikari.maximum-pool-size", "10");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void prepare(ConfigurableEnvironment environment, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("lantern.data", temporaryFolder().toString());
        settings.put("lantern.access.pepper", "pepper of the tests, 32 characters at least");
        for (String group : List.of("sync", "batch", "credits", "burst", "agents")) {
            lift("lantern.plans.enterprise." + group, environment, settings);
        }
        lift("lantern.access.anonymous-limit", environment, settings);
        settings.put("management.server.port", "0");
        settings.put("server.address", "127.0.0.1");
        environment.getPropertySources().addFirst(new MapPropertySource("hub test", settings));
    }

    /** Tests of everything but limits call as often as they like. */
    private static void lift(String limit, ConfigurableEnvironment environment, Map<String, Object> settings) {
        if (!environment.containsProperty(limit)) {
            settings.put(limit, "1000000");
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("hub-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
