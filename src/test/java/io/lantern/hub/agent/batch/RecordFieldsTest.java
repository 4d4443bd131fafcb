package io.lantern.hub.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {
    @Test
    void namesOfTheContractAndOfSalesforceMeanTheSame() {
        Map<String, String> known = RecordFields.known(
                record("FirstName", "Ada", "last_name", " Byron ", "Account.Website", "acme.example", "Score__c", 7),
                false);

        assertThat(known)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("first_name", "Ada", "last_name", "Byron", "domain", "acme.example"));
    }

    @Test
    void blanksAreNotKnown() {
        assertThat(RecordFields.known(record("email", " ", "company", null), false))
                .isEmpty();
    }

    @Test
    void theNameOfAnAccountIsItsCompany() {
        assertThat(RecordFields.known(record("Name", "Acme Inc."), true)).containsEntry("company", "Acme Inc.");
        assertThat(RecordFields.known(record("Name", "Ada Byron"), false)).isEmpty();
    }

    private static Map<String, @Nullable Object> record(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
