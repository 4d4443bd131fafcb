package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lantern.hub.kernel.SalesforceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoqlTest {
    private static final SalesforceId LEAD = SalesforceId.of("00QLA0000000001");

    @ParameterizedTest(name = "{0} is written {1}")
    @MethodSource
    void a_value_is_written_as_the_literal_of_its_kind(Object value, String literal) {
        Soql soql = Soql.of("SELECT Id FROM Lead WHERE X = ?", value);

        assertThat(soql.text()).isEqualTo("SELECT Id FROM Lead WHERE X = " + literal);
        assertThat(soql).hasToString(soql.text());
    }

    static Stream<Arguments> a_value_is_written_as_the_literal_of_its_kind() {
        return Stream.of(
                Arguments.of("plain", "'plain'"),
                Arguments.of("", "''"),
                Arguments.of("O'Neill", "'O\\'Neill'"),
                Arguments.of("a\\b", "'a\\\\b'"),
                // The backslash must be doubled before the quote is escaped, or the quote would be free again.
                Arguments.of("\\'", "'\\\\\\''"),
                Arguments.of("two\nlines\r\n", "'two\\nlines\\r\\n'"),
                Arguments.of("Zoë \"Z\" & ?", "'Zoë \"Z\" & ?'"),
                // No place is a LIKE: wildcards are ordinary characters here.
                Arguments.of("100%_sure", "'100%_sure'"),
                Arguments.of(LEAD, "'" + LEAD.value() + "'"),
                Arguments.of(Purpose.READ, "'READ'"),
                Arguments.of(7, "7"),
                Arguments.of(-2.5, "-2.5"),
                Arguments.of(new BigDecimal("1E+3"), "1000"),
                Arguments.of(true, "true"),
                Arguments.of(Instant.parse("2026-01-31T12:34:56.789Z"), "2026-01-31T12:34:56Z"),
                Arguments.of(List.of("a", "it's"), "('a','it\\'s')"),
                Arguments.of(List.of(LEAD), "('" + LEAD.value() + "')"),
                Arguments.of(List.of(1, 2), "(1,2)"));
    }

    @Test
    void an_injection_stays_inside_its_quotes() {
        String attempt = "x' OR Name != '";
        String withBackslash = "x\\' OR Name != \\'";

        assertThat(Soql.of("SELECT Id FROM Lead WHERE Email = ?", attempt).text())
                .isEqualTo("SELECT Id FROM Lead WHERE Email = 'x\\' OR Name != \\''");
        assertThat(Soql.of("SELECT Id FROM Lead WHERE Email = ?", withBackslash).text())
                .isEqualTo("SELECT Id FROM Lead WHERE Email = 'x\\\\\\' OR Name != \\\\\\''");
    }

    @Test
    void a_question_mark_in_a_value_takes_no_other_value() {
        assertThat(Soql.of("WHERE A = ? AND B = ?", "?", "second").text()).isEqualTo("WHERE A = '?' AND B = 'second'");
    }

    @Test
    void values_keep_their_order() {
        assertThat(Soql.of("WHERE A = ? AND B IN ? LIMIT ?", "a", List.of("b", "c"), 5)
                        .text())
                .isEqualTo("WHERE A = 'a' AND B IN ('b','c') LIMIT 5");
    }

    @Test
    void a_wrong_number_of_values_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Soql.of("WHERE A = ? AND B = ?", "a"))
                .withMessageContaining("2 places for 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Soql.of("WHERE A = ?", "a", "b"))
                .withMessageContaining("1 places for 2 values");
    }

    @Test
    void an_empty_list_is_refused_because_soql_has_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.of("WHERE Id IN ?", List.of()));
    }

    @Test
    void a_missing_value_is_refused_as_the_contract_says() {
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.of("WHERE Id IN ?", Arrays.asList("a", null)));
    }
}
