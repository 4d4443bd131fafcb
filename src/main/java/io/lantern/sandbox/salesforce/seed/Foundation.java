package io.lantern.sandbox.salesforce.seed;

import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.List;
import java.util.Map;

/** What every org has before anybody works in it: itself, profiles, roles, its administrator, lead and sales steps. */
final class Foundation {
    static final String USERNAME = "admin@sandbox.example";

    private final OrgTransaction tx;

    Foundation(OrgTransaction tx) {
        this.tx = tx;
    }

    /** Ids of what the company builds on. */
    record Settled(String admin, String salesProfile, String managerRole, String salesRole) {}

    Settled lay() {
        tx.create(
                "Organization",
                Map.<String, Object>of(
                        "Name",
                        "Lantern Sandbox",
                        "OrganizationType",
                        "Enterprise Edition",
                        "InstanceName",
                        "LAN1S",
                        "Country",
                        "US",
                        "PrimaryContact",
                        "Ada Keeper"));
        String system = tx.create("Profile", Map.<String, Object>of("Name", "System Administrator"));
        String sales = tx.create("Profile", Map.<String, Object>of("Name", "Standard User"));
        tx.create("Profile", Map.<String, Object>of("Name", "Chatter Free User", "UserType", "CsnOnly"));
        String manager = tx.create(
                "UserRole", Map.<String, Object>of("Name", "Sales Manager", "DeveloperName", "Sales_Manager"));
        String rep = tx.create(
                "UserRole",
                Map.<String, Object>of("Name", "Sales Rep", "DeveloperName", "Sales_Rep", "ParentRoleId", manager));
        String admin = tx.create(
                "User",
                Map.<String, Object>of(
                        "Username", USERNAME,
                        "Email", USERNAME,
                        "FirstName", "Ada",
                        "LastName", "Keeper",
                        "Alias", "akeep",
                        "Title", "Integration",
                        "ProfileId", system));
        leadStatuses();
        stages();
        return new Settled(admin, sales, manager, rep);
    }

    private void leadStatuses() {
        List<String> labels =
                List.of("Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted");
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            tx.create(
                    "LeadStatus",
                    Map.<String, Object>of(
                            "MasterLabel",
                            label,
                            "ApiName",
                            label,
                            "SortOrder",
                            i + 1,
                            "IsDefault",
                            i == 0,
                            "IsConverted",
                            label.equals("Closed - Converted")));
        }
    }

    private void stages() {
        stage(1, "Prospecting", 10, "Pipeline");
        stage(2, "Qualification", 10, "Pipeline");
        stage(3, "Needs Analysis", 20, "Pipeline");
        stage(4, "Value Proposition", 50, "Pipeline");
        stage(5, "Id. Decision Makers", 60, "Pipeline");
        stage(6, "Perception Analysis", 70, "Pipeline");
        stage(7, "Proposal/Price Quote", 75, "Pipeline");
        stage(8, "Negotiation/Review", 90, "Pipeline");
        stage(9, "Closed Won", 100, "Closed");
        stage(10, "Closed Lost", 0, "Omitted");
    }

    private void stage(int order, String label, int probability, String forecast) {
        tx.create(
                "OpportunityStage",
                Map.<String, Object>of(
                        "MasterLabel", label,
                        "ApiName", label,
                        "IsActive", true,
                        "SortOrder", order,
                        "IsClosed", label.startsWith("Closed"),
                        "IsWon", label.equals("Closed Won"),
                        "ForecastCategory", forecast,
                        "ForecastCategoryName", forecast,
                        "DefaultProbability", probability));
    }
}
