package io.lantern.hub.form;

import io.lantern.hub.kernel.PersonalData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What submissions keep of people. */
@Component
class FormPeople implements PersonalData {
    private final FormStore store;

    FormPeople(FormStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "forms";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        return store.about(person.tenant(), person.email()).stream()
                .map(submission -> Map.<String, @Nullable Object>of("id", submission.id(), "lead", submission.lead()))
                .toList();
    }

    @Override
    public int erase(Person person) {
        List<FormStore.Submission> submissions = store.about(person.tenant(), person.email());
        submissions.forEach(submission -> store.erase(person.tenant(), submission.id()));
        return submissions.size();
    }
}
