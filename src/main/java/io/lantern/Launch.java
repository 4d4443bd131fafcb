package io.lantern;

import io.lantern.sandbox.Ports;
import java.nio.file.Path;
import java.util.List;
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
 * @param ports of the sandbox
 */
record Launch(Mode mode, Path data, Ports ports) {

    /** Which of the two runs in this process: both, the hub alone, or the sandbox org alone. */
    enum Mode {
        ON,
        OFF,
        ONLY
    }

    static Launch of(String[] args) {
        return of(args, new StandardEnvironment());
    }

    static Launch of(String[] args, StandardEnvironment environment) {
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return new Launch(
                mode(environment), Path.of(environment.getProperty("lantern.data", "./data")), ports(environment));
    }

    private static Ports ports(StandardEnvironment environment) {
        return new Ports(
                port(environment, "lantern.sandbox.port", 0, 8090),
                port(environment, "lantern.sandbox.pub-sub-port", 0, 7443),
                port(environment, "lantern.sandbox.plaintext-pub-sub-port", -1, -1),
                port(environment, "lantern.sandbox.llm-port", 0, 8091),
                port(environment, "lantern.sandbox.s3-port", 0, 9090),
                port(environment, "lantern.sandbox.web-port", -1, 8092),
                port(environment, "lantern.sandbox.vendor-port", 0, 9091),
                port(environment, "lantern.sandbox.target-port", 0, 8093),
                port(environment, "lantern.sandbox.smtp-port", 0, 2525));
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
        String chosen = text(environment, "lantern.sandbox");
        if (!chosen.isEmpty()) {
            try {
                return Mode.valueOf(chosen.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw refusal("lantern.sandbox must be on, off or only, not " + chosen + ".");
            }
        }
        boolean orgConfigured = Binder.get(environment)
                .bind("lantern.orgs", Bindable.listOf(Map.class))
                .isBound();
        String profiles = text(environment, "spring.profiles.active");
        boolean otherProfile =
                !profiles.isEmpty() && !List.of(profiles.split("\\s*,\\s*")).contains("sandbox");
        return orgConfigured || otherProfile ? Mode.OFF : Mode.ON;
    }

    private static int port(StandardEnvironment environment, String name, int lowest, int otherwise) {
        String text = text(environment, name);
        try {
            int port = text.isEmpty() ? otherwise : Integer.parseInt(text);
            if (port >= lowest && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number out of range
        }
        throw refusal("%s must be a whole number from %d to 65535, not %s.".formatted(name, lowest, text));
    }

    /** A variable that is set to nothing, as compose files do, counts as absent. */
    private static String text(StandardEnvironment environment, String name) {
        return environment.getProperty(name, "").strip();
    }

    private static CompletionException refusal(String sentence) {
        return new CompletionException(new IllegalArgumentException(sentence));
    }
}
