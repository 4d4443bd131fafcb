package io.lantern.sandbox;

import io.lantern.sandbox.salesforce.SalesforceOrg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

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
            return new Sandbox(SalesforceOrg.start(settings.folder(), settings.port(), settings.seed()));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(
                    "The sandbox org cannot open port %d: %s".formatted(settings.port(), e.getMessage()), e));
        }
    }

    /** Where the Salesforce organisation is reached by HTTP, without a slash at the end. */
    public URI url() {
        return salesforce.url();
    }

    @Override
    public void close() {
        salesforce.close();
    }
}
