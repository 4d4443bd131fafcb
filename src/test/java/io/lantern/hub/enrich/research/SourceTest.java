package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    private static final Source PAGE = new Source(
            "https://acme.example/about",
            "About Acme",
            "Acme was founded\nin 1952 by\u00a0two brothers. It em\u00adploys 140 people.");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme was founded in 1952",
                "  founded\n\tin 1952 by two   brothers. ",
                "It employs 140 people.",
                "It em\u200bploys 140 people.",
                "About Acme",
            })
    void aQuoteMayDifferInWhiteSpaceAndInSignsThatNobodySees(String quote) {
        assertThat(PAGE.holds(quote)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme was founded in 1953",
                "acme was founded in 1952",
                "Acme was … in 1952",
                "Acme was founded by two brothers",
                "people. About Acme",
                "",
                "   ",
                "1952",
                "in 1952",
            })
    void otherWordsAndWordsThatProveNothingAreNoQuote(String quote) {
        assertThat(PAGE.holds(quote)).isFalse();
    }

    @Test
    void aPageWithoutATitleIsItsText() {
        assertThat(new Source("https://acme.example/", null, "Bolts that hold").whole())
                .isEqualTo("Bolts that hold");
    }
}
