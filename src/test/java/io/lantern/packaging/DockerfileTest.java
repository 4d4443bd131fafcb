package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The {@code Dockerfile}, as far as it can be read without Docker. */
class DockerfileTest {
    private record Line(String instruction, String rest) {}

    private static final List<Line> lines = read();

    @Test
    void every_base_image_is_pinned_to_a_build_of_java_17() {
        assertThat(all("FROM"))
                .hasSize(2)
                .allMatch(
                        image -> image.matches("eclipse-temurin:17\\.\\d+\\.\\d+_\\d+-(jdk|jre)-[a-z]+( AS [a-z]+)?"));
        assertThat(all("FROM").get(0)).contains("-jdk-");
        assertThat(all("FROM").get(1)).contains("-jre-").doesNotContain(" AS ");
    }

    @Test
    void it_runs_as_a_user_by_number_who_is_not_root() {
        List<Line> last = lines.subList(lastIndex("FROM"), lines.size());

        assertThat(last).filteredOn(line -> line.instruction().equals("USER")).hasSize(1);
        assertThat(all("USER").get(0)).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        assertThat(lastIndex("USER")).isGreaterThan(lastIndex("COPY")).isGreaterThan(lastIndex("RUN"));
    }

    @Test
    void everything_it_copies_is_there_and_let_through() {
        String ignored = ProjectFiles.text(Path.of(".dockerignore"));

        List<String> sources = new ArrayList<>();
        for (String copy : all("COPY")) {
            if (!copy.startsWith("--from=")) {
                String[] parts = copy.split(" ");
                sources.addAll(List.of(parts).subList(0, parts.length - 1));
            }
        }
        assertThat(sources).contains("mvnw", "pom.xml").allMatch(source -> Files.exists(Path.of(source)));
        assertThat(sources).allMatch(source -> ignored.contains("\n!" + source + "\n"));
        assertThat(ignored.lines().filter(line -> line.startsWith("!"))).hasSize(sources.size());
    }

    @Test
    void all_that_the_build_reads_is_copied() {
        String pom = ProjectFiles.text(Path.of("pom.xml"));

        assertThat(pom).containsOnlyOnce("<resources>").contains("<directory>routes</directory>");
        assertThat(pom.split("<directory>")).hasSize(3);
        assertThat(Files.isExecutable(Path.of("mvnw"))).isTrue();
    }

    @Test
    void it_says_how_it_is_asked_for_its_health_and_how_it_is_stopped() {
        assertThat(all("HEALTHCHECK").get(0)).contains("/health/ready", "--start-period=", "|| exit 1");
        assertThat(all("STOPSIGNAL")).containsExactly("SIGTERM");
        // As a list: a shell would keep the signal from the hub.
        assertThat(all("ENTRYPOINT")).hasSize(1).allMatch(entry -> entry.startsWith("[\"java\", "));
        assertThat(all("EXPOSE")).containsExactly("8000 8001");
    }

    @Test
    void its_data_is_a_volume() {
        assertThat(all("VOLUME")).containsExactly("/var/lib/lantern");
        assertThat(all("ENV")).containsExactly("LANTERN_DATA=/var/lib/lantern");
        assertThat(new KnownSettings().hasVariable("LANTERN_DATA")).isTrue();
    }

    @Test
    void libraries_are_a_layer_of_their_own_below_the_hub() {
        List<String> layers =
                all("COPY").stream().filter(copy -> copy.startsWith("--from=")).toList();

        assertThat(layers)
                .containsExactly(
                        "--from=build /layers/dependencies/ /opt/lantern/",
                        "--from=build /layers/application/ /opt/lantern/");
        assertThat(all("ENTRYPOINT").get(0)).contains("/opt/lantern/hub.jar");
        assertThat(all("RUN")).anyMatch(run -> run.contains("--application-filename hub.jar"));
    }

    @Test
    void it_holds_no_secret() {
        assertThat(lines)
                .filteredOn(line -> Set.of("ENV", "ARG").contains(line.instruction()))
                .noneMatch(line -> line.rest().matches("(?i).*(password|secret|token|pepper).*"));
    }

    private static List<String> all(String instruction) {
        return lines.stream()
                .filter(line -> line.instruction().equals(instruction))
                .map(Line::rest)
                .toList();
    }

    private static int lastIndex(String instruction) {
        return lines.stream().map(Line::instruction).toList().lastIndexOf(instruction);
    }

    private static List<Line> read() {
        return ProjectFiles.text(ProjectFiles.DOCKERFILE)
                .replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .map(parts -> new Line(parts[0], parts[1]))
                .toList();
    }
}
