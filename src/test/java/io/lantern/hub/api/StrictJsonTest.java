package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("[".repeat(9) + "]".repeat(9))).hasMessageContaining("8 levels");
    }

    private JsonNode read(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
