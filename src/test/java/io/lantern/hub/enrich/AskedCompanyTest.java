package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedCompanyTest {
    @ParameterizedTest
    @CsvSource({
        "acme.com,acme.com,1",
        "acme.com,www.acme.de,1",
        "acme.com,acme-group.com,1",
        "acme-tools.com,acmetools.io,1",
        "acme.com,umbra.com,0.5",
    })
    void another_brand_is_a_doubt(String asked, String said, double share) {
        assertThat(AskedCompany.share(found("domain", said), asked(asked))).isEqualTo(share);
    }

    @Test
    void an_answer_without_a_domain_counts_whole() {
        assertThat(AskedCompany.share(found("name", "Umbra"), asked("acme.com")))
                .isEqualTo(1);
    }

    @Test
    void who_was_asked_for_by_name_may_have_any_domain() {
        assertThat(AskedCompany.share(
                        found("domain", "umbra.com"),
                        Clues.builder().company("Acme").build()))
                .isEqualTo(1);
    }

    private static Clues asked(String domain) {
        return Clues.builder().domain(domain).build();
    }

    private static ProviderAnswer found(String field, String value) {
        return new ProviderAnswer(List.of(new Found(field, value, 0.9, "acme.company")));
    }
}
