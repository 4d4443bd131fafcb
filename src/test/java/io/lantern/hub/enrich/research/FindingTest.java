package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void theSurerOfTwoAnswersIsKeptAndOfEquallySureOnesTheFirst() {
        assertThat(finding(0.4).or(finding(0.7)).confidence()).isEqualTo(0.7);
        assertThat(finding(0.7).or(finding(0.4)).confidence()).isEqualTo(0.7);
        assertThat(finding(0.4).or(Finding.NOTHING).confidence()).isEqualTo(0.4);
        assertThat(Finding.NOTHING.or(finding(0.1)).confidence()).isEqualTo(0.1);
    }

    @Test
    void anUnsureAnswerIsOneButNotEnough() {
        assertThat(finding(0.3).isAnswer()).isTrue();
        assertThat(finding(0.3).isEnough()).isFalse();
        assertThat(finding(0.6).isEnough()).isTrue();
        assertThat(Finding.NOTHING.isAnswer()).isFalse();
    }

    private static Finding finding(double confidence) {
        return new Finding(
                new TextNode("Cleveland"),
                confidence,
                List.of(new Citation("https://acme.example/", null, "in Cleveland")),
                "told");
    }
}
