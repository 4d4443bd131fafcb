package io.lantern;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What is to be started, read from the command line, system properties and the environment (not from files: those
 * are the hub's, and this must be known before).
 *
 * @param data folder of hub and sandbox
 * @param port of the sandbox org
 * @param pubSubPort of its events, with TLS
 * @param plaintextPort of its events without TLS; -1 opens none
 */
record Launch(Mode mode, Path data, int port, int pubSubPort, int plaintextPort) {

    /** Which of the two runs in this process: both, the hub alone, or the sandbox org alone. */
    enum Mode {
        ON,
        OFF,
        ONLY
    }

    static Launch of(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return new Launch(
                mode(environment),
                Path.of(environment.getProperty("lantern.data", "./data")),
                environment.getProperty("lantern.sandbox.port", Integer.class, 8090),
                environment.getProperty("lantern.sandbox.pub-sub-port", Integer.class, 7443),
                environment.getProperty("lantern.sandbox.plaintext-pub-sub-port", Integer.class, -1));
    }

    /** A failed start in words: the innermost cause that says something. */
    static String sentence(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return "Lantern cannot start. " + (message == null ? cause.toString() : message);
    }

    /** Where no org is configured and no other profile is chosen, the sandbox is what there is to see. */
    private static Mode mode(StandardEnvironment environment) {
        String chosen = environment.getProperty("lantern.sandbox");
        if (chosen != null) {
            try {
                return Mode.valueOf(chosen.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new CompletionException(
                        new IllegalArgumentException("lantern.sandbox must be on, off or only, not " + chosen + "."));
            }
        }
        boolean orgConfigured = Binder.get(environment)
                .bind("lantern.orgs", Bindable.listOf(Map.class))
                .isBound();
        boolean otherProfile = environment.containsProperty("spring.profiles.active")
                && !environment.getProperty("spring.profiles.active", "").contains("sandbox");
        return orgConfigured || otherProfile ? Mode.OFF : Mode.ON;
    }
}
