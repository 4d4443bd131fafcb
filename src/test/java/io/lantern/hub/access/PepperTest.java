package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class PepperTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path data = Path.of("");

    private final MockEnvironment prod = new MockEnvironment();
    private final MockEnvironment sandbox = new MockEnvironment();

    PepperTest() {
        sandbox.setActiveProfiles("sandbox");
    }

    @Test
    void theSandboxMakesItsOwnAndKeepsItForTheOwnerOnly() throws Exception {
        AccessSettings none = new AccessSettings(null, null, 30, List.of());

        String first = new Pepper(none, sandbox, data.resolve("new")).hmac("x");

        Path file = data.resolve("new/pepper");
        assertThat(new Pepper(none, sandbox, data.resolve("new")).hmac("x")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void elsewhereItMustBeSet() {
        assertThatThrownBy(() -> new Pepper(new AccessSettings(null, null, 30, List.of()), prod, data))
                .hasMessageContaining("LANTERN_ACCESS_PEPPER");
        assertThatThrownBy(() -> new Pepper(new AccessSettings("short", null, 30, List.of()), prod, data))
                .hasMessageContaining("at least 32 characters");
    }

    @Test
    void aMountedFileServesAsWell() throws Exception {
        Path file = Files.writeString(data.resolve("secret"), SECRET + "\n");

        String fromFile = new Pepper(new AccessSettings(null, file, 30, List.of()), prod, data).hmac("x");

        assertThat(fromFile)
                .isEqualTo(new Pepper(new AccessSettings(SECRET, null, 30, List.of()), prod, data).hmac("x"))
                .matches("[0-9a-f]{64}");
        assertThatThrownBy(() -> new Pepper(new AccessSettings(null, data.resolve("nope"), 30, List.of()), prod, data))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void settingsShowNoSecret() {
        assertThat(new AccessSettings(SECRET, null, 30, List.of()).toString()).doesNotContain(SECRET);
    }
}
