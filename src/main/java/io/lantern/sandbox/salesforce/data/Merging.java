package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges up to two records into a master of the same object. Rules: SOAP API guide, merge. */
public final class Merging {
    private static final int MAX_LOSERS = 2;

    private final Org org;
    private final OrgTransaction transaction;
    private final SObjectType type;
    private final Row master;
    private final List<String> updatedRelated = new ArrayList<>();

    private Merging(Org org, OrgTransaction transaction, SObjectType type, Row master) {
        this.org = org;
        this.transaction = transaction;
        this.type = type;
        this.master = master;
    }

    /** What came of it. */
    public record Merged(String id, List<String> mergedRecordIds, List<String> updatedRelatedIds) {}

    /**
     * Merges inside a transaction.
     *
     * @param values the master shall have afterwards, beside its own
     * @throws OrgFault when it cannot be; the transaction must then be undone
     */
    public static Merged merge(
            Org org,
            OrgTransaction transaction,
            SObjectType type,
            String masterId,
            Map<String, @Nullable Object> values,
            List<String> loserIds) {
        if (!type.mergeable()) {
            throw refused("Entity type %s does not support merge".formatted(type.name()));
        }
        if (loserIds.isEmpty() || loserIds.size() > MAX_LOSERS) {
            throw refused("a merge takes one or two records to merge, not " + loserIds.size());
        }
        Row master = mergeable(transaction, type, masterId);
        List<Row> losers = new ArrayList<>();
        for (String loserId : loserIds) {
            Row loser = mergeable(transaction, type, loserId);
            if (loser.id().equals(master.id())
                    || losers.stream().anyMatch(other -> other.id().equals(loser.id()))) {
                throw refused("a record cannot be merged with itself: " + loser.id());
            }
            losers.add(loser);
        }
        return new Merging(org, transaction, type, master).merge(values, losers);
    }

    private Merged merge(Map<String, @Nullable Object> values, List<Row> losers) {
        if (!values.isEmpty()) {
            org.writes().update(transaction, type, master.id(), values, Writes.Options.NONE);
        }
        for (Row loser : losers) {
            org.store().schema().types().stream()
                    .filter(child -> !child.isEvent())
                    .forEach(child -> child.fields().stream()
                            .filter(field -> field.referenceTo().contains(type.name()))
                            .filter(field -> !field.name().equals("MasterRecordId"))
                            .forEach(field -> reparent(child, field, loser)));
            transaction.force(type.name(), loser.id(), Map.of("MasterRecordId", master.id()));
            transaction.delete(type.name(), loser.id());
        }
        return new Merged(master.id(), losers.stream().map(Row::id).toList(), updatedRelated);
    }

    private void reparent(SObjectType child, SObjectField field, Row loser) {
        for (Row row : transaction
                .rows(child.name(), field.name(), loser.id())
                .filter(row -> !row.isDeleted() && !row.id().equals(loser.id()))
                .toList()) {
            if (isMemberTwice(child, field, row)) {
                transaction.delete(child.name(), row.id());
                continue;
            }
            // A master below its own loser in the hierarchy would become its own parent.
            boolean itself = row.id().equals(master.id());
            Map<String, @Nullable Object> change = new HashMap<>(Collections.singletonMap(field.name(), null));
            if (!itself) {
                change.put(field.name(), master.id());
            }
            transaction.force(child.name(), row.id(), change);
            updatedRelated.add(row.id());
        }
    }

    private boolean isMemberTwice(SObjectType child, SObjectField field, Row member) {
        Object campaign = child.name().equals("CampaignMember") ? member.get("CampaignId") : null;
        return campaign != null
                && transaction
                        .rows(child.name(), field.name(), master.id())
                        .anyMatch(row -> !row.isDeleted() && campaign.equals(row.get("CampaignId")));
    }

    private static Row mergeable(OrgTransaction transaction, SObjectType type, String id) {
        Row row = transaction.find(type.name(), id);
        if (row == null) {
            throw new OrgFault("INVALID_CROSS_REFERENCE_KEY", 400, "invalid cross reference id", List.of());
        }
        if (row.isDeleted()) {
            throw new OrgFault("ENTITY_IS_DELETED", 404, "entity is deleted", List.of());
        }
        if (Boolean.TRUE.equals(row.get("IsConverted"))) {
            throw new OrgFault("CANNOT_UPDATE_CONVERTED_LEAD", 400, "cannot reference converted lead", List.of());
        }
        return row;
    }

    private static OrgFault refused(String text) {
        return new OrgFault("INVALID_MERGE_RECORD", 400, text, List.of());
    }
}
