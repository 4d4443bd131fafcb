package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.mock.env.MockEnvironment;

/** What an admin reads when the hub does not start. */
class StartFailuresTest {
    @TempDir
    Path routes = Path.of("");

    private final MockEnvironment environment = new MockEnvironment();

    @ParameterizedTest
    @CsvSource({
        "'        - setBodyy: {constant: x}', 6, setBodyy",
        "'        - bean: {reff: x}', 6, reff",
        "'       steps: [', 7, 'stream end'",
    })
    void aRouteFileThatCannotBeReadIsNamedWithTheLine(String step, int line, String word) throws Exception {
        Path file = route(step);

        sentence(new BrokenRouteAnalyzer(environment), load(file))
                .startsWith("Route file " + file + ", line " + line + ":")
                .contains(word);
    }

    @Test
    void aRouteThatCannotBeMadeIsNamedWithTheLineOfWhatIsMissing() throws Exception {
        Path file = route("        - bean:\n            ref: nosuchBean");
        Exception failure = new FailedToCreateRouteException(
                "match.records", null, "Route(...)", new NoSuchBeanException("nosuchBean"));

        sentence(new BrokenRouteAnalyzer(environment), new IllegalStateException(failure))
                .isEqualTo("Route file " + file + ", line 7, route match.records: "
                        + "No bean could be found in the registry for: nosuchBean.");
    }

    @Test
    void operationsWithoutRouteAreListedUnlessTheyArePlanned() throws Exception {
        Contract contract = new Contract();
        Path file = route("        - to: mock:match");
        Exception failure = failureOf(() -> {
            try (DefaultCamelContext camel = new DefaultCamelContext()) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
                camel.start();
                CamelRim.requireRoutes(contract, camel);
            }
        });

        List<String> missing = contract.operations().stream()
                .filter(operation -> !operation.planned())
                .map(Operation::id)
                .filter(id -> !id.equals("match.records"))
                .toList();
        sentence(new InvalidSettingAnalyzer(), failure)
                .contains("have no route: " + String.join(", ", missing) + ". Each needs");
    }

    @Test
    void aSettingOfTheWrongTypeIsNamedWithItsValue() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("lantern.api.max-depth", "deep")));
        Exception failure = failureOf(() -> binder.bind("lantern.api", RimSettings.class));

        sentence(new InvalidSettingAnalyzer(), failure)
                .startsWith("Setting lantern.api.max-depth cannot be used: ")
                .contains("deep");
    }

    @Test
    void whatARoomMissesIsSaidInItsOwnWords() {
        Exception failure = new IllegalStateException(
                new ProblemException(ProblemCode.NOT_CONFIGURED, "Set lantern.access.pepper to a secret."));

        sentence(new InvalidSettingAnalyzer(), failure).isEqualTo("Set lantern.access.pepper to a secret.");
    }

    @Test
    void aDataFolderInUseAsksForAnother() {
        environment.setProperty("lantern.data", "./data");

        sentence(
                        new UnusableDatabaseAnalyzer(environment),
                        new RuntimeException(new SQLException("locked", "90020", 90020)))
                .contains("./data is in use by another hub");
    }

    @Test
    void aDatabaseThatIsAwayIsNamedWithoutItsPassword() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/hub?password=geheim");

        sentence(new UnusableDatabaseAnalyzer(environment), new SQLException("Connection refused", "08001"))
                .contains("jdbc:postgresql://db/hub?password=*** cannot be used: Connection refused")
                .doesNotContain("geheim");
    }

    private AbstractStringAssert<?> sentence(FailureAnalyzer analyzer, Throwable failure) {
        return assertThat(Objects.requireNonNull(analyzer.analyze(failure)).getDescription());
    }

    private Path route(String step) throws Exception {
        environment.setProperty("camel.main.routes-include-pattern", "file:" + routes + "/*.camel.yaml");
        return Files.writeString(
                routes.resolve("match.camel.yaml"),
                "- route:\n    id: match.records\n    from:\n      uri: direct:match.records\n      steps:\n" + step
                        + "\n");
    }

    private static Exception load(Path file) {
        return failureOf(() -> {
            try (DefaultCamelContext camel = new DefaultCamelContext()) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
                camel.start();
            }
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Exception failureOf(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("It worked");
    }
}
