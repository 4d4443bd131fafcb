package io.lantern.sandbox.salesforce.seed;

import io.lantern.sandbox.salesforce.seed.Foundation.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The people who sell, and their queues.
 *
 * @param reps active users who own records
 * @param leadQueues where leads wait
 */
record Staff(List<String> reps, List<String> leadQueues, String caseQueue) {
    private static final List<String> REPS = List.of(
            "Marie Laurent",
            "Tom Becker",
            "Priya Raman",
            "Diego Santos",
            "Hannah Weiss",
            "Jack Osborne",
            "Chloé Martin",
            "Erik Lindström",
            "Grace Okafor");

    static Staff hire(Scene scene, Settled settled) {
        String manager = user(scene, settled, "Nora Whitman", "Sales Manager", settled.managerRole(), true);
        List<String> reps = new ArrayList<>();
        for (String name : REPS) {
            reps.add(user(scene, settled, name, "Account Executive", settled.salesRole(), true));
        }
        user(scene, settled, "Viktor Brandl", "Account Executive", settled.salesRole(), false);
        for (String rep : reps) {
            scene.tx().update("User", rep, Map.of("ManagerId", manager));
        }
        String inbound = queue(scene, "Inbound Leads", "Inbound_Leads", List.of("Lead"), reps);
        String partner = queue(scene, "Partner Leads", "Partner_Leads", List.of("Lead"), reps.subList(0, 3));
        String support = queue(scene, "Support", "Support", List.of("Case", "Lead"), reps.subList(6, 9));
        return new Staff(List.copyOf(reps), List.of(inbound, partner), support);
    }

    private static String user(Scene scene, Settled settled, String name, String title, String role, boolean active) {
        int space = name.indexOf(' ');
        String first = name.substring(0, space);
        String last = name.substring(space + 1);
        String local = Words.ascii(first) + "." + Words.ascii(last);
        String alias = Words.ascii(first).charAt(0) + Words.ascii(last);
        return scene.create(
                "User",
                700,
                Map.<String, Object>of(
                        "FirstName", first,
                        "LastName", last,
                        "Username", local + "@sandbox.example",
                        "Email", local + "@lantern-sandbox.example",
                        "Alias", alias.substring(0, Math.min(8, alias.length())),
                        "Title", title,
                        "ProfileId", settled.salesProfile(),
                        "UserRoleId", role,
                        "IsActive", active));
    }

    private static String queue(Scene scene, String name, String api, List<String> types, List<String> members) {
        String queue =
                scene.tx().create("Group", Map.<String, Object>of("Name", name, "DeveloperName", api, "Type", "Queue"));
        for (String type : types) {
            scene.tx().create("QueueSobject", Map.<String, Object>of("QueueId", queue, "SobjectType", type));
        }
        for (String member : members) {
            scene.tx().create("GroupMember", Map.<String, Object>of("GroupId", queue, "UserOrGroupId", member));
        }
        return queue;
    }
}
