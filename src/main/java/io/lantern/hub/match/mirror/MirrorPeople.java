package io.lantern.hub.match.mirror;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.PersonalData;
import io.lantern.hub.kernel.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the copy of the orgs keeps of people. It is erased here and now; as long as the org itself has the record, its
 * next change brings it back.
 */
@Component
class MirrorPeople implements PersonalData {
    private final MirrorStore store;
    private final CrmMirror mirror;

    MirrorPeople(MirrorStore store, CrmMirror mirror) {
        this.store = store;
        this.mirror = mirror;
    }

    @Override
    public String kind() {
        return "mirror";
    }

    @Override
    public List<String> recordIds(TenantId tenant, String email) {
        return store.of(tenant, email).stream()
                .map(copy -> copy.row().id())
                .distinct()
                .toList();
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (MirrorStore.Copy copy : store.of(person.tenant(), person.email())) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("org", copy.org());
            row.put("object", copy.object().apiName());
            row.put("id", copy.row().id());
            row.put("fields", copy.row().fields());
            rows.add(row);
        }
        return rows;
    }

    @Override
    public int erase(Person person) {
        List<MirrorStore.Copy> copies = store.of(person.tenant(), person.email());
        copies.forEach(copy -> mirror.remove(
                new OrgRef(person.tenant(), copy.org()),
                copy.object(),
                copy.row().id()));
        return copies.size();
    }
}
