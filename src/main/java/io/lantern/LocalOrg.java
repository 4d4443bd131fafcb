package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The sandbox org inside this process. */
final class LocalOrg {
    private LocalOrg() {}

    /** @throws CompletionException with the cause of a start that failed */
    static Sandbox start(Launch launch) {
        try {
            Sandbox sandbox = Sandbox.start(new SandboxSettings(
                    launch.data(), launch.port(), launch.pubSubPort(), launch.plaintextPort(), true));
            // Spring runs these after the hub is closed: the hub logs out of the org.
            SpringApplication.getShutdownHandlers().add(sandbox::close);
            return sandbox;
        } catch (RuntimeException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Gives the hub the settings that connect it to this org.
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
        hub.getPropertySources().addLast(new Settings(sandbox));
    }

    private static final class Settings extends EnumerablePropertySource<Supplier<Sandbox>> {
        private static final String ORG = "lantern.orgs[0].";
        private static final Map<String, Function<Sandbox, Object>> VALUES = Map.of(
                ORG + "name", org -> "sandbox",
                ORG + "login-url", org -> org.url().toString(),
                ORG + "client-id", org -> "lantern-sandbox",
                ORG + "client-secret", org -> "lantern-sandbox-secret",
                ORG + "pub-sub-host", org -> "localhost",
                ORG + "pub-sub-port", Sandbox::pubSubPort,
                ORG + "trust-certificate", org -> org.certificate().toString());

        Settings(Supplier<Sandbox> sandbox) {
            super("sandbox", sandbox);
        }

        @Override
        public String[] getPropertyNames() {
            return VALUES.keySet().toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Function<Sandbox, Object> value = VALUES.get(name);
            return value == null ? null : value.apply(source.get());
        }
    }
}
