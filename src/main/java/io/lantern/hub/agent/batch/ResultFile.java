package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.PartUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The two files of a batch as CSV (RFC 4180). */
final class ResultFile {
    private static final List<String> GIVEN = List.of("first_name", "last_name", "company", "domain", "linkedin");
    private static final List<String> GIVEN_AS =
            List.of("id", "first_name", "last_name", "company_name", "company_url", "linkedin");
    private static final List<String> OUTCOME = List.of("status", "error", "credits");

    private ResultFile() {}

    /** Writes a line per record, whatever became of it. */
    static void results(Appendable out, BatchAgent agent, List<BatchRow> rows, List<PartUse> uses) throws IOException {
        Map<Integer, Credits> credits =
                uses.stream().collect(Collectors.toMap(BatchOrder::position, PartUse::credits, Credits::plus));
        CSVPrinter csv = CSVFormat.RFC4180.print(out);
        List<String> head = new ArrayList<>(GIVEN_AS);
        head.addAll(agent.columns());
        head.addAll(OUTCOME);
        csv.printRecord(head);
        for (BatchRow row : rows) {
            csv.printRecord(line(agent, row, credits.getOrDefault(row.position(), Credits.NONE)));
        }
    }

    private static List<Object> line(BatchAgent agent, BatchRow row, Credits credits) {
        BatchRow.Result result = row.result();
        Map<String, String> cells = result == null ? Map.of() : result.cells();
        List<Object> line = new ArrayList<>();
        line.add(inert(row.id()));
        GIVEN.forEach(field -> line.add(inert(row.input().getOrDefault(field, ""))));
        agent.columns().forEach(column -> line.add(inert(cells.getOrDefault(column, ""))));
        line.add(result == null ? "" : result.status().wireName());
        line.add(result == null || result.error() == null ? "" : inert(result.error()));
        line.add(credits);
        return line;
    }

    /** Writes what the ledger has of each record, and each answer that was free. */
    static void credits(Appendable out, List<BatchRow> rows, List<PartUse> uses) throws IOException {
        Map<Integer, String> ids = rows.stream().collect(Collectors.toMap(BatchRow::position, BatchRow::id));
        CSVPrinter csv = CSVFormat.RFC4180.print(out);
        csv.printRecord("id", "service", "provider", "credits", "cached", "at");
        for (PartUse use : uses) {
            String id = ids.getOrDefault(BatchOrder.position(use), "");
            csv.printRecord(inert(id), BatchOrder.lookup(use), use.provider(), use.credits(), false, use.at());
        }
        for (BatchRow row : rows) {
            BatchRow.Result result = row.result();
            for (BatchRow.Free free : result == null ? List.<BatchRow.Free>of() : result.free()) {
                csv.printRecord(inert(row.id()), free.service(), free.provider(), Credits.NONE, true, free.at());
            }
        }
    }

    /**
     * A spreadsheet runs a cell that begins with one of these; an apostrophe before it makes it text (OWASP, CSV
     * injection). A phone number in E.164 stays one.
     */
    private static String inert(String cell) {
        String visible = cell.stripLeading();
        boolean formula = !visible.isEmpty()
                && "=+-@＝＋－＠\t\r\n".indexOf(visible.charAt(0)) >= 0
                && !visible.matches("\\+[0-9]{5,15}");
        return formula ? "'" + cell : cell;
    }
}
