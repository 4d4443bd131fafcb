package io.lantern.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rooms, and what each may import. */
class RoomsTest {
    private static final String HUB = "io.lantern.hub.";

    private static final JavaClasses lantern = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lantern");

    /** Room to the rooms it may import; every room may import {@code kernel}. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("api", Set.of("access", "credit")),
            Map.entry("access", Set.of("audit")),
            Map.entry("credit", Set.of()),
            Map.entry("audit", Set.of()),
            Map.entry("privacy", Set.of("access", "audit")),
            Map.entry("enrich", Set.of("provider", "privacy", "credit", "audit")),
            Map.entry("match", Set.of("salesforce", "credit", "audit")),
            Map.entry("assign", Set.of("salesforce", "credit", "audit")),
            Map.entry("convert", Set.of("match", "assign", "salesforce", "credit", "audit")),
            Map.entry("run", Set.of("credit", "audit")),
            Map.entry(
                    "agent",
                    Set.of("run", "enrich", "provider", "salesforce", "storage", "connector", "credit", "audit")),
            Map.entry("trigger", Set.of("run", "salesforce", "credit", "audit")),
            Map.entry("workflow", Set.of("run", "salesforce", "credit")),
            Map.entry(
                    "form", Set.of("enrich", "provider", "trigger", "workflow", "run", "connector", "credit", "audit")),
            Map.entry("salesforce", Set.of()),
            Map.entry("provider", Set.of()),
            Map.entry("storage", Set.of()),
            Map.entry("connector", Set.of("salesforce", "provider", "storage")),
            Map.entry("messaging", Set.of("audit", "run", "workflow", "connector")));

    /** Library package to the rooms that alone may use it. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry(
                    "org.apache.camel",
                    Set.of("api", "provider", "salesforce", "storage", "connector", "workflow", "messaging")),
            Map.entry("org.apache.camel.component.kafka", Set.of("messaging")),
            Map.entry("org.apache.camel.component.salesforce", Set.of("salesforce")),
            Map.entry("com.salesforce", Set.of("salesforce")),
            Map.entry("io.grpc", Set.of("salesforce")),
            Map.entry("com.github.kagkarlsson", Set.of("run")),
            Map.entry("io.github.bucket4j", Set.of("access", "provider")),
            Map.entry("io.github.resilience4j", Set.of("provider")),
            Map.entry("net.thisptr", Set.of("provider")),
            Map.entry("org.springframework.security", Set.of("access")),
            Map.entry("com.nimbusds", Set.of("access")),
            Map.entry("org.quartz", Set.of("agent", "trigger")),
            Map.entry("jakarta.servlet", Set.of("api")),
            Map.entry("org.springframework.web", Set.of("api")),
            Map.entry("com.networknt", Set.of("api", "provider")),
            Map.entry("dev.langchain4j", Set.of("provider")),
            Map.entry("org.apache.kafka", Set.of("messaging")),
            Map.entry("jakarta.mail", Set.of("connector")),
            Map.entry("org.apache.camel.component.mail", Set.of("connector")),
            Map.entry("com.standardwebhooks", Set.of("connector")),
            Map.entry("org.subethamail", Set.of()),
            Map.entry("software.amazon", Set.of("storage")),
            Map.entry("org.apache.camel.component.aws2", Set.of("storage")),
            Map.entry("com.google.i18n.phonenumbers", Set.of("enrich", "provider", "match", "form")),
            Map.entry("com.sanctionco.jmail", Set.of("enrich", "provider", "match", "form")),
            Map.entry("org.apache.commons.text", Set.of("match")),
            Map.entry("org.apache.commons.csv", Set.of("audit", "agent")));

    static Stream<String> rooms() {
        return ROOMS.keySet().stream().sorted();
    }

    static Stream<String> libraries() {
        return LIBRARIES.keySet().stream().sorted();
    }

    @Test
    void everyPackageOfTheHubIsARoomOfTheTable() {
        Set<String> found = lantern.stream()
                .map(RoomsTest::roomOf)
                .filter(room -> !room.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ROOMS.keySet()).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomImportsOnlyTheRoomsOfItsLine(String room) {
        Set<String> allowed = new TreeSet<>(ROOMS.getOrDefault(room, Set.of()));
        allowed.add(room);
        allowed.add("kernel");

        classes()
                .that(are("of room " + room, type -> roomOf(type).equals(room)))
                .should()
                .onlyDependOnClassesThat(are(
                        "of " + allowed,
                        type -> !type.getPackageName().startsWith("io.lantern") || allowed.contains(roomOf(type))))
                .allowEmptyShould(true)
                .check(lantern);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryIsUsedOnlyByItsRooms(String library) {
        Set<String> users = LIBRARIES.getOrDefault(library, Set.of());

        noClasses()
                .that(are(
                        "of the hub and not of " + users,
                        type -> type.getPackageName().startsWith("io.lantern.hub") && !users.contains(roomOf(type))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(lantern);
    }

    @Test
    void noRoomsImportEachOtherInACircle() {
        slices().matching("io.lantern.hub.(*)..").should().beFreeOfCycles().check(lantern);
    }

    @Test
    void hubAndSandboxKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.lantern.hub..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lantern.sandbox..")
                .check(lantern);
        noClasses()
                .that()
                .resideInAPackage("io.lantern.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lantern.hub..")
                .check(lantern);
    }

    @Test
    void theLauncherStaysSmall() throws Exception {
        assertThat(Files.readAllLines(Sources.MAIN.resolve("io/lantern/Lantern.java")))
                .hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void theKernelStaysSmall() {
        List<JavaClass> kernel = lantern.stream()
                .filter(type -> roomOf(type).equals("kernel") && type.isTopLevelClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();

        assertThat(kernel).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void mostTypesOfARoomAreItsOwnBusiness() {
        List<JavaClass> types = lantern.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type ->
                        type.getPackageName().startsWith(HUB) && !roomOf(type).equals("kernel"))
                .toList();
        long open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(100 * open / types.size()).as("percent of public types").isLessThanOrEqualTo(40);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        List<Path> without = Sources.files(Sources.MAIN, ".java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))
                        || !Sources.text(folder.resolve("package-info.java")).contains("@NullMarked"))
                .toList();

        assertThat(without).isEmpty();
    }

    @Test
    void aRoomsSqlNamesOnlyItsOwnTables() {
        List<String> foreign = new ArrayList<>();
        Pattern table = Pattern.compile("\\b(?:from|into|update|join)\\s+([a-z]+_[a-z_0-9]+)");
        for (Path file : Sources.files(Sources.MAIN.resolve("io/lantern/hub"), ".java")) {
            Path inHub = Sources.MAIN.resolve("io/lantern/hub").relativize(file);
            String room = inHub.getName(0).toString();
            Matcher names = table.matcher(literals(file));
            while (names.find()) {
                if (!names.group(1).startsWith(room + "_") && !isLibraryTableOf(room, names.group(1))) {
                    foreign.add(inHub + " names " + names.group(1));
                }
            }
        }

        assertThat(foreign).isEmpty();
    }

    private static boolean isLibraryTableOf(String room, String table) {
        return room.equals("run") && table.equals("scheduled_tasks");
    }

    /** Text of the string literals, joined the way the compiler joins them. */
    private static String literals(Path file) {
        String code = Sources.text(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("\"\\s*\\+\\s*\"", "");
        Matcher literal =
                Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"").matcher(code);
        return literal.results().map(found -> found.group()).collect(Collectors.joining("\n"));
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(HUB) ? name.substring(HUB.length()).split("\\.")[0] : "";
    }

    private static DescribedPredicate<JavaClass> are(String what, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(what, test);
    }
}
