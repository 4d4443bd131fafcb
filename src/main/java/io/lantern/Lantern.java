package io.lantern;

import io.lantern.hub.Hub;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;

/** The launcher: the only class that knows both the hub and the sandbox org. */
public final class Lantern {
    private Lantern() {}

    /** Starts the sandbox org, the hub or both, as {@link Launch} says. */
    public static void main(String[] args) {
        try {
            Launch launch = Launch.of(args);
            switch (launch.mode()) {
                case OFF -> SpringApplication.run(Hub.class, args);
                case ONLY -> System.out.println(Welcome.sandbox(sandbox(launch).url()));
                case ON -> both(launch, args);
            }
        } catch (CompletionException e) {
            giveUp(e);
        }
    }

    /** The org starts beside the hub's own preparations; the hub waits for it before it makes its connections. */
    private static void both(Launch launch, String[] args) {
        CompletableFuture<Sandbox> starting = CompletableFuture.supplyAsync(() -> sandbox(launch));
        SpringApplication hub = new SpringApplication(Hub.class);
        hub.setAdditionalProfiles("sandbox");
        hub.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("sandbox", org(ready(starting)))));
        hub.addListeners((ApplicationListener<ApplicationReadyEvent>) ready -> System.out.println(Welcome.both(
                ready.getApplicationContext().getEnvironment(), starting.join().url())));
        try {
            hub.run(args);
        } catch (RuntimeException e) {
            // Spring has said why; the sandbox's threads would keep the process alive.
            System.exit(1);
        }
    }

    /** Spring would print a stack trace where one sentence says it. */
    private static Sandbox ready(CompletableFuture<Sandbox> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw giveUp(e);
        }
    }

    private static CompletionException giveUp(CompletionException failure) {
        System.err.println(Launch.sentence(failure));
        System.exit(1);
        return failure;
    }

    private static Sandbox sandbox(Launch launch) {
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

    private static Map<String, Object> org(Sandbox sandbox) {
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
