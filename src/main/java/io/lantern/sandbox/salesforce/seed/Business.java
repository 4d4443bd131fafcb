package io.lantern.sandbox.salesforce.seed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What goes on with customers: campaigns and who they reached, deals, activities and cases. */
final class Business {
    private static final int MEMBERS_PER_CAMPAIGN = 50;
    private static final int DEALS = 160;
    private static final int TASKS = 260;
    private static final int EVENTS = 40;
    private static final int CASES = 40;
    private static final List<String> STAGES = List.of(
            "Prospecting",
            "Qualification",
            "Needs Analysis",
            "Proposal/Price Quote",
            "Negotiation/Review",
            "Closed Won",
            "Closed Won",
            "Closed Lost");
    private static final List<String> SUBJECTS =
            List.of("Call", "Send Quote", "Follow up on demo", "Check references", "Send Letter", "Renewal");

    private final Scene scene;
    private final Staff staff;
    private final List<Person> people;
    private final List<String> leads;

    Business(Scene scene, Staff staff, List<Person> people, List<String> leads) {
        this.scene = scene;
        this.staff = staff;
        this.people = people;
        this.leads = leads;
    }

    void happen() {
        campaign("Spring Trade Fair", "Trade Show", -80, List.of("Invited", "Registered", "Attended"));
        campaign("Product Webinar", "Webinar", -40, List.of("Registered", "Attended", "No Show"));
        campaign("Newsletter", "Email", -200, List.of("Opened", "Clicked"));
        campaign("Partner Day", "Conference", -120, List.of("Invited", "Attended"));
        campaign("Website Contact Form", "Other", -365, List.of("Filled Form"));
        campaign("Autumn Roadshow", "Conference", 60, List.of("Invited", "Registered"));
        List<String> deals = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(deal(i));
        }
        for (int i = 0; i < TASKS; i++) {
            task(i, deals);
        }
        for (int i = 0; i < EVENTS; i++) {
            event();
        }
        for (int i = 0; i < CASES; i++) {
            supportCase();
        }
    }

    private void campaign(String name, String type, int start, List<String> statuses) {
        Draw draw = scene.draw();
        String campaign = scene.create(
                "Campaign",
                220,
                Map.<String, Object>of(
                        "Name",
                        name,
                        "Type",
                        type,
                        "Status",
                        start > 0 ? "Planned" : "In Progress",
                        "IsActive",
                        true,
                        "StartDate",
                        scene.date(start),
                        "EndDate",
                        scene.date(start + 30),
                        "OwnerId",
                        draw.of(staff.reps())));
        for (int i = 0; i < statuses.size(); i++) {
            scene.tx()
                    .create(
                            "CampaignMemberStatus",
                            Map.<String, Object>of(
                                    "CampaignId",
                                    campaign,
                                    "Label",
                                    statuses.get(i),
                                    "SortOrder",
                                    i + 3,
                                    "HasResponded",
                                    i > 0));
        }
        Set<String> members = new HashSet<>();
        while (members.size() < MEMBERS_PER_CAMPAIGN) {
            boolean lead = draw.percent(40);
            String member = lead ? draw.of(leads) : draw.of(people).id();
            if (members.add(member)) {
                scene.create(
                        "CampaignMember",
                        draw.between(1, 20),
                        Map.<String, Object>of(
                                "CampaignId",
                                campaign,
                                lead ? "LeadId" : "ContactId",
                                member,
                                "Status",
                                draw.of(statuses)));
            }
        }
    }

    private String deal(int number) {
        Draw draw = scene.draw();
        Person buyer = draw.of(people);
        String stage = draw.of(STAGES);
        boolean closed = stage.startsWith("Closed");
        String deal = scene.create(
                "Opportunity",
                draw.between(10, 200),
                Map.<String, Object>of(
                        "Name",
                        Mess.bare(buyer.firm().name()) + " - " + draw.of(List.of("Licences", "Pilot", "Upgrade")),
                        "AccountId",
                        buyer.firm().id(),
                        "OwnerId",
                        buyer.firm().owner(),
                        "StageName",
                        stage,
                        "CloseDate",
                        scene.date(closed ? -draw.between(1, 150) : draw.between(5, 150)),
                        "Amount",
                        draw.between(2, 400) * 500,
                        "External_Id__c",
                        "DEAL-" + (1000 + number)));
        scene.create(
                "OpportunityContactRole",
                5,
                Map.<String, Object>of(
                        "OpportunityId", deal, "ContactId", buyer.id(), "Role", "Decision Maker", "IsPrimary", true));
        return deal;
    }

    private void task(int number, List<String> deals) {
        Draw draw = scene.draw();
        boolean done = draw.percent(55);
        boolean lead = number % 4 == 0;
        boolean deal = !lead && draw.percent(30);
        Person person = draw.of(people);
        int due = done ? -draw.between(1, 90) : draw.between(-5, 30);
        scene.create(
                "Task",
                draw.between(1, 90),
                Map.<String, Object>of(
                        "Subject",
                        draw.of(SUBJECTS),
                        "OwnerId",
                        draw.of(staff.reps()),
                        "Status",
                        done ? "Completed" : draw.of(List.of("Not Started", "In Progress")),
                        "Priority",
                        draw.percent(15) ? "High" : "Normal",
                        "ActivityDate",
                        scene.date(due),
                        deal ? "WhatId" : "WhoId",
                        deal ? draw.of(deals) : lead ? draw.of(leads) : person.id()));
    }

    private void event() {
        Draw draw = scene.draw();
        scene.create(
                "Event",
                draw.between(1, 60),
                Map.<String, Object>of(
                        "Subject",
                        draw.percent(50) ? "Meeting" : "Demo",
                        "OwnerId",
                        draw.of(staff.reps()),
                        "WhoId",
                        draw.of(people).id(),
                        "StartDateTime",
                        scene.date(draw.between(-40, 40)) + "T" + draw.between(10, 16) + ":00:00Z",
                        "DurationInMinutes",
                        60));
    }

    private void supportCase() {
        Draw draw = scene.draw();
        Person person = draw.of(people);
        scene.create(
                "Case",
                draw.between(1, 120),
                Map.<String, Object>of(
                        "Subject", draw.of(List.of("Cannot log in", "Invoice is wrong", "Needs a spare part")),
                        "ContactId", person.id(),
                        "AccountId", person.firm().id(),
                        "OwnerId", draw.percent(50) ? staff.caseQueue() : draw.of(staff.reps()),
                        "Status", draw.percent(60) ? "Closed" : "New",
                        "Origin", draw.of(List.of("Phone", "Email", "Web"))));
    }
}
