package io.lantern.sandbox.salesforce.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdsTest {
    /** Ids of real orgs. */
    @ParameterizedTest
    @CsvSource({
        "00190000001pPvH,AAU",
        "0038M0000016Wv8,QAE",
        "00Q2z0000010Sla,EAE",
        "500B000000A1nvP,IAR",
        "0012z0000050rLl,AAI"
    })
    void the_suffix_holds_the_case(String id15, String suffix) {
        assertThat(RecordIds.withSuffix(id15)).isEqualTo(id15 + suffix);
        assertThat(RecordIds.normalize(id15)).isEqualTo(id15 + suffix);
        assertThat(RecordIds.normalize(id15 + suffix)).isEqualTo(id15 + suffix);
    }

    @Test
    void a_lost_case_is_repaired() {
        assertThat(RecordIds.normalize("0038M0000016Wv8QAE".toLowerCase(Locale.ROOT)))
                .isEqualTo("0038M0000016Wv8QAE");
        assertThat(RecordIds.normalize("0038M0000016WV8QAE")).isEqualTo("0038M0000016Wv8QAE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00Q", "00Q2z0000010SlaEA", "00Q2z0000010Sl-EAE", "00Q2z0000010Sla999", "00Q2z0000010Sla555"
            })
    void what_is_no_id_is_none(String text) {
        assertThat(RecordIds.normalize(text)).isNull();
    }

    @Test
    void ids_are_18_long_count_up_and_sort() {
        String first = RecordIds.of("00Q", 61);
        String second = RecordIds.of("00Q", 62);

        assertThat(first).hasSize(18).startsWith("00Q").isLessThan(second);
        assertThat(RecordIds.counter(second)).isEqualTo(62);
        assertThat(RecordIds.normalize(first)).isEqualTo(first);
    }
}
