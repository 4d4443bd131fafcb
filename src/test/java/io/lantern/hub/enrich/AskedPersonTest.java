package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedPersonTest {
    @ParameterizedTest
    @CsvSource({
        "Jane,Doe,Jane Doe,1",
        "Jane,Doe,Dr. JANE M. DOE,1",
        "Jane,Doe,Jane Miller-Doe,1",
        "Jane,Doe,J. Doe,1",
        "Jürgen,Müller,Juergen Mueller,1",
        "Jürgen,Müller,Jurgen Muller,1",
        "Zoë,Łukasz,Zoe Lukasz,1",
        "Robert,Byrne,Bob Byrne,0.5",
        "Jane,Doe,John Smith,0",
        "Jane,Doe,Jane Smith,0",
    })
    void an_answer_about_somebody_else_counts_for_nothing(String first, String last, String said, double share) {
        assertThat(asked(first, last, null).share(named("full_name", said))).isEqualTo(share);
    }

    @Test
    void an_answer_that_names_nobody_counts_whole() {
        assertThat(asked("Jane", "Doe", null).share(named("phone", "+1"))).isEqualTo(1);
    }

    @Test
    void who_is_known_by_an_address_may_be_called_otherwise() {
        assertThat(asked("Robert", "Byrne", "rb@acme.example").share(named("full_name", "Bob Byrne")))
                .isEqualTo(1);
        assertThat(asked("Robert", "Byrne", "rb@acme.example").share(named("full_name", "Bob Smith")))
                .isZero();
    }

    private static AskedPerson asked(String first, String last, @Nullable String email) {
        return new AskedPerson(Clues.builder()
                .put("first_name", first)
                .put("last_name", last)
                .email(email)
                .build());
    }

    private static ProviderAnswer named(String field, String value) {
        return new ProviderAnswer(List.of(new Found(field, value, 0.9, "acme.phone")));
    }
}
