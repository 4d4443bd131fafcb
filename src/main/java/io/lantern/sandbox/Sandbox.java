package io.lantern.sandbox;

import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.s3.S3Server;
import io.lantern.sandbox.salesforce.SalesforceOrg;
import io.lantern.sandbox.target.TargetServer;
import io.lantern.sandbox.vendor.VendorServer;
import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The outside world on this machine, running: an organisation, a language model, S3, a web, vendors, targets. */
public final class Sandbox implements AutoCloseable {
    private final SalesforceOrg salesforce;
    private final ModelServer models;
    private final S3Server s3;
    private final VendorServer vendors;
    private final TargetServer targets;
    private final @Nullable CompanyWeb web;

    private Sandbox(
            SalesforceOrg salesforce,
            ModelServer models,
            S3Server s3,
            VendorServer vendors,
            TargetServer targets,
            @Nullable CompanyWeb web) {
        this.salesforce = salesforce;
        this.models = models;
        this.s3 = s3;
        this.vendors = vendors;
        this.targets = targets;
        this.web = web;
    }

    /**
     * Starts it. State is taken up where it was left.
     *
     * @throws UncheckedIOException when a port is taken; the message says which
     * @throws IllegalStateException when another process has the folder open
     */
    public static Sandbox start(SandboxSettings settings) {
        Ports ports = settings.ports();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            ModelServer models = ModelServer.start(ports.llm());
            open.push(models);
            S3Server s3 = S3Server.start(settings.folder().resolve("s3"), ports.s3());
            open.push(s3);
            VendorServer vendors = VendorServer.start(ports.vendor());
            open.push(vendors);
            TargetServer targets = TargetServer.start(ports.target(), ports.smtp());
            open.push(targets);
            CompanyWeb web = ports.web() < 0 ? null : CompanyWeb.start(ports.web());
            if (web != null) {
                open.push(web);
            }
            return new Sandbox(SalesforceOrg.start(settings), models, s3, vendors, targets, web);
        } catch (IOException e) {
            close(open, e);
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            close(open, e);
            throw e;
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

    /** Base URL of the language model, as clients of OpenAI's API want it: with {@code /v1} at the end. */
    public URI llmUrl() {
        return models.url().resolve("/v1");
    }

    /** Base URL of S3, without a slash at the end. */
    public URI s3Url() {
        return s3.url();
    }

    /** Base URL of the data vendors, without a slash at the end; a vendor's name comes behind it. */
    public URI vendorUrl() {
        return vendors.url();
    }

    /** Base URL of what the hub delivers to, without a slash at the end; a target's name comes behind it. */
    public URI targetUrl() {
        return targets.url();
    }

    /** Port of the inbox, which speaks SMTP without TLS. */
    public int smtpPort() {
        return targets.smtpPort();
    }

    /** Port of the small web of companies' sites; -1 when there is none. */
    public int webPort() {
        return web == null ? -1 : web.port();
    }

    @Override
    public void close() {
        if (web != null) {
            web.close();
        }
        targets.close();
        vendors.close();
        s3.close();
        models.close();
        salesforce.close();
    }

    private static void close(Deque<AutoCloseable> open, Exception why) {
        for (AutoCloseable server : open) {
            try {
                server.close();
            } catch (Exception e) {
                why.addSuppressed(e);
            }
        }
    }
}
