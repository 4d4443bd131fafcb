package io.lantern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for {@code routes/}, checked on the files, before anything runs. */
class RoutesTest {
    /** Nobody is above those that Kafka and the clock start: their policies say what becomes of a failure. */
    private static final Set<String> POLICIES = Set.of("api", "worker", "provider", "kafka-intake", "kafka-relay");

    private static final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    private static final JsonSchema dsl = dslSchema();

    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "jsonpath");
    private static final Set<String> OTHER_LANGUAGES = Set.of(
            "groovy",
            "js",
            "javascript",
            "joor",
            "java",
            "mvel",
            "ognl",
            "python",
            "spel",
            "jq",
            "xpath",
            "xquery",
            "csimple",
            "datasonnet");

    /** One name per route: {@code area.verb}, or with the edge or workflow in front. */
    private static final Pattern ID = Pattern.compile("[a-z]+\\.[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*");

    private static final int MOST_LINES_OF_A_FILE = 185;
    private static final int MOST_STEPS = 14;
    private static final int MOST_BRANCHES = 3;

    private record Route(Path file, JsonNode node) {
        String id() {
            return node.path("id").asText();
        }

        JsonNode from() {
            return node.path("from");
        }

        @Override
        public String toString() {
            return Sources.ROUTES.relativize(file) + " " + id();
        }
    }

    static Stream<Path> files() {
        return Sources.files(Sources.ROUTES, ".camel.yaml").stream();
    }

    static Stream<Route> routes() {
        return files().flatMap(file -> elements(file)
                .map(element -> element.get("route"))
                .filter(Objects::nonNull)
                .map(node -> new Route(file, node)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsValidCamelYaml(Path file) {
        assertThat(dsl.validate(read(file)).stream().filter(fault -> !isScalarAsText(fault)))
                .as(file.toString())
                .isEmpty();
    }

    /** Camel takes a number or truth value in quotes too, and needs it so for a placeholder. */
    private static boolean isScalarAsText(ValidationMessage fault) {
        return fault.getType().equals("type")
                && fault.getInstanceNode().isTextual()
                && fault.getInstanceNode().textValue().matches("\\{\\{.+}}|true|false|\\d+");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsShort(Path file) {
        assertThat(Sources.text(file).lines().count()).isLessThanOrEqualTo(MOST_LINES_OF_A_FILE);
        if (Sources.ROUTES.relativize(file).getNameCount() > 1) {
            assertThat(elements(file).filter(element -> element.has("route")))
                    .as("one route per file in a folder")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteSaysWhoItIsAndWhatItDoes(Route route) {
        assertThat(route.id()).matches(ID);
        assertThat(route.node().path("description").asText()).isNotBlank();
        assertThat(route.node().path("routeConfigurationId").asText()).isIn(POLICIES);
        if (route.from().path("uri").asText().startsWith("direct:")) {
            assertThat(route.from().path("uri").asText()).isEqualTo("direct:" + route.id());
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteLivesInTheFileOfItsArea(Route route) {
        // A file's name has no dot of its own (Camel would not load it): provider/acme-email holds provider.acme.email.
        String inFolder = Sources.ROUTES
                .relativize(route.file())
                .toString()
                .replace(".camel.yaml", "")
                .replaceAll("[/-]", ".");

        assertThat(route.id().replace('-', '.')).matches(Pattern.quote(inFolder) + "(\\..+)?");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteIsShortEnoughToRead(Route route) {
        assertThat(route.from().path("steps").size()).isLessThanOrEqualTo(MOST_STEPS);
        assertThat(route.node().findValues("choice").stream()
                        .mapToInt(choice -> choice.path("when").size()))
                .allMatch(branches -> branches <= MOST_BRANCHES);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteUsesNoLanguageToThinkIn(Route route) {
        // A source's route turns one shape of JSON into another, which is what jq is for.
        assertThat(expressions(route.node())).isSubsetOf(route.id().startsWith("source.") ? Set.of("jq") : LANGUAGES);
        assertThat(keys(route.node()))
                .filteredOn(key -> !(key.equals("jq") && route.id().startsWith("source.")))
                .doesNotContainAnyElementsOf(OTHER_LANGUAGES)
                .doesNotContain("onException", "script");
        assertThat(route.node().findValues("toD").stream().map(JsonNode::toString))
                .noneMatch(uri -> uri.contains("${body") || uri.contains("${header"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteHoldsNoAddressAndNoSecret(Route route) {
        String text = route.node().toString();

        assertThat(text).doesNotContainPattern("https?://[a-zA-Z0-9]").doesNotContainPattern("lnt_[A-Za-z0-9]{20}");
        assertThat(route.node().findValuesAsText("password")).allMatch(value -> value.startsWith("{{"));
        assertThat(route.node().findValuesAsText("clientSecret")).allMatch(value -> value.startsWith("{{"));
    }

    @Test
    void idsAndEntrancesAreUnique() {
        assertThat(routes().map(Route::id)).doesNotHaveDuplicates();
        assertThat(routes().map(route -> route.from().path("uri").asText()).filter(uri -> uri.startsWith("direct:")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyDirectCallHasItsRoute() {
        Set<String> entrances =
                routes().map(route -> route.from().path("uri").asText()).collect(Collectors.toSet());
        List<String> calls = routes().flatMap(route -> route.from().path("steps").findValues("to").stream())
                .map(to -> to.isTextual() ? to.asText() : to.path("uri").asText())
                .filter(uri -> uri.startsWith("direct:"))
                .toList();

        assertThat(entrances).containsAll(calls);
    }

    @Test
    void everyBeanARouteNamesIsInTheCode() {
        Set<String> beans = beanNames();

        assertThat(files().flatMap(file -> read(file).findValues("ref").stream())
                        .map(JsonNode::asText)
                        .filter(ref -> !beans.contains(ref)))
                .isEmpty();
    }

    /** Camel counts hidden ones, too, and then does not know which is meant: each call would be a 500. */
    @Test
    void aMethodARouteNamesIsTheOnlyOneOfItsName() {
        Map<String, String> code = Sources.files(Sources.MAIN, ".java").stream()
                .collect(Collectors.toMap(
                        file -> uncapitalised(file.getFileName().toString()), Sources::text, (one, other) -> one));

        assertThat(files().flatMap(file -> read(file).findValues("bean").stream())
                        .filter(bean -> bean.hasNonNull("ref") && bean.hasNonNull("method"))
                        .map(bean -> bean.path("ref").asText() + "."
                                + bean.path("method").asText().replaceFirst("\\(.*", ""))
                        .distinct()
                        .filter(call -> {
                            String[] parts = call.split("\\.");
                            String declared = "(?m)^ {4}(?! )(?:[a-z]+ )*[A-Z<]?[\\w<>?, .@]* " + parts[1] + "\\(";
                            return Pattern.compile(declared)
                                            .matcher(code.getOrDefault(parts[0] + ".java", ""))
                                            .results()
                                            .count()
                                    > 1;
                        }))
                .isEmpty();
    }

    @Test
    void onlyNamedErrorPoliciesInTheirOneFile() {
        List<JsonNode> policies = files().flatMap(RoutesTest::elements)
                .map(element -> element.get("routeConfiguration"))
                .filter(Objects::nonNull)
                .toList();

        assertThat(policies.stream().map(policy -> policy.path("id").asText()))
                .containsExactlyInAnyOrderElementsOf(POLICIES);
        assertThat(files().filter(file -> !file.endsWith("errors.camel.yaml"))
                        .filter(file -> keys(read(file)).stream()
                                .anyMatch(Set.of("onException", "errorHandler", "routeConfiguration")::contains)))
                .isEmpty();
    }

    /** Names of classes as Spring makes bean names of them, and of {@code @Bean} methods. */
    private static Set<String> beanNames() {
        Set<String> names = new HashSet<>();
        for (Path file : Sources.files(Sources.MAIN, ".java")) {
            names.add(uncapitalised(file.getFileName().toString().replace(".java", "")));
            Pattern.compile("@Bean(?:\\([^)]*\\))?\\s+(?:public )?\\S+ (\\w+)\\(")
                    .matcher(Sources.text(file))
                    .results()
                    .forEach(bean -> names.add(bean.group(1)));
        }
        return names;
    }

    private static String uncapitalised(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Set<String> expressions(JsonNode node) {
        return node.findValues("expression").stream()
                .filter(JsonNode::isObject)
                .flatMap(expression -> expression.properties().stream().map(Map.Entry::getKey))
                .collect(Collectors.toSet());
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new HashSet<>();
        List<JsonNode> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            JsonNode next = open.remove(open.size() - 1);
            next.fieldNames().forEachRemaining(keys::add);
            next.forEach(open::add);
        }
        return keys;
    }

    private static Stream<JsonNode> elements(Path file) {
        List<JsonNode> elements = new ArrayList<>();
        read(file).forEach(elements::add);
        return elements.stream();
    }

    private static JsonNode read(Path file) {
        try {
            return yaml.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema dslSchema() {
        try (InputStream in = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
