package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunStatusTest {
    @Test
    void a_completed_or_cancelled_run_never_changes_again() {
        for (RunStatus next : RunStatus.values()) {
            assertThat(RunStatus.COMPLETED.mayBecome(next)).isFalse();
            assertThat(RunStatus.CANCELLED.mayBecome(next)).isFalse();
        }
    }

    @Test
    void a_dead_letter_may_only_be_queued_again() {
        assertThat(Arrays.stream(RunStatus.values()).filter(RunStatus.FAILED::mayBecome))
                .containsExactly(RunStatus.QUEUED);
    }

    @Test
    void only_a_running_run_completes() {
        assertThat(Arrays.stream(RunStatus.values()).filter(status -> status.mayBecome(RunStatus.COMPLETED)))
                .containsExactly(RunStatus.RUNNING);
    }

    @Test
    void every_state_is_read_back_from_its_name() {
        assertThat(RunStatus.values())
                .allSatisfy(s -> assertThat(RunStatus.of(s.wireName())).isEqualTo(s));
    }
}
