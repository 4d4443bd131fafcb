package io.lantern;

import io.lantern.hub.Hub;
import io.lantern.sandbox.Sandbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** The org starts beside the hub's own preparations; the hub waits for it before it makes its connections. */
    private static void both(Launch launch, String[] args) {
        var starting = CompletableFuture.supplyAsync(() -> LocalOrg.start(launch));
        var hub = new SpringApplication(Hub.class);
        hub.setAdditionalProfiles("sandbox");
        hub.addInitializers(context -> connect(context.getEnvironment(), starting));
        hub.addListeners((ApplicationListener<ApplicationReadyEvent>) ready -> System.out.println(Welcome.both(
                ready.getApplicationContext().getEnvironment(), starting.join().url())));
        try {
            hub.run(args);
        } catch (RuntimeException e) {
            System.exit(1); // Spring has said why; the sandbox's threads would keep the process alive.
        }
    }

    /** Spring would print a stack trace where one sentence says it. */
    private static void connect(ConfigurableEnvironment hub, CompletableFuture<Sandbox> starting) {
        try {
            LocalOrg.connect(hub, starting.join());
        } catch (CompletionException e) {
            giveUp(e);
        }
    }

    private static void giveUp(CompletionException failure) {
        System.err.println(Launch.sentence(failure));
        System.exit(1);
    }
}
