package io.lantern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lantern.Launch.Mode;
import io.lantern.sandbox.Ports;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LaunchTest {

    @Test
    void nothing_said_starts_hub_and_sandbox_with_the_documented_ports() {
        assertThat(launch(""))
                .isEqualTo(new Launch(
                        Mode.ON, Path.of("./data"), new Ports(8090, 7443, -1, 8091, 9090, 8092, 9091, 8093, 2525)));
    }

    @ParameterizedTest
    @CsvSource({
        // an org of the customer's own, or a profile of the customer's own: no demonstration beside it
        "--lantern.orgs[0].name=acme, OFF",
        "--lantern.orgs[0].login-url=https://acme.my.salesforce.com, OFF",
        "--spring.profiles.active=prod, OFF",
        "'--spring.profiles.active=prod,eu', OFF",
        "--spring.profiles.active=sandbox, ON",
        "'--spring.profiles.active=sandbox,debug', ON",
        "--spring.profiles.active=not-a-sandbox, OFF",
        // what is said plainly goes before what can be guessed
        "--lantern.sandbox=on --lantern.orgs[0].name=acme, ON",
        "--lantern.sandbox=on --spring.profiles.active=prod, ON",
        "--lantern.sandbox=off, OFF",
        "--lantern.sandbox=only, ONLY",
        "--lantern.sandbox=Only, ONLY",
        // compose files set what is not given to nothing
        "--lantern.sandbox=, ON",
        "--lantern.sandbox.port=, ON",
        "--spring.profiles.active=, ON",
    })
    void arguments_say_what_is_started(String arguments, Mode mode) {
        assertThat(launch(arguments).mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "LANTERN_SANDBOX, only, ONLY",
        "LANTERN_ORGS_0_NAME, acme, OFF",
        "LANTERN_ORGS_0_LOGIN_URL, https://acme.my.salesforce.com, OFF",
        "SPRING_PROFILES_ACTIVE, prod, OFF",
        "SPRING_PROFILES_ACTIVE, sandbox, ON",
    })
    void the_environment_says_it_too(String name, String value, Mode mode) {
        assertThat(Launch.of(new String[0], environment(Map.of(name, value))).mode())
                .isEqualTo(mode);
    }

    @Test
    void an_argument_goes_before_the_environment() {
        Launch launch =
                Launch.of(new String[] {"--lantern.sandbox=off"}, environment(Map.of("LANTERN_SANDBOX", "only")));

        assertThat(launch.mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void folder_and_ports_are_taken_from_arguments_and_the_environment() {
        Launch launch = Launch.of(
                new String[] {"--lantern.sandbox.port=1234", "--lantern.data=/var/lib/lantern"},
                environment(Map.of(
                        "LANTERN_SANDBOX_PUB_SUB_PORT", "0",
                        "LANTERN_SANDBOX_PLAINTEXT_PUB_SUB_PORT", "65535",
                        "LANTERN_SANDBOX_LLM_PORT", "4321",
                        "LANTERN_SANDBOX_S3_PORT", "4322",
                        "LANTERN_SANDBOX_WEB_PORT", "-1",
                        "LANTERN_SANDBOX_VENDOR_PORT", "4323",
                        "LANTERN_SANDBOX_TARGET_PORT", "4324",
                        "LANTERN_SANDBOX_SMTP_PORT", "4325")));

        assertThat(launch)
                .isEqualTo(new Launch(
                        Mode.ON,
                        Path.of("/var/lib/lantern"),
                        new Ports(1234, 0, 65535, 4321, 4322, -1, 4323, 4324, 4325)));
    }

    @Test
    void what_is_none_of_the_three_is_said_in_a_sentence() {
        assertThat(refusal("--lantern.sandbox=maybe"))
                .isEqualTo("Lantern cannot start. lantern.sandbox must be on, off or only, not maybe.");
    }

    @ParameterizedTest
    @CsvSource({
        "lantern.sandbox.port, abc, 0",
        "lantern.sandbox.port, 65536, 0",
        "lantern.sandbox.port, -1, 0",
        "lantern.sandbox.pub-sub-port, 7443.5, 0",
        "lantern.sandbox.plaintext-pub-sub-port, none, -1",
        "lantern.sandbox.plaintext-pub-sub-port, -2, -1",
        "lantern.sandbox.llm-port, x, 0",
        "lantern.sandbox.s3-port, y, 0",
        "lantern.sandbox.web-port, 65536, -1",
        "lantern.sandbox.vendor-port, z, 0",
        "lantern.sandbox.target-port, -1, 0",
        "lantern.sandbox.smtp-port, 65536, 0",
    })
    void a_port_that_is_none_is_named_with_what_it_may_be(String setting, String value, int lowest) {
        assertThat(refusal("--" + setting + "=" + value))
                .isEqualTo("Lantern cannot start. %s must be a whole number from %d to 65535, not %s."
                        .formatted(setting, lowest, value));
    }

    @Test
    void a_failed_start_is_told_by_its_innermost_words() {
        CompletionException failure = new CompletionException(
                new CompletionException(new UncheckedIOException("Port 8090 is taken", new java.io.IOException())));

        assertThat(Launch.sentence(failure)).isEqualTo("Lantern cannot start. Port 8090 is taken");
        assertThat(Launch.sentence(new CompletionException(new IllegalStateException())))
                .isEqualTo("Lantern cannot start. java.lang.IllegalStateException");
    }

    private static String refusal(String arguments) {
        return Launch.sentence(catchThrowableOfType(CompletionException.class, () -> launch(arguments)));
    }

    private static Launch launch(String arguments) {
        String[] words = Arrays.stream(arguments.split(" "))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        return Launch.of(words, environment(Map.of()));
    }

    /** The machine that runs the test may have settings of its own. */
    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        return environment;
    }
}
