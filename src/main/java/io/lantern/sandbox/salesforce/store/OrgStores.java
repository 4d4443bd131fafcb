package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.schema.Schemas;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;

/** Opens the org of a folder. */
public final class OrgStores {
    private static final String DEFINITIONS = "objects";

    private OrgStores() {}

    /**
     * Opens the org in a folder, or founds it there in one transaction.
     *
     * @param folder holds the org's file, and in {@code objects/*.yaml} definitions of the user's own objects
     * @param firstStart fills an org that is new, as the user {@link #firstUser}; may set read-only fields
     * @throws IllegalStateException when another process has the folder open
     * @throws IllegalArgumentException when a definition is wrong
     */
    public static OrgStore open(Path folder, Clock clock, Consumer<OrgTransaction> firstStart) {
        Schema schema = Schemas.load(folder.resolve(DEFINITIONS));
        OrgFile file = new OrgFile(folder);
        try {
            FileOrgStore store = new FileOrgStore(schema, clock, file);
            if (store.isEmpty()) {
                Actor seed = new Actor(firstUser(schema), null, "seed", "68.0");
                store.inTransaction(seed, tx -> {
                    firstStart.accept(tx);
                    return true;
                });
            }
            return store;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The id of the first user: the administrator, as whom the org is founded. */
    public static String firstUser(Schema schema) {
        SObjectType user = Objects.requireNonNull(schema.type("User"));
        return RecordIds.of(user.keyPrefix(), 1);
    }
}
