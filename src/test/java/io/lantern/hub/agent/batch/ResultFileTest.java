package io.lantern.hub.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.PartUse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultFileTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    private final List<BatchRow> rows = List.of(
            new BatchRow(
                    0,
                    "00Q1",
                    Map.of("first_name", "Ada", "company", "=cmd()"),
                    new BatchRow.Result(
                            BatchRow.Status.FOUND,
                            Map.of("phone", "+14155550134", "phone_type", "mobile", "phone_confidence", "0.9"),
                            List.of(),
                            null)),
            new BatchRow(
                    1,
                    "00Q2",
                    Map.of(),
                    new BatchRow.Result(
                            BatchRow.Status.NOT_FOUND,
                            Map.of(),
                            List.of(new BatchRow.Free("phone", "builtin.phone", AT)),
                            null)),
            new BatchRow(
                    2, "00Q3", Map.of(), BatchRow.Result.of(BatchRow.Status.SKIPPED, "lacks a company, or domain")));
    private final List<PartUse> uses = List.of(new PartUse("0/phone", "phone", "acme.phone", Credits.of(2), AT));

    @Test
    void everyRecordHasALineWhateverBecameOfIt() throws IOException {
        StringBuilder file = new StringBuilder();

        ResultFile.results(file, BatchAgent.PHONE, rows, uses);

        assertThat(file.toString().lines())
                .containsExactly(
                        "id,first_name,last_name,company_name,company_url,linkedin,phone,phone_type,phone_confidence,"
                                + "status,error,credits",
                        "00Q1,Ada,,'=cmd(),,,+14155550134,mobile,0.9,found,,2",
                        "00Q2,,,,,,,,,not_found,,0",
                        "00Q3,,,,,,,,,skipped,\"lacks a company, or domain\",0");
    }

    @Test
    void theFileOfCreditsHasWhatTheLedgerHasAndWhatWasFree() throws IOException {
        StringBuilder file = new StringBuilder();

        ResultFile.credits(file, rows, uses);

        assertThat(file.toString().lines())
                .containsExactly(
                        "id,service,provider,credits,cached,at",
                        "00Q1,phone,acme.phone,2,false,2026-03-04T05:06:07Z",
                        "00Q2,phone,builtin.phone,0,true,2026-03-04T05:06:07Z");
    }
}
