package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A thousand leads in one burst, with and without power cuts: every one handled once, in fair turns, on few calls. */
@Timeout(420)
class BurstIT {
    private static final int LEADS = Integer.getInteger("burst.leads", 1000);
    private static final String POOL = "inbound";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aThousandLeadsAreEachHandledOnceInFairTurnsOnFewCalls() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new SandboxSettings(folder.resolve("org"), 0, 0, -1, true));
                HubProcess hub = HubProcess.start(folder.resolve("hub"), beside(sandbox))) {
            OrgClient org = new OrgClient(sandbox.url());
            Burst burst = new Burst(org);
            org.send("DELETE", "/sandbox/requests", null);
            Instant start = Instant.now();

            burst.create(LEADS);
            awaitOutcomes(burst, hub);

            Duration took = Duration.between(start, Instant.now());
            JsonNode byOperation = hubCalls(org);
            long calls = 0;
            for (JsonNode count : byOperation) {
                calls += count.asLong();
            }
            System.out.printf(
                    "%d leads in %.1f s, %d Salesforce calls, %.1f per 100 leads: %s%n",
                    LEADS, took.toMillis() / 1000.0, calls, calls * 100.0 / LEADS, byOperation);
            burst.assertEachLeadHasOneOutcome(hub.url());
            burst.assertRotationIsExactlyFair(hub.url(), POOL);
            burst.assertPaidForOnce(hub.url());
            burst.assertOrgAgrees();
            assertThat(took).isLessThan(Duration.ofMinutes(3));
            assertThat(calls).isLessThanOrEqualTo(LEADS * 60 / 100);
        }
    }

    @Test
    void fiveKillsOfTheHubChangeNothingInTheEnd() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new SandboxSettings(folder.resolve("org"), 0, 0, -1, true));
                HubProcess hub = HubProcess.start(folder.resolve("hub"), beside(sandbox))) {
            Burst burst = new Burst(new OrgClient(sandbox.url()));

            burst.create(LEADS);
            killFiveTimes(burst, hub);
            awaitOutcomes(burst, hub);

            burst.assertEachLeadHasOneOutcome(hub.url());
            burst.assertRotationIsExactlyFair(hub.url(), POOL);
            burst.assertPaidForOnce(hub.url());
            burst.assertOrgAgrees();
        }
    }

    @Test
    void fiveKillsOfHubAndOrgTogetherChangeNothingInTheEnd() {
        int port = HubProcess.freePort();
        try (HubProcess hub = HubProcess.start(
                folder.resolve("both"),
                "--lantern.sandbox.port=" + port,
                "--lantern.sandbox.pub-sub-port=" + HubProcess.freePort(),
                "--lantern.sandbox.llm-port=" + HubProcess.freePort(),
                "--lantern.sandbox.vendor-port=" + HubProcess.freePort(),
                "--lantern.sandbox.target-port=" + HubProcess.freePort(),
                "--lantern.sandbox.smtp-port=" + HubProcess.freePort(),
                "--lantern.sandbox.s3-port=" + HubProcess.freePort(),
                "--lantern.sandbox.web-port=0")) {
            java.net.URI orgUrl = java.net.URI.create("http://127.0.0.1:" + port);
            Burst burst = new Burst(new OrgClient(orgUrl));

            burst.create(LEADS / 2);
            killFiveTimes(burst, hub);
            awaitOutcomes(burst, hub);

            burst.assertEachLeadHasOneOutcome(hub.url());
            burst.assertRotationIsExactlyFair(hub.url(), POOL);
            burst.assertPaidForOnce(hub.url());
            burst.assertOrgAgrees();
        }
    }

    /** Each kill comes after some more leads were decided, so that it hits work in all its stages. */
    private static void killFiveTimes(Burst burst, HubProcess hub) {
        for (int kill = 1; kill <= 5; kill++) {
            long enough = (long) burst.size() * kill / 12;
            await("progress before kill " + kill)
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> burst.assigned(hub.url()) >= enough);
            hub.killAndRestart();
        }
    }

    private static void awaitOutcomes(Burst burst, HubProcess hub) {
        await("every lead has an owner, and its run is over")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> burst.settled(hub.url()));
    }

    private static JsonNode hubCalls(OrgClient org) {
        return org.send("GET", "/sandbox/requests", null)
                .path("operationsOfClients")
                .path("lantern-hub");
    }

    private static String[] beside(Sandbox sandbox) {
        return new String[] {
            "--lantern.sandbox=off",
            "--spring.profiles.active=sandbox",
            "--lantern.orgs[0].name=sandbox",
            "--lantern.orgs[0].tenant=1",
            "--lantern.orgs[0].login-url=" + sandbox.url(),
            "--lantern.orgs[0].client-id=lantern-sandbox",
            "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
            "--lantern.orgs[0].pub-sub-host=localhost",
            "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
            "--lantern.orgs[0].trust-certificate=" + sandbox.certificate(),
        };
    }
}
