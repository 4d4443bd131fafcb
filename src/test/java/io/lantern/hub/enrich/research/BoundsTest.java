package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.provider.Effort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void moreEffortSearchesReadsAndShowsMore() {
        Bounds low = Bounds.of(Effort.LOW, null);
        Bounds medium = Bounds.of(Effort.MEDIUM, null);
        Bounds high = Bounds.of(Effort.HIGH, null);

        assertThat(low.rounds()).isLessThan(medium.rounds());
        assertThat(medium.queries()).isLessThan(high.queries());
        assertThat(low.sources()).isLessThan(medium.sources());
        assertThat(medium.letters()).isLessThan(high.letters());
    }

    @Test
    void theCallerMayHaveFewerPagesReadAndNotMore() {
        assertThat(Bounds.of(Effort.HIGH, 2).sources()).isEqualTo(2);
        assertThat(Bounds.of(Effort.LOW, 50).sources())
                .isEqualTo(Bounds.of(Effort.LOW, null).sources());
    }

    @Test
    void aDeadlineThatNoResearchOrNoRequestCanKeepIsRefused() {
        assertThatThrownBy(() -> new ResearchSettings(Duration.ofSeconds(1)))
                .hasMessageContaining("lantern.research.deadline must be from 2s to 2m");
        assertThatThrownBy(() -> new ResearchSettings(Duration.ofMinutes(3)))
                .hasMessageContaining("lantern.research.deadline");
    }
}
