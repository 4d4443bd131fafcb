package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.boot.SpringApplication;

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

    /** What connects a hub to it. */
    static Map<String, Object> settings(Sandbox sandbox) {
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
