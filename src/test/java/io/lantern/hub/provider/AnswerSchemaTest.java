package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are written by callers, answers by models: neither is trusted. */
class AnswerSchemaTest {
    private static final String CITY =
            "{\"type\":\"object\",\"required\":[\"city\"],\"properties\":{\"city\":{\"type\":\"string\"}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"city\":\"Porto\"}",
                "  {\"city\":\"Porto\"}\n",
                "```json\n{\"city\":\"Porto\"}\n```",
                "```\n{\"city\":\"Porto\"}\n```"
            })
    void an_answer_of_the_schema_fits_with_or_without_a_fence(String answer) {
        assertThat(schema(CITY).check(answer)).isEqualTo(new AnswerSchema.Fits(json("{\"city\":\"Porto\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Porto",
                "{\"city\":",
                "{\"city\":\"Porto\"} I hope this helps!",
                "Sure: {\"city\":\"Porto\"}",
                "{\"city\":\"Porto\",\"city\":\"Lisbon\"}",
                "[{\"city\":\"Porto\"}]",
                "null",
                "{\"city\":7}"
            })
    void anything_else_does_not(String answer) {
        assertThat(schema(CITY).check(answer)).isInstanceOf(AnswerSchema.Wrong.class);
    }

    @Test
    void what_is_wrong_is_said_by_place_and_rule_without_the_answers_values() {
        AnswerSchema schema = schema("{\"type\":\"object\",\"required\":[\"a\"],\"properties\":"
                + "{\"b\":{\"type\":\"string\",\"maxLength\":3},\"c\":{\"enum\":[\"x\"]}}}");

        assertThat(schema.check("{\"b\":\"secret\",\"c\":\"secret\"}"))
                .isInstanceOfSatisfying(
                        AnswerSchema.Wrong.class,
                        wrong -> assertThat(wrong.faults().lines())
                                .containsExactlyInAnyOrder("$: required a", "$.b: maxLength 3", "$.c: enum [\"x\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"array\"}",
                "{\"type\":\"object\",\"properties\":7}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"(\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/missing\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://localhost:1/schema\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"file:///etc/passwd\"}}}"
            })
    void a_schema_that_cannot_be_used_is_the_callers_mistake_and_reads_nothing_elsewhere(String schema) {
        assertThatThrownBy(() -> schema(schema))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("The schema of the answer cannot be used: ");
    }

    @Test
    void a_pattern_that_would_take_years_is_given_up() {
        AnswerSchema schema = schema("{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"^((a+)+)+\\\\2b$\"}}}");

        assertThatThrownBy(() -> schema.check("{\"a\":\"" + "a".repeat(60) + "\"}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("takes too long");
    }

    private static AnswerSchema schema(String text) {
        return AnswerSchema.of(json(text));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
