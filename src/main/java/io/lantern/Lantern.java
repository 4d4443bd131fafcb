package io.lantern;

import io.lantern.hub.Hub;
import io.lantern.sandbox.Sandbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/** The launcher: the only room that knows both the hub and the sandbox org. */
public final class Lantern {
    private Lantern() {}

    public static void main(String[] args) {
        try {
            Launch launch = Launch.of(args);
            switch (launch.mode()) {
                case OFF -> SpringApplication.run(Hub.class, args);
                case ONLY -> System.out.println(Welcome.sandbox(LocalOrg.start(launch)));
                case ON -> both(launch, args);
            }
        } catch (CompletionException e) {
            giveUp(e);
        }
    }

    /** The org starts beside the hub, which waits for it when it reads the org's settings. */
    private static void both(Launch launch, String[] args) {
        var starting = CompletableFuture.supplyAsync(() -> LocalOrg.start(launch));
        starting.exceptionally(failure -> giveUp(new CompletionException(failure)));
        var hub = new SpringApplication(Hub.class);
        hub.setAdditionalProfiles("sandbox");
        hub.addInitializers(context -> connect(context.getEnvironment(), starting::join));
        hub.addListeners((ApplicationListener<ApplicationReadyEvent>) ready ->
                System.out.println(Welcome.both(ready.getApplicationContext().getEnvironment(), starting.join())));
        try {
            hub.run(args);
        } catch (RuntimeException e) {
            System.exit(1); // Spring has said why; the sandbox's threads would keep the process alive.
        }
    }

    private static void connect(ConfigurableEnvironment hub, Supplier<Sandbox> sandbox) {
        try {
            LocalOrg.connect(hub, sandbox);
        } catch (CompletionException e) {
            giveUp(e);
        }
    }

    /** At once: an orderly end would wait for the hub, which waits for the sandbox. Both are safe against a kill. */
    private static Sandbox giveUp(CompletionException failure) {
        System.err.println(Launch.sentence(failure));
        Runtime.getRuntime().halt(1);
        throw failure;
    }
}
