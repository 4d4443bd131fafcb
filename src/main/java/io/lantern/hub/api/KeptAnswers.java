package io.lantern.hub.api;

import io.lantern.hub.kernel.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers that are kept for repeats of their request may speak of people. */
@Component
class KeptAnswers implements PersonalData {
    private final IdempotencyStore store;

    KeptAnswers(IdempotencyStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "answers";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        return about(person).stream()
                .map(kept -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    row.put("operation", kept.key().operation());
                    row.put("answer", text(kept));
                    return row;
                })
                .toList();
    }

    @Override
    public int erase(Person person) {
        List<IdempotencyStore.Kept> about = about(person);
        about.forEach(kept -> store.delete(kept.key()));
        return about.size();
    }

    private List<IdempotencyStore.Kept> about(Person person) {
        return store.kept(person.tenant().value()).stream()
                .filter(kept -> {
                    String text = text(kept).toLowerCase(Locale.ROOT);
                    return text.contains(person.email())
                            || person.recordIds().stream().anyMatch(id -> text.contains(id.toLowerCase(Locale.ROOT)));
                })
                .toList();
    }

    private static String text(IdempotencyStore.Kept kept) {
        return new String(kept.body(), StandardCharsets.UTF_8);
    }
}
