package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.enrich.AddressPattern.Guess;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPatternTest {
    @ParameterizedTest
    @CsvSource({
        "ada.byron, mia.lund",
        "abyron, mlund",
        "ada, mia",
        "adabyron, mialund",
        "adab, mial",
        "a.byron, m.lund",
        "byron, lund",
        "ada_byron, mia_lund",
        "ada-byron, mia-lund",
        "byron.ada, lund.mia",
        "byrona, lundm",
        "ab, ml",
    })
    void one_known_address_shows_the_pattern(String known, String expected) {
        assertThat(AddressPattern.guess(mailboxes("Ada Byron " + known), "Mia", "Lund"))
                .map(Guess::local)
                .contains(expected);
    }

    @Test
    void the_confidence_follows_from_how_many_of_the_known_follow_the_pattern() {
        List<Mailbox> known = mailboxes("Ada Byron ada.byron", "Bo Dahl bo.dahl", "Cy Ek cyek", "Di Falk difa");

        assertThat(AddressPattern.guess(known, "Mia", "Lund")).contains(new Guess("mia.lund", 0.5));
        assertThat(AddressPattern.guess(known.subList(0, 2), "Mia", "Lund")).contains(new Guess("mia.lund", 0.75));
        assertThat(AddressPattern.guess(known.subList(0, 1), "Mia", "Lund")).contains(new Guess("mia.lund", 0.667));
    }

    @Test
    void nothing_is_guessed_without_evidence_or_when_the_mailbox_is_somebody_elses() {
        assertThat(AddressPattern.guess(List.of(), "Mia", "Lund")).isEmpty();
        assertThat(AddressPattern.guess(mailboxes("Ada Byron countess"), "Mia", "Lund"))
                .isEmpty();
        assertThat(AddressPattern.guess(mailboxes("Max Lund mlund"), "Mia", "Lund"))
                .isEmpty();
        assertThat(AddressPattern.guess(mailboxes("Ada Byron ada.byron"), "李", "王"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Müller, mueller",
        "O'Brien, obrien",
        "De la Cruz, delacruz",
        "Zoë, zoe",
        "Łukasz, lukasz",
        "Strauß, strauss"
    })
    void names_are_written_in_the_letters_of_addresses(String name, String letters) {
        assertThat(Mailbox.letters(name)).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource({
        "Chief Revenue Officer, c_level", "VP Sales, vp", "Senior Vice President, vp", "President, c_level",
        "Head of Analytics, head", "Director of Ops, director", "Product Manager, manager", "Senior Engineer, senior",
        "Geschäftsführerin, c_level", "Marketing Intern, entry", "Accountant, "
    })
    void a_title_says_how_high_somebody_stands(String title, String seniority) {
        assertThat(Seniority.of(title).orElse(null)).isEqualTo(seniority);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.acme.co.uk/x?y, acme.co.uk",
        "acme.com, acme.com",
        "www.ACME.example, acme.example",
        "ada@mail.acme.de, acme.de",
        "Acme Inc., ",
        "Acme, ",
        "127.0.0.1, ",
        "müller.de, xn--mller-kva.de",
        "a..b, "
    })
    void a_companys_domain_is_the_part_that_is_registered(String text, String domain) {
        assertThat(WebDomain.of(text).orElse(null)).isEqualTo(domain);
    }

    private static List<Mailbox> mailboxes(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" "))
                .map(parts -> Mailbox.of(parts[0], parts[1], parts[2] + "@acme.example")
                        .orElseThrow())
                .toList();
    }
}
