package io.lantern.sandbox.salesforce.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String VECTOR = "e60bacdfdf5d10cdcba4b4ad26d764810305e89b025e7128a6e5beeff15e72c4";
    private static final Path APEX_TEST =
            Path.of("salesforce/force-app/main/default/classes/LanternRecordChangeTest.cls");

    @Test
    void theFingerprintOfKnownValuesNeverChanges() {
        Map<String, String> values = new HashMap<>();
        values.put("Phone", null);
        values.put("OwnerId", "005000000000001AAA");
        values.put("Company", "Zoë & Söhne GmbH");
        values.put("Email", "ada@analytical.example");

        assertThat(Fingerprint.of(values)).isEqualTo(VECTOR);
    }

    @Test
    void theApexTestHoldsTheSameVector() throws IOException {
        assertThat(Files.readString(APEX_TEST)).contains(VECTOR, "Zoë & Söhne GmbH", "005000000000001AAA");
    }

    @Test
    void noChangedTextIsTheDigestOfNothing() {
        assertThat(Fingerprint.of(Map.of()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
