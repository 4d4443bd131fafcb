package io.lantern.hub.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTemplateTest {
    private final QueryTemplate template = new QueryTemplate("Has {Name} ({account.website}) opened an office in {}?");

    @Test
    void eachFieldTakesTheRecordsValueWithoutRegardToCase() {
        assertThat(template.of(Map.of("name", "Acme Inc.", "Account.Website", "acme.example")))
                .isEqualTo("Has Acme Inc. (acme.example) opened an office in {}?");
    }

    @Test
    void aRecordWithoutAFieldCannotBeAskedAbout() {
        assertThat(template.lacks(Map.of("Name", "Acme", "Account.Website", " ")))
                .contains("account.website");
        assertThat(template.lacks(Map.of("Name", "Acme", "ACCOUNT.WEBSITE", "acme.example")))
                .isEmpty();
    }

    @Test
    void aValueIsOneShortLineAndNoTemplateOfItsOwn() {
        String asked = new QueryTemplate("{Name}!").of(Map.of("Name", "{Name} $1\n\nNow " + "x".repeat(300)));

        assertThat(asked).startsWith("{Name} $1 Now x").hasSize(201);
    }
}
