package io.lantern.hub.privacy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code privacy.export}: everything the hub keeps of a person.
 *
 * @param recordIds Salesforce ids the hub knows the person by
 */
record PersonExport(
        boolean success, String requestId, String email, boolean suppressed, List<String> recordIds, List<Part> data) {

    /** @param kind which part of the hub keeps it */
    record Part(String kind, List<Map<String, @Nullable Object>> rows) {}
}
