package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassagesTest {
    private static final String FILLER = "Nothing of interest is said in this line.\n".repeat(100);

    @Test
    void aShortPageIsReadWhole() {
        assertThat(Passages.of("Bolts\nand nuts", "Where?", 100)).isEqualTo("Bolts\nand nuts");
    }

    @Test
    void ofALongPageTheHeadAndWhatSpeaksOfTheQuestionAreRead() {
        String text = "Acme at a glance\n" + FILLER + "The head office of Acme is in Cleveland.\n" + FILLER;

        String read = Passages.of(text, "Where is the head office of Acme?", 1_000);

        assertThat(read)
                .startsWith("Acme at a glance\nNothing")
                .contains("[…]\nThe head office of Acme is in Cleveland.")
                .hasSizeLessThanOrEqualTo(1_100);
    }

    @Test
    void aPageOfOneLineIsCut() {
        assertThat(Passages.of("bolts ".repeat(1_000), "Where?", 600)).hasSizeBetween(200, 600);
    }
}
