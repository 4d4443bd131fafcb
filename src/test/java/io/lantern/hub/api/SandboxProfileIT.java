package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.Hub;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The hub started as a process starts it, without {@link HubTest}'s settings. */
@ExtendWith(OutputCaptureExtension.class)
class SandboxProfileIT {
    private static final String KEY = "lnt_sandbox_0000000000000000000000000000000000000000000";

    @TempDir
    Path data = Path.of("");

    @Test
    void theSandboxKeyOpensTheHubOnLoopbackAfterEveryStart() {
        for (int start = 0; start < 2; start++) {
            try (ConfigurableApplicationContext hub = start("--spring.profiles.active=sandbox")) {
                String port = Objects.requireNonNull(hub.getEnvironment().getProperty("local.server.port"));
                HubCalls calls = new HubCalls(Integer.parseInt(port), KEY);

                assertThat(calls.get("/v1/runs/none").statusCode()).isEqualTo(404);
                assertThat(hub.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--spring.profiles.active=sandbox --server.address=0.0.0.0 | Setting server.address must be a loopback address",
                "--spring.profiles.active=sandbox --lantern.api.max-depth=2 | Setting lantern.api.max-depth must be greater",
                "--spring.profiles.active=sandbox --lantern.routes=file:/nowhere | There is no folder /nowhere to read routes from",
                "--spring.profiles.active=sandbox --lantern.routes=file:docs | no route file that binds the contract in file:docs/",
                "--spring.profiles.active=prod | Set lantern.access.pepper",
            })
    void aStartThatCannotSucceedSaysWhyInOneSentence(String settings, String sentence, CapturedOutput output) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> start(settings.split(" ")).close()))
                .isNotNull();

        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", sentence);
    }

    @Test
    void theRequestLogHoldsNothingOfThePersonAskedFor(CapturedOutput output) {
        try (ConfigurableApplicationContext hub = start("--spring.profiles.active=sandbox")) {
            String port = Objects.requireNonNull(hub.getEnvironment().getProperty("local.server.port"));
            HubCalls calls = new HubCalls(Integer.parseInt(port), KEY);
            calls.get("/v1/runs/none?email=ann@example.com");
            calls.post(
                    "/v1/match",
                    "{\"object\":\"lead\",\"candidates\":[{\"id\":\"ann\",\"fields\":{\"email\":[\"ann@example.com\"]}}]}");
        }

        assertThat(output.getAll())
                .contains("POST /v1/match 400 in", "for lnt_sandbox_ of tenant 1")
                .doesNotContain("ann@example.com", KEY);
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--lantern.data=" + data);
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=0");
        return SpringApplication.run(Hub.class, arguments.toArray(String[]::new));
    }
}
