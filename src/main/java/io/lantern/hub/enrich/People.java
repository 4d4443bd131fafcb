package io.lantern.hub.enrich;

import io.lantern.hub.kernel.PersonalData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people in the cache: found by the address asked with, the one found, or the record's id. */
@Component("enrichPeople")
class People implements PersonalData {
    private final AnswerCache cache;

    People(AnswerCache cache) {
        this.cache = cache;
    }

    @Override
    public String kind() {
        return "enrichments";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (AnswerCache.Kept kept : cache.of(person.tenant(), person.email(), person.recordIds())) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("service", kept.service());
            row.put("record_id", kept.recordId());
            row.put("found_at", kept.foundAt());
            row.put("values", kept.values());
            rows.add(row);
        }
        return rows;
    }

    @Override
    public int erase(Person person) {
        return cache.remove(person.tenant(), person.email(), person.recordIds());
    }

    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
