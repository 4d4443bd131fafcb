package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class StrictJsonTest {
    private final StrictJson json = new StrictJson(new RimSettings(DataSize.ofMegabytes(1), 8, Duration.ofSeconds(30)));

    @Test
    void stringsAreTrimmedAndEmptyOnesAreAbsent() {
        JsonNode node = read("{\"a\": \" x \", \"b\": \"  \", \"c\": [\" y \", {\"d\": \"\"}], \"e\": null}");

        assertThat(node).hasToString("{\"a\":\"x\",\"c\":[\"y\",{}],\"e\":null}");
    }

    @Test
    void aByteOrderMarkIsNoFault() {
        assertThat(read("\uFEFF{\"a\":1}")).hasToString("{\"a\":1}");
    }

    @Test
    void exactNumbersStayExact() {
        assertThat(read("{\"a\": 0.85}").get("a").decimalValue()).isEqualByComparingTo("0.85");
    }

    @Test
    void aFaultIsPlacedAndNeverQuotesTheBody() {
        assertThatThrownBy(() -> read("{\"email\": \"ann@example.com\",\n \"b\" 1}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("ann@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "{\"a\": {\"b\": [\"\\u0000\"]}}, b holds NUL",
        "{\"a\": \"x\\ud83d\"}, a holds NUL or half of a surrogate pair",
        "{\"\\ude00\\ud83d\": 1}, The name of a field holds NUL or half",
    })
    void textThatNoDatabaseKeepsIsRefused(String body, String reason) {
        assertThatThrownBy(() -> read(body)).hasMessageContaining(reason);
    }

    @Test
    void aWholePairIsText() {
        assertThat(read("{\"a\": \"\\ud83d\\ude00\"}").get("a").textValue()).isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999999"})
    void aNumberThatWouldTakeAgesIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"a\": " + number + "}")).hasMessageContaining("of a size that nothing has");
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("[".repeat(9) + "]".repeat(9))).hasMessageContaining("8 levels");
    }

    private JsonNode read(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
