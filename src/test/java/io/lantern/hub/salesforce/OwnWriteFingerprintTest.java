package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The hub knows its own writes by a digest that three programs compute: this one, the sandbox and the Apex trigger. If
 * they part, every write of the hub starts a run that writes again.
 */
class OwnWriteFingerprintTest {
    private static final String VECTOR = "e60bacdfdf5d10cdcba4b4ad26d764810305e89b025e7128a6e5beeff15e72c4";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Path SANDBOX_TEST =
            Path.of("src/test/java/io/lantern/sandbox/salesforce/event/FingerprintTest.java");
    private static final Path APEX_TEST =
            Path.of("salesforce/force-app/main/default/classes/LanternRecordChangeTest.cls");

    @Test
    void the_hub_computes_the_vector_of_the_sandbox_and_the_apex_trigger() throws IOException {
        Map<String, Object> written = vector();

        assertThat(OwnWriteStore.fingerprint(written, written.keySet())).isEqualTo(VECTOR);
        for (Path other : new Path[] {SANDBOX_TEST, APEX_TEST}) {
            assertThat(Files.readString(other))
                    .contains(VECTOR, "Zoë & Söhne GmbH", "005000000000001AAA", "ada@analytical.example");
        }
    }

    @Test
    void no_changed_text_is_the_digest_of_nothing() throws IOException {
        assertThat(OwnWriteStore.fingerprint(vector(), Set.of())).isEqualTo(NOTHING);
        assertThat(Files.readString(SANDBOX_TEST)).contains(NOTHING);
    }

    @Test
    void a_value_is_compared_as_salesforce_stores_it() {
        Map<String, Object> sent = vector();
        sent.put("Company", "  Zoë & Söhne GmbH ");
        sent.put("Phone", "");

        assertThat(OwnWriteStore.fingerprint(sent, sent.keySet())).isEqualTo(VECTOR);
    }

    @Test
    void only_the_fields_that_changed_count() {
        Map<String, Object> written = vector();
        written.put("Title", "unchanged, so that the event is silent about it");
        Set<String> changed = vector().keySet();

        assertThat(OwnWriteStore.agrees(written, changed, changed, VECTOR)).isTrue();
    }

    @Test
    void a_field_that_another_changed_too_makes_it_another_write() {
        Set<String> more = Set.of("Company", "Email", "OwnerId", "Phone", "Rating");

        assertThat(OwnWriteStore.agrees(vector(), more, vector().keySet(), VECTOR))
                .isFalse();
    }

    @Test
    void another_value_makes_it_another_write() {
        Map<String, Object> written = vector();
        written.put("Email", "charles@analytical.example");

        assertThat(OwnWriteStore.agrees(written, written.keySet(), written.keySet(), VECTOR))
                .isFalse();
    }

    private static Map<String, Object> vector() {
        Map<String, Object> values = new HashMap<>();
        values.put("Phone", null);
        values.put("OwnerId", "005000000000001AAA");
        values.put("Company", "Zoë & Söhne GmbH");
        values.put("Email", "ada@analytical.example");
        return values;
    }
}
