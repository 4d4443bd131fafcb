package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.s3.S3Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The sandbox inside this process: an org, a language model, S3, a small web, data vendors and targets. */
final class LocalOrg {
    private LocalOrg() {}

    /** @throws CompletionException with the cause of a start that failed */
    static Sandbox start(Launch launch) {
        try {
            Sandbox sandbox = Sandbox.start(new SandboxSettings(launch.data(), launch.ports(), true));
            // Spring runs these after the hub is closed: the hub logs out of the org.
            SpringApplication.getShutdownHandlers().add(sandbox::close);
            return sandbox;
        } catch (RuntimeException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Gives the hub the settings that connect it to this org, to its language model where no other is named, to its S3
     * where no other bucket is, and to the search of its web where no other search is.
     *
     * @param sandbox waits for the org; not asked before the hub reads one of the settings
     * @throws CompletionException when a file configures an org too: the sandbox's key, which everybody knows, would
     *     open it
     */
    static void connect(ConfigurableEnvironment hub, Supplier<Sandbox> sandbox) {
        if (hub.containsProperty("lantern.orgs[0].name")) {
            throw new CompletionException(new IllegalStateException(
                    "A configuration file sets lantern.orgs, so the sandbox must not run beside"
                            + " it. Start with --lantern.sandbox=off, and with a profile such as"
                            + " --spring.profiles.active=prod; or take lantern.orgs out of the file."));
        }
        hub.getPropertySources().addLast(new Settings("sandbox", sandbox, Settings.values()));
        if (hub.getProperty("lantern.storage.bucket", "").isBlank()) {
            hub.getPropertySources().addLast(new Settings("sandbox S3", sandbox, Settings.storage()));
        }
        if (hub.getProperty("lantern.search.kind", "").isBlank()) {
            hub.getPropertySources().addLast(new Settings("sandbox search", sandbox, Settings.search()));
        }
        SandboxTargets.settings(hub::getProperty)
                .forEach((name, values) ->
                        hub.getPropertySources().addLast(new Settings("sandbox " + name, sandbox, values)));
    }

    /** Two customers of the hub use the one org: the second only asks, or each lead would be handled twice. */
    private static final class Settings extends EnumerablePropertySource<Supplier<Sandbox>> {
        private final Map<String, Function<Sandbox, Object>> values;

        Settings(String name, Supplier<Sandbox> sandbox, Map<String, Function<Sandbox, Object>> values) {
            super(name, sandbox);
            this.values = values;
        }

        private static Map<String, Function<Sandbox, Object>> storage() {
            return Map.of(
                    "lantern.storage.bucket", sandbox -> S3Server.BUCKET,
                    "lantern.storage.endpoint", sandbox -> sandbox.s3Url().toString(),
                    "lantern.storage.path-style", sandbox -> true,
                    "lantern.storage.access-key", sandbox -> S3Server.ACCESS_KEY,
                    "lantern.storage.secret-key", sandbox -> S3Server.SECRET_KEY);
        }

        /** Nothing where there is no web to search. */
        private static Map<String, Function<Sandbox, Object>> search() {
            return Map.of(
                    "lantern.search.kind", sandbox -> sandbox.webPort() < 0 ? "" : "searxng",
                    "lantern.search.base-url",
                            sandbox -> sandbox.webPort() < 0 ? "" : "http://localhost:" + sandbox.webPort());
        }

        private static Map<String, Function<Sandbox, Object>> values() {
            Map<String, Function<Sandbox, Object>> values = new LinkedHashMap<>();
            for (String entry : List.of("lantern.orgs[0].", "lantern.orgs[1].")) {
                values.put(entry + "login-url", org -> org.url().toString());
                values.put(entry + "client-id", org -> "lantern-sandbox");
                values.put(entry + "client-secret", org -> "lantern-sandbox-secret");
                values.put(entry + "pub-sub-host", org -> "localhost");
                values.put(entry + "pub-sub-port", Sandbox::pubSubPort);
                values.put(entry + "trust-certificate", org -> org.certificate().toString());
            }
            values.put("lantern.orgs[0].name", org -> "sandbox");
            values.put("lantern.orgs[1].name", org -> "sandbox-personal");
            values.put("lantern.orgs[1].tenant", org -> 2);
            values.put("lantern.orgs[1].listen", org -> false);
            model(values, "lantern.models[0].", ModelServer.SMALL, "low");
            model(values, "lantern.models[1].", ModelServer.LARGE, "medium,high");
            // Nothing where there is no web: the hub then reads the real one.
            values.put(
                    "lantern.provider.web.resolve-all-to",
                    sandbox -> sandbox.webPort() < 0 ? "" : "localhost:" + sandbox.webPort());
            return values;
        }

        private static void model(
                Map<String, Function<Sandbox, Object>> values, String entry, String name, String efforts) {
            values.put(entry + "name", sandbox -> name);
            values.put(entry + "kind", sandbox -> "openai");
            values.put(entry + "base-url", sandbox -> sandbox.llmUrl().toString());
            values.put(entry + "model", sandbox -> name);
            values.put(entry + "api-key", sandbox -> ModelServer.KEY);
            values.put(entry + "efforts", sandbox -> efforts);
        }

        @Override
        public String[] getPropertyNames() {
            return values.keySet().toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Function<Sandbox, Object> value = values.get(name);
            return value == null ? null : value.apply(source.get());
        }
    }
}
