package io.lantern.sandbox;

import java.nio.file.Path;

/**
 * Where and how the sandbox runs. It binds loopback only.
 *
 * @param data folder of the hub; the sandbox keeps its state in {@code sandbox} below it
 * @param port of HTTP (REST, SOAP, OAuth, control); 0 takes any free one
 * @param pubSubPort of the Pub/Sub API with TLS; 0 takes any free one
 * @param plaintextPubSubPort of the Pub/Sub API without TLS; 0 takes any free one, -1 opens none
 * @param llmPort of the language model; 0 takes any free one
 * @param s3Port of S3; 0 takes any free one
 * @param seed whether an empty org is filled with the demonstration company
 */
public record SandboxSettings(
        Path data, int port, int pubSubPort, int plaintextPubSubPort, int llmPort, int s3Port, boolean seed) {

    /** As above, with the language model and S3 on any free port. */
    public SandboxSettings(Path data, int port, int pubSubPort, int plaintextPubSubPort, boolean seed) {
        this(data, port, pubSubPort, plaintextPubSubPort, 0, 0, seed);
    }

    /** @return the folder that holds the sandbox's own state */
    public Path folder() {
        return data.resolve("sandbox");
    }
}
