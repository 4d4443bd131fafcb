package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

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
     * @throws CompletionException when a file configures an org too: the sandbox's key, which everybody knows, would
     *     open it
     */
    static void connect(ConfigurableEnvironment hub, Sandbox sandbox) {
        if (hub.containsProperty("lantern.orgs[0].name")) {
            throw new CompletionException(new IllegalStateException(
                    "A configuration file sets lantern.orgs, so the sandbox must not run beside"
                            + " it. Start with --lantern.sandbox=off, and with a profile such as"
                            + " --spring.profiles.active=prod; or take lantern.orgs out of the file."));
        }
        hub.getPropertySources().addLast(new MapPropertySource("sandbox", settings(sandbox)));
    }

    private static Map<String, Object> settings(Sandbox sandbox) {
        String org = "lantern.orgs[0].";
        return Map.of(
                org + "name", "sandbox",
                org + "login-url", sandbox.url().toString(),
                org + "client-id", "lantern-sandbox",
                org + "client-secret", "lantern-sandbox-secret",
                org + "pub-sub-host", "localhost",
                org + "pub-sub-port", sandbox.pubSubPort(),
                org + "trust-certificate", sandbox.certificate().toString());
    }
}
