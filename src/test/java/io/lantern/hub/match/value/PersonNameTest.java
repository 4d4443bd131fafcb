package io.lantern.hub.match.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {
    @ParameterizedTest
    @CsvSource({
        "'Lee, Ann', ann lee",
        "'Dr. Ann Lee, PhD', ann lee",
        "Ludwig van Beethoven, ludwig van beethoven",
        "'Sammy Davis Jr.', sammy davis",
        "José García López, jose garcia lopez",
    })
    void aFullNameIsTakenApart(String text, String key) {
        assertThat(PersonName.ofFull(text)).get().extracting(PersonName::key).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "Robert Miller, Bob Miller",
        "Katherine Jones, Kate Jones",
        "Ann Lee, Lee Ann",
        "Jürgen Müller, Juergen Mueller",
        "Michael Johnson, Micheal Johnson",
        "Ann Smith-Jones, Ann Jones",
        "AnnLindberg, Ann Lindberg",
        "J. Miller, James Miller",
    })
    void onePersonWrittenTwoWaysIsAlike(String one, String other) {
        assertThat(overall(one, other)).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource({
        "Donald Sanchez, Ronald Sanchez",
        "John Smith, Joan Smith",
        "Ann Lee, Ann Wong",
        "John Smith Sr., John Smith Jr.",
        "John A. Smith, John B. Smith",
        "Maria Garcia, Mario Garza",
    })
    void relativesAndNamesakesAreNotAlike(String one, String other) {
        assertThat(overall(one, other)).isLessThan(0.85);
    }

    @Test
    void aMissingHalfSaysNothing() {
        PersonName family = PersonName.of(null, "Miller").orElseThrow();
        PersonName full = PersonName.of("Ann", "Miller").orElseThrow();

        assertThat(PersonSimilarity.compare(family, full).given()).isNegative();
        assertThat(PersonSimilarity.compare(family, full).family()).isEqualTo(1);
        assertThat(PersonName.of(" ", null)).isEmpty();
    }

    private static double overall(String one, String other) {
        return PersonSimilarity.compare(
                        PersonName.ofFull(one).orElseThrow(),
                        PersonName.ofFull(other).orElseThrow())
                .overall();
    }
}
