package io.lantern.sandbox;

import io.lantern.sandbox.salesforce.SalesforceOrg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** The outside world on this machine, running: today one Salesforce organisation. */
public final class Sandbox implements AutoCloseable {
    private final SalesforceOrg salesforce;

    private Sandbox(SalesforceOrg salesforce) {
        this.salesforce = salesforce;
    }

    /**
     * Starts it. State is taken up where it was left.
     *
     * @throws UncheckedIOException when a port is taken; the message says which
     * @throws IllegalStateException when another process has the folder open
     */
    public static Sandbox start(SandboxSettings settings) {
        try {
            return new Sandbox(SalesforceOrg.start(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Where the Salesforce organisation is reached by HTTP, without a slash at the end. */
    public URI url() {
        return salesforce.url();
    }

    /** Port of the org's Pub/Sub API, with TLS. */
    public int pubSubPort() {
        return salesforce.events().port();
    }

    /** Port of the org's Pub/Sub API without TLS; -1 when there is none. */
    public int plaintextPubSubPort() {
        return salesforce.events().plaintextPort();
    }

    /** PEM file of the certificate that clients of the Pub/Sub API must trust. */
    public Path certificate() {
        return salesforce.events().certificate();
    }

    @Override
    public void close() {
        salesforce.close();
    }
}
