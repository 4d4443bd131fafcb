package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.seed.Seeding;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Two accounts, three contacts, four leads, a queue and a note: small enough to know by heart. */
final class SmallOrg {
    static final Instant NOW = Instant.parse("2026-05-20T10:15:30Z");

    final OrgStore store;
    final Actor actor;
    String acme = "";
    String globex = "";
    String queue = "";
    String jane = "";

    SmallOrg(Path folder) {
        store = OrgStores.open(folder, Clock.fixed(NOW, ZoneOffset.UTC), Seeding.BARE);
        actor = new Actor(OrgStores.firstUser(store.schema()), null, "seed", "60.0");
        store.inTransaction(actor, tx -> {
            fill(tx);
            return true;
        });
    }

    private void fill(OrgTransaction tx) {
        acme = tx.create(
                "Account",
                Map.<String, Object>of(
                        "Name",
                        "Acme GmbH",
                        "AnnualRevenue",
                        5_000_000,
                        "NumberOfEmployees",
                        40,
                        "Industry",
                        "Energy"));
        globex = tx.create("Account", Map.<String, Object>of("Name", "globex", "ParentId", acme));
        jane = contact(tx, "Jane", "Doe", "jane@acme.example", acme);
        contact(tx, "John", "Roe", "JOHN@acme.example", acme);
        tx.create("Contact", Map.<String, Object>of("LastName", "Solo"));
        queue = tx.create(
                "Group", Map.<String, Object>of("Name", "Inbound", "DeveloperName", "Inbound", "Type", "Queue"));
        tx.create("QueueSobject", Map.<String, Object>of("QueueId", queue, "SobjectType", "Lead"));
        lead(tx, "Alpha", "100% Pure_Co", "2026-05-20T00:00:00Z", "Hot");
        lead(tx, "Beta", "O'Neil & Sons", "2026-05-19T23:59:59Z", "Cold");
        lead(tx, "gamma", "Acme", "2026-04-30T12:00:00Z", "Warm");
        String delta = tx.create(
                "Lead",
                Map.<String, Object>of(
                        "LastName",
                        "Delta",
                        "Company",
                        "Acme",
                        "OwnerId",
                        queue,
                        "CreatedDate",
                        "2025-12-31T12:00:00Z"));
        tx.create(
                "Lantern_Note__c",
                Map.<String, Object>of(
                        "Name",
                        "N1",
                        "Lead__c",
                        delta,
                        "Topics__c",
                        "Pricing;Legal",
                        "External_Key__c",
                        "aB",
                        "Score__c",
                        2.5,
                        "Noted_On__c",
                        "2026-05-18"));
        tx.create("Task", Map.<String, Object>of("Subject", "Call", "WhoId", jane, "WhatId", acme));
        tx.create("Task", Map.<String, Object>of("Subject", "Write", "WhoId", delta, "OwnerId", actor.userId()));
    }

    private static String contact(OrgTransaction tx, String first, String last, String email, String account) {
        return tx.create(
                "Contact",
                Map.<String, Object>of("FirstName", first, "LastName", last, "Email", email, "AccountId", account));
    }

    private static void lead(OrgTransaction tx, String last, String company, String created, String rating) {
        tx.create(
                "Lead",
                Map.<String, Object>of("LastName", last, "Company", company, "CreatedDate", created, "Rating", rating));
    }

    QueryResult query(String soql) {
        return SoqlEngine.query(store, soql, false);
    }
}
