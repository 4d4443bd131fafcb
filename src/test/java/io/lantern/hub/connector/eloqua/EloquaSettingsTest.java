package io.lantern.hub.connector.eloqua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of Eloqua, and how its fields are written. */
class EloquaSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-        | https://login.eloqua.com | jobTitle | 201   | .username and lantern.connectors.eloqua.password must be set",
                "hub      | login.eloqua.com         | jobTitle | 201   | .login-url must be an http or https address",
                "hub      | https://login.eloqua.com | job-title| 201   | .fields.title must be a contact's property",
                "hub      | https://login.eloqua.com | jobTitle | email | .forms.12.email must be the id of",
            })
    void a_setting_that_cannot_be_used_is_named(
            String user, String login, String field, String formField, String words) {
        assertThatThrownBy(() -> new EloquaSettings(
                        1,
                        "Acme",
                        user,
                        "secret",
                        null,
                        null,
                        URI.create(login),
                        Map.of("title", field),
                        Map.of("12", Map.of("email", formField))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lantern.connectors.eloqua" + words);
    }

    @Test
    void what_a_record_lacks_stays_and_a_custom_field_is_written_by_its_id() throws Exception {
        ObjectNode contact = (ObjectNode) new ObjectMapper().readTree("""
                {"id": "7", "firstName": "Ada", "city": "Lyon",
                 "fieldValues": [{"type": "FieldValue", "id": "100001", "value": "x"}, {"id": "100195", "value": "1"}]}""");

        EloquaFields.ofContact(Map.of("lead-score", "100195", "state", "address3"))
                .write(Map.of("lead_score", 9, "city", " ", "state", "NY", "unknown", "?"), contact);

        assertThat(contact).isEqualTo(new ObjectMapper().readTree("""
                {"id": "7", "firstName": "Ada", "city": "Lyon", "address3": "NY",
                 "fieldValues": [{"type": "FieldValue", "id": "100001", "value": "x"}, {"id": "100195", "value": "9"}]}"""));
    }
}
