package io.lantern.sandbox;

import java.nio.file.Path;

/**
 * Where and how the sandbox runs. It binds loopback only.
 *
 * @param data folder of the hub; the sandbox keeps its state in {@code sandbox} below it
 * @param seed whether an empty org is filled with the demonstration company
 */
public record SandboxSettings(Path data, Ports ports, boolean seed) {

    /** An org as {@link Ports} says, with the language model, S3 and the vendors on any free port and without the web. */
    public SandboxSettings(Path data, int port, int pubSubPort, int plaintextPubSubPort, boolean seed) {
        this(data, new Ports(port, pubSubPort, plaintextPubSubPort, 0, 0, -1), seed);
    }

    /** @return the folder that holds the sandbox's own state */
    public Path folder() {
        return data.resolve("sandbox");
    }
}
