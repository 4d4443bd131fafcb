package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.llm.ModelServer;
import org.springframework.core.env.Environment;

/** The last lines of a start: where everything is, and what to type next. */
final class Welcome {
    private static final String KEY = "lnt_sandbox_0000000000000000000000000000000000000000000";

    private Welcome() {}

    static String both(Environment environment, Sandbox sandbox) {
        String hub = "http://localhost:" + environment.getProperty("local.server.port");
        return """

                Lantern Hub is ready.

                  hub           %1$s   (API document: %1$s/v1/openapi.yaml)
                  sandbox org   %2$s   (how to log in: open it)
                  sandbox model %4$s   (a language model; what it takes: open its address without /v1)
                  sandbox S3    %5$s   (a bucket for archives and results: open it)
                  vendors       %6$s   (of contact and company data: open it)
                  targets       %7$s   (Slack, e-mail, Eloqua, webhooks: what arrived is at %7$s/sandbox/arrivals)
                  sandbox key   %3$s

                Try it: create a lead in the org, then read what the hub decided, and why.

                  TOKEN=$(curl -s %2$s/services/oauth2/token -d grant_type=client_credentials -d client_id=lantern-sandbox \\
                    -d client_secret=lantern-sandbox-secret | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -s %2$s/services/data/v60.0/sobjects/Lead -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                    -d '{"FirstName":"Ada","LastName":"Moreno","Company":"Candela Machine Tools","Email":"ada.moreno@candela-machinetools.example"}'
                  curl -s '%1$s/v1/logs/routing?from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z&limit=5' -H 'Authorization: Bearer %3$s'
                """.formatted(
                hub, sandbox.url(), KEY, sandbox.llmUrl(), sandbox.s3Url(), sandbox.vendorUrl(), sandbox.targetUrl());
    }

    static String sandbox(Sandbox sandbox) {
        return """

                The sandbox org is ready at %1$s (how to log in: open it), its language model at %4$s.

                Connect a hub to it:

                  java -jar lantern-hub.jar --lantern.sandbox=off --spring.profiles.active=sandbox --lantern.data=./hub-data \\
                    --lantern.orgs[0].name=sandbox --lantern.orgs[0].login-url=%1$s \\
                    --lantern.orgs[0].client-id=lantern-sandbox --lantern.orgs[0].client-secret=lantern-sandbox-secret \\
                    --lantern.orgs[0].pub-sub-host=localhost --lantern.orgs[0].pub-sub-port=%2$d \\
                    --lantern.orgs[0].trust-certificate=%3$s \\
                    --lantern.models[0].name=sandbox --lantern.models[0].kind=openai --lantern.models[0].base-url=%4$s \\
                    --lantern.models[0].model=%5$s --lantern.models[0].api-key=%6$s
                """.formatted(
                        sandbox.url(),
                        sandbox.pubSubPort(),
                        sandbox.certificate().toAbsolutePath(),
                        sandbox.llmUrl(),
                        ModelServer.LARGE,
                        ModelServer.KEY);
    }
}
