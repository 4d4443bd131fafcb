package io.lantern.hub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenRowsTest {
    private static final OrgRef ORG = new OrgRef(new TenantId(1), "sandbox");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final SeenRows seen = new SeenRows(Duration.ofMinutes(10));

    @Test
    void a_settled_row_is_seen_once() {
        List<CrmRecord> rows = List.of(row(NOW.minusSeconds(60)));

        assertThat(seen.unseen(ORG, rows)).hasSize(1);
        seen.remember(ORG, rows, NOW);

        assertThat(seen.unseen(ORG, rows)).isEmpty();
        assertThat(seen.unseen(new OrgRef(new TenantId(2), "sandbox"), rows)).hasSize(1);
    }

    @Test
    void a_row_that_changed_again_is_new() {
        seen.remember(ORG, List.of(row(NOW.minusSeconds(60))), NOW);

        assertThat(seen.unseen(ORG, List.of(row(NOW.minusSeconds(50))))).hasSize(1);
    }

    @Test
    void a_row_that_has_only_just_changed_is_looked_at_again() {
        List<CrmRecord> rows = List.of(row(NOW.minusSeconds(1)));

        seen.remember(ORG, rows, NOW);

        assertThat(seen.unseen(ORG, rows)).hasSize(1);
    }

    @Test
    void rows_are_forgotten_when_no_poll_reads_so_far_back() {
        List<CrmRecord> rows = List.of(row(NOW.minusSeconds(60)));
        seen.remember(ORG, rows, NOW);

        seen.remember(ORG, List.of(), NOW.plus(Duration.ofMinutes(11)));

        assertThat(seen.unseen(ORG, rows)).hasSize(1);
    }

    private static CrmRecord row(Instant modstamp) {
        String text = modstamp.toString().replace("Z", ".000+0000");
        return new CrmRecord("Lead", SalesforceId.of("00QLA0000000001"), Map.of("SystemModstamp", text));
    }
}
