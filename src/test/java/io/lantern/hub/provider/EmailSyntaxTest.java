package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.provider.MailExchange.Mail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses of publications and of the rules in standards, each with its source ({@code email-addresses.tsv}). */
class EmailSyntaxTest {
    private static final ProviderSettings SETTINGS = new ProviderSettings(new ProviderSettings.Email(
            true, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(12), 100, null));

    private final BuiltinEmail provider = new BuiltinEmail(
            new MailDomains(SETTINGS), new MailExchange(SETTINGS, Clock.systemUTC(), domain -> Mail.TAKES));

    private record Published(String address, String verdict, String source) {
        @Override
        public String toString() {
            return verdict + ": " + address + " (" + source + ")";
        }
    }

    static Stream<Published> published() {
        return rows().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void anAddressIsTakenOrRefusedAsItsSourceSays(Published published) {
        ProviderAnswer answer = provider.find(new ProviderQuestion(Map.of("email", published.address())));

        String status =
                answer.field("email_status").map(ProviderAnswer.Found::text).orElse("none");
        if (published.verdict().equals("valid")) {
            assertThat(status).isNotEqualTo("invalid");
        } else {
            assertThat(status).isEqualTo("invalid");
        }
    }

    @Test
    void thereAreManyOfBothKindsAndEachHasASource() {
        List<Published> all = rows();

        assertThat(all).hasSizeGreaterThanOrEqualTo(300);
        assertThat(all).allMatch(row -> !row.source().isBlank());
        assertThat(all.stream().filter(row -> row.verdict().equals("valid")).count())
                .isGreaterThan(100);
        assertThat(all.stream().filter(row -> row.verdict().equals("invalid")).count())
                .isGreaterThan(80);
    }

    private static List<Published> rows() {
        InputStream file = Objects.requireNonNull(EmailSyntaxTest.class.getResourceAsStream("/email-addresses.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.contains("\t"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Published(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
