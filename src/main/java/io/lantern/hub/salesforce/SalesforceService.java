package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.WorkOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What workflows ask of Salesforce; bean {@code salesforceService}. */
@Service("salesforceService")
class SalesforceService {
    private final SalesforceOrgs orgs;
    private final SalesforceSettings settings;

    SalesforceService(SalesforceOrgs orgs, SalesforceSettings settings) {
        this.orgs = orgs;
        this.settings = settings;
    }

    /** Reads the order's record with the fields that workflows use. */
    public ReadResult read(WorkOrder order) {
        CrmRecord record = orgs.get(order.org())
                .read(order.object(), order.id(), settings.salesforce().fieldsOf(order.object()), Purpose.READ);
        return new ReadResult(record != null, record);
    }

    /** Reads who owns the account that the record belongs to. */
    public AccountOwner readAccount(WorkOrder order, CrmRecord record) {
        String account = record.text("AccountId");
        CrmRecord read = account == null
                ? null
                : orgs.get(order.org()).read("Account", SalesforceId.of(account), List.of("OwnerId"), Purpose.READ);
        String owner = read == null ? null : read.text("OwnerId");
        return new AccountOwner(owner == null || !owner.startsWith("005") ? null : SalesforceId.of(owner));
    }

    /**
     * Writes enriched fields and the owner in one update; makes no call when there is nothing to write.
     *
     * @param changes field to change; may be empty; null is empty
     * @param ownerId the new owner; null leaves the owner alone
     */
    public WriteResult write(
            WorkOrder order, @Nullable Map<String, FieldChange> changes, @Nullable SalesforceId ownerId) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (changes != null) {
            changes.forEach((field, change) -> fields.put(field, change.to()));
        }
        if (ownerId != null) {
            fields.put("OwnerId", ownerId.value());
        }
        if (fields.isEmpty()) {
            return new WriteResult(true, null, null);
        }
        WriteOutcome outcome =
                orgs.get(order.org()).update(new CrmRecord(order.object(), order.id(), fields), Purpose.WRITE_BACK);
        if (outcome instanceof WriteOutcome.Refused refused) {
            return new WriteResult(false, refused.code(), refused.message());
        }
        return new WriteResult(true, null, null);
    }
}
