package io.lantern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One set of migrations for H2 and PostgreSQL, a folder per room. That they run is what the ITs show. */
class MigrationsTest {
    /** Folder to the number of its files. */
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("access", "01"),
            Map.entry("audit", "02"),
            Map.entry("run", "03"),
            Map.entry("trigger", "04"),
            Map.entry("match", "05"),
            Map.entry("convert", "06"),
            Map.entry("assign", "07"),
            Map.entry("quartz", "08"),
            Map.entry("salesforce", "09"),
            Map.entry("enrich", "10"),
            Map.entry("workflow", "11"),
            Map.entry("credit", "12"),
            Map.entry("api", "13"),
            Map.entry("privacy", "14"),
            Map.entry("agent", "15"),
            Map.entry("form", "16"),
            Map.entry("connector", "17"),
            Map.entry("messaging", "18"));

    /** Tables whose form a library prescribes. */
    private static final Pattern LIBRARY_TABLE = Pattern.compile("scheduled_tasks|qrtz_.*");

    private static final Pattern CREATE_TABLE =
            Pattern.compile("create table (?:if not exists )?([a-z0-9_]+)\\s*\\((.*?)\\)\\s*;", Pattern.DOTALL);

    static Stream<Path> migrations() {
        return Sources.files(Sources.MIGRATIONS, ".sql").stream();
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationIsNamedAfterItsRoomAndPurpose(Path file) {
        String room = room(file);

        assertThat(NUMBERS).containsKey(room);
        assertThat(file.getFileName().toString())
                .matches("V\\d+\\." + NUMBERS.get(room) + "(\\.\\d+)?__[a-z0-9_]+\\.sql");
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aRoomsTablesBeginWithItsNameAndCarryTheTenant(Path file) {
        List<MatchResult> tables = CREATE_TABLE
                .matcher(sql(file))
                .results()
                .filter(MigrationsTest::isOurs)
                .toList();

        assertThat(tables).allSatisfy(table -> {
            assertThat(table.group(1)).startsWith(room(file) + "_");
            assertThat(table.group(2)).contains("tenant_id");
        });
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationSpeaksTheSqlOfBothDatabases(Path file) {
        assertThat(sql(file))
                .doesNotContainPattern(
                        "\\b(serial|bigserial|jsonb|timestamptz|on conflict|clob|auto_increment|merge into)\\b")
                .doesNotContainPattern("timestamp(?! with time zone)\\s*(not null|,|\\n)");
    }

    @Test
    void noTwoMigrationsHaveTheSameVersion() {
        List<String> versions = migrations()
                .map(file -> file.getFileName().toString().split("__")[0])
                .toList();

        assertThat(versions).doesNotHaveDuplicates();
    }

    private static boolean isOurs(MatchResult table) {
        return !LIBRARY_TABLE.matcher(table.group(1)).matches();
    }

    private static String room(Path file) {
        return Sources.MIGRATIONS.relativize(file).getName(0).toString();
    }

    private static String sql(Path file) {
        return Sources.text(file).replaceAll("--.*", "").toLowerCase(Locale.ROOT);
    }
}
