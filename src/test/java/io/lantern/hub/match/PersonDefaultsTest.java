package io.lantern.hub.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.match.mirror.CrmObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A labelled list: which contact a lead's person is, by the default rules. */
class PersonDefaultsTest {
    private final Table contacts = new Table(CrmObject.CONTACT)
            .with(
                    "ann",
                    "FirstName=Ann;LastName=Miller;Email=ann.miller@acme.example;Phone=+1 415 555 2671;Account.Name=Acme, Inc.")
            .with(
                    "bob",
                    "FirstName=Robert;LastName=Smith;Email=rsmith@globex.com;Account.Name=Globex;MobilePhone=+1 512 555 0143")
            .with(
                    "joan",
                    "FirstName=Joan;LastName=Smith;Email=joan.smith@home.example;Phone=+1 303 555 0199;MailingStreet=5 Oak Ave;MailingCity=Denver")
            .with("info", "FirstName=Carla;LastName=Gomez;Email=info@umbrella.co.uk;Account.Name=Umbrella")
            .with("chris", "FirstName=Chris;LastName=Jones;Email=chris.jones@initech.com;Account.Name=Initech")
            .with("chris-2", "FirstName=Chris;LastName=Jones;Email=cjones@hooli.com;Account.Name=Hooli")
            .with("senior", "FirstName=Tom;LastName=Baker Sr.;Email=tom@baker.example;Account.Name=Baker Farms")
            .with(
                    "jurgen",
                    "FirstName=Jürgen;LastName=Köhler;Email=j.koehler@muller.de;Account.Name=Müller Maschinenbau GmbH")
            .with("gmail", "FirstName=Dana;LastName=White;Email=dana.white@gmail.com;Phone=+1 720 555 0111");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email=Ann.Miller+web@acme.example                                                | ann
                    first_name=Ann;last_name=Miller;company=Acme                                     | ann
                    name=Ann Miller;phone=415-555-2671                                               | ann
                    first_name=Anne;last_name=Miller;email=ann.miller@acme.example                   | ann
                    first_name=Ann;last_name=Miller;email=ann.miler@acme.example                     | ann
                    first_name=Bob;last_name=Smith;company=Globex Corporation                        | bob
                    first_name=Rob;last_name=Smith;email=rsmith@globex.com                           | bob
                    first_name=Robert;last_name=Smith;phone=(512) 555-0143                           | bob
                    first_name=Joan;last_name=Smith;street=5 Oak Avenue;city=Denver                  | joan
                    first_name=Chris;last_name=Jones;company=Hooli                                   | chris-2
                    first_name=Christopher;last_name=Jones;email=chris.jones@initech.com             | chris
                    first_name=Juergen;last_name=Koehler;company=Mueller Maschinenbau                | jurgen
                    name=Koehler, Jürgen;email=j.koehler@muller.de                                   | jurgen
                    name=Dana White;email=danawhite@gmail.com                                        | gmail
                    first_name=Carla;last_name=Gomez;email=info@umbrella.co.uk                       | info
                    """)
    void thisPersonIsThatContact(String candidate, String contact) {
        MatchResult result = contacts.match(candidate);

        assertThat(result.status()).as(result.toString()).isEqualTo(MatchStatus.MATCHED);
        assertThat(result.best()).isEqualTo(contact);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first_name=Ann;last_name=Miller",
                "first_name=Ann;last_name=Miller;company=Globex",
                "first_name=Zoe;last_name=Young;email=info@umbrella.co.uk",
                "email=info@umbrella.co.uk",
                "first_name=John;last_name=Smith;phone=303-555-0199;street=5 Oak Ave;city=Denver",
                "first_name=John;last_name=Smith;email=john.smith@home.example",
                "first_name=Tom;last_name=Baker Jr.;company=Baker Farms",
                "company=Acme",
                "phone=415-555-2671",
                "first_name=Mary;last_name=Miller;company=Acme",
                "first_name=Dana;last_name=White;email=dana.white@yahoo.com;city=Boston",
                "email=dana.white@web.de",
                "first_name=Chris;last_name=Johnson;company=Initech",
            })
    void thisPersonIsNoneOfThem(String candidate) {
        MatchResult result = contacts.match(candidate);

        assertThat(result.status()).as(result.toString()).isEqualTo(MatchStatus.NONE);
    }

    @Test
    void twoContactsWithTheSameMailboxAreAmbiguous() {
        contacts.with("ann-2", "FirstName=Ann;LastName=Miller;Email=ann.miller@acme.example;Account.Name=Acme");

        MatchResult result = contacts.match("email=ann.miller@acme.example;name=Ann Miller");

        assertThat(result.status()).isEqualTo(MatchStatus.AMBIGUOUS);
    }

    @Test
    void theExplanationNamesNobody() {
        Match match = contacts.match("first_name=Ann;last_name=Miller;email=ann.miller@acme.example")
                .matches()
                .get(0);

        assertThat(match.explanation()).startsWith("Same e-mail address").doesNotContainIgnoringCase("miller");
        assertThat(match.holds("email:eq")).isTrue();
    }
}
