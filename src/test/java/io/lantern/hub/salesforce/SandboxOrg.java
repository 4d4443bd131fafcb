package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/** An empty org on this machine, and its control endpoint as anybody's {@code curl} uses it. */
final class SandboxOrg implements AutoCloseable {
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox sandbox;

    SandboxOrg(Path folder) {
        this.sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, 0, false));
    }

    /** For a hub that lives as long as its Spring context, which ends after the class's last method. */
    static SandboxOrg inTemporaryFolder() {
        try {
            return new SandboxOrg(Files.createTempDirectory("salesforce-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return sandbox.url();
    }

    /** Connects a hub to it under the name {@code emea}; a silence of two seconds makes the watchdog quick. */
    void connect(DynamicPropertyRegistry settings) {
        String org = "lantern.orgs[0].";
        settings.add(org + "name", () -> "emea");
        settings.add(org + "login-url", () -> url().toString());
        settings.add(org + "client-id", () -> "lantern-sandbox");
        settings.add(org + "client-secret", () -> "lantern-sandbox-secret");
        settings.add(org + "pub-sub-host", () -> "localhost");
        settings.add(org + "pub-sub-port", sandbox::plaintextPubSubPort);
        settings.add(org + "pub-sub-plaintext", () -> "true");
        settings.add("lantern.salesforce.silence", () -> "2s");
        settings.add("lantern.trigger.poll-cron", () -> "0 0 0 1 1 ? 2099");
    }

    /** @param query parameters as in {@code count=2&path=Lead}; may be empty */
    void fault(String name, String query) {
        call("PUT", "/faults/" + name + "?" + query);
    }

    void noFaults() {
        call("DELETE", "/faults");
    }

    void noFault(String name) {
        call("DELETE", "/faults/" + name);
    }

    boolean hasStruckOut(String fault) {
        return call("GET", "/faults").findValuesAsText("name").stream().noneMatch(fault::equals);
    }

    void endSessions() {
        call("DELETE", "/sessions");
    }

    /** @return how often the operation was asked for, by anybody */
    long requests(String operation) {
        return call("GET", "/requests").path("operations").path(operation).asLong();
    }

    private JsonNode call(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method + " " + path).isBetween(200, 204);
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
