package io.lantern.hub.provider.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads every site of the sandbox's web and counts, field by field, what was read as a person would have. */
class WebSandboxIT {
    private static final Path SITES = Path.of("src/main/resources/sandbox/web");
    private static final List<String> FIELDS = List.of(
            "name",
            "domain",
            "linkedin_url",
            "industry",
            "size_range",
            "phone",
            "hq_city",
            "hq_state",
            "hq_country",
            "hq_postal_code");

    private static CompanyWeb web;
    private static PageClient client;
    private static CompanyWebsite websites;

    /** How often a field was right, missed, wrong, or answered though the page does not say it. */
    private static final class Score {
        private int right;
        private int answered;
        private int answeredRight;
        private int all;
        private int said;

        void count(@Nullable String expected, @Nullable String actual) {
            boolean same = expected == null ? actual == null : expected.equals(actual);
            all++;
            said += expected == null ? 0 : 1;
            right += same ? 1 : 0;
            answered += actual == null ? 0 : 1;
            answeredRight += same && actual != null ? 1 : 0;
        }

        double share() {
            return (double) right / all;
        }

        double precision() {
            return answered == 0 ? 1 : (double) answeredRight / answered;
        }

        /** Of what the sites say, the part that was read right. */
        double recall() {
            return said == 0 ? 1 : (double) answeredRight / said;
        }

        @Override
        public String toString() {
            return "%d of %d right (%.1f %%), precision %.1f %%, recall %.1f %%"
                    .formatted(right, all, 100 * share(), 100 * precision(), 100 * recall());
        }
    }

    @BeforeAll
    static void start() throws IOException {
        web = CompanyWeb.start(0);
        WebSettings settings = Settings.onlyAt(web.port());
        client = new PageClient(settings, new PublicAddresses());
        websites = new CompanyWebsite(settings, client);
    }

    @AfterAll
    static void stop() throws IOException {
        client.destroy();
        web.close();
    }

    @Test
    void at_least_nine_of_ten_fields_of_all_sites_are_read_right() throws IOException {
        Score score = read(hosts());

        assertThat(score.share()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.9);
    }

    private static Score read(List<String> sites) throws IOException {
        Map<String, Score> fields = new TreeMap<>();
        Score all = new Score();
        for (String host : sites) {
            CompanyProfile profile = websites.read(host);
            Map<String, String> actual = profile.values().stream()
                    .collect(Collectors.toMap(CompanyProfile.Value::field, CompanyProfile.Value::text));
            for (String field : FIELDS) {
                String expected = expected(host, field);
                all.count(expected, actual.get(field));
                fields.computeIfAbsent(field, name -> new Score()).count(expected, actual.get(field));
                if (!Objects.equals(expected, actual.get(field))) {
                    System.out.printf(
                            "misread %-30s %-15s expected %s, read %s (%s)%n",
                            host, field, expected, actual.get(field), profile.status());
                }
            }
        }
        fields.forEach((field, score) -> System.out.printf("%-15s %s%n", field, score));
        System.out.printf("%d sites %s%n", sites.size(), all);
        return all;
    }

    @Test
    void every_site_has_a_folder_an_expected_answer_and_a_line_in_the_list() throws IOException {
        List<String> listed = lines(SITES.resolve("hosts.txt"));

        assertThat(listed).containsExactlyElementsOf(hosts()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(hosts()).allMatch(host -> Files.exists(SITES.resolve(host).resolve("expected.json")));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static List<String> hosts() throws IOException {
        try (Stream<Path> folders = Files.list(SITES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static @Nullable String expected(String host, String field) throws IOException {
        JsonNode answer = new ObjectMapper()
                .readTree(SITES.resolve(host).resolve("expected.json").toFile());
        JsonNode value = field.startsWith("hq_") ? answer.path("hq").path(field.substring(3)) : answer.path(field);
        return value.isNull() ? null : value.asText();
    }
}
