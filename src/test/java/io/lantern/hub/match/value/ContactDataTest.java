package io.lantern.hub.match.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains, mailboxes, telephone numbers and places. */
class ContactDataTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.Acme.co.uk/about?x=1, acme.co.uk",
        "acme.example, acme.example",
        "shop.acme.example, acme.example",
        "ann@mail.acme.com, acme.com",
        "http://acme.com:8080, acme.com",
        "https://bücher.de/, xn--bcher-kva.de",
        "//acme.io, acme.io",
        "mailto:ann@acme.com, acme.com",
    })
    void theRegistrableDomainIsWhatCounts(String text, String domain) {
        assertThat(Domains.registrable(text)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.1", "co.uk", "not a host", "http://", "..", "[::1]"})
    void whatNobodyRegistersIsNoDomain(String text) {
        assertThat(Domains.registrable(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail.com", "web.de", "facebook.com", "yahoo.co.uk"})
    void mailProvidersAndSharedSitesBelongToNoCompany(String domain) {
        assertThat(Domains.isCompanys(domain)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Ann.Lee+crm@Gmail.com, annlee@gmail.com",
        "ann.lee@googlemail.com, annlee@gmail.com",
        "Ann Lee <ann@acme.com>, ann@acme.com",
        "ANN+x@ACME.com, ann@acme.com",
    })
    void oneMailboxHasOneForm(String text, String address) {
        assertThat(Email.of(text)).get().extracting(Email::address).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "@acme.com", "ann@", "ann lee@acme.com", "ann@localhost"})
    void whatGetsNoMailIsNoMailbox(String text) {
        assertThat(Email.of(text)).isEmpty();
    }

    @Test
    void aSlipInAMailboxIsSeenButNotInItsNumbers() {
        assertThat(emails("ann.miller@acme.com", "ann.miler@acme.com")).isGreaterThan(0.9);
        assertThat(emails("ann.miller@gmail.com", "ann.miller@gmial.com")).isGreaterThan(0.9);
        assertThat(emails("ann.miller1@acme.com", "ann.miller2@acme.com")).isLessThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "(415) 555-2671, US, +14155552671",
        "+49 30 901820, US, +4930901820",
        "030 901820, DE, +4930901820",
        "415.555.2671 x12, US, +14155552671",
    })
    void oneNumberHasOneForm(String text, String region, String number) {
        assertThat(Phone.of(text, region)).get().extracting(Phone::number).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000", "12345", "n/a", "111-111-1111"})
    void placeHoldersAreNoNumbers(String text) {
        assertThat(Phone.of(text, "US")).isEmpty();
    }

    @Test
    void placesAreReadInManySpellings() {
        Place one = Place.of("12 Main Street, Suite 4", "San José", "California", "95112-1234", "USA");
        Place other = Place.of("12 main st. ste 4", "San Jose", "CA", "95112", "United States");

        assertThat(one).isEqualTo(other);
        assertThat(Place.country("Deutschland")).isEqualTo("DE");
        assertThat(Place.country("de")).isEqualTo("DE");
        assertThat(Place.country("UK")).isEqualTo("GB");
    }

    @Test
    void anotherHouseNumberIsAnotherStreetAddress() {
        assertThat(PlaceSimilarity.streets(Place.street("12 Main St"), Place.street("14 Main St")))
                .isLessThan(0.5);
        assertThat(PlaceSimilarity.streets(Place.street("12 Main St"), Place.street("12 Main Street Suite 2")))
                .isGreaterThan(0.7);
        assertThat(PlaceSimilarity.streets(List.of(), List.of())).isZero();
    }

    private static double emails(String one, String other) {
        return EmailSimilarity.compare(
                Email.of(one).orElseThrow(), Email.of(other).orElseThrow());
    }
}
