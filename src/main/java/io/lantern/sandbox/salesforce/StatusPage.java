package io.lantern.sandbox.salesforce;

import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.rest.OAuth;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.List;

/** The page at {@code /}: how to log in, and a first command to try. */
final class StatusPage {
    private StatusPage() {}

    static String text(Org org, String base, int pubSubPort) {
        StringBuilder counts = new StringBuilder();
        for (String type : List.of("Account", "Contact", "Lead", "Opportunity")) {
            long rows = org.store().rows(type).filter(row -> !row.isDeleted()).count();
            counts.append("%s %d  ".formatted(type, rows));
        }
        Row organization = org.store().find("Organization", org.store().orgId());
        return """
                Lantern sandbox: a Salesforce organisation on this machine
                ==========================================================
                organisation    %s (%s)
                records         %s
                REST            %s/services/data/v60.0
                SOAP            %s/services/Soap/u/60.0
                Pub/Sub         localhost:%d (TLS)
                connected app   %s / %s
                user            %s / %s
                control         %s/sandbox/requests, %s/sandbox/faults (docs/reference/sandbox.md)

                Log in:
                  TOKEN=$(curl -s %s/services/oauth2/token -d grant_type=client_credentials \\
                    -d client_id=%s -d client_secret=%s | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

                Create a lead:
                  curl -s %s/services/data/v60.0/sobjects/Lead -H "Authorization: Bearer $TOKEN" \\
                    -H 'Content-Type: application/json' \\
                    -d '{"LastName":"Lovelace","FirstName":"Ada","Company":"Analytical Engines","Email":"ada@analytical.example"}'

                Read leads:
                  curl -s -G %s/services/data/v60.0/query -H "Authorization: Bearer $TOKEN" \\
                    --data-urlencode 'q=SELECT Id, Name, Company, Status FROM Lead ORDER BY CreatedDate DESC LIMIT 5'
                """.formatted(
                        organization == null ? "sandbox" : organization.text("Name"),
                        org.store().orgId(),
                        counts.toString().trim(),
                        base,
                        base,
                        pubSubPort,
                        OAuth.CLIENT_ID,
                        OAuth.CLIENT_SECRET,
                        OAuth.RUN_AS,
                        OAuth.PASSWORD,
                        base,
                        base,
                        base,
                        OAuth.CLIENT_ID,
                        OAuth.CLIENT_SECRET,
                        base,
                        base);
    }
}
