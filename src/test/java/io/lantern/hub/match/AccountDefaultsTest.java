package io.lantern.hub.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.match.mirror.CrmObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A labelled list: which account a lead's company is, by the default rules. */
class AccountDefaultsTest {
    private final Table accounts = new Table(CrmObject.ACCOUNT)
            .with("acme", "Name=Acme, Inc.;Website=https://www.acme.example;BillingCity=Denver;BillingCountry=USA")
            .with("globex", "Name=Globex Corporation;Website=globex.com;Phone=+1 415 555 2671;BillingCity=Austin")
            .with("globex-de", "Name=Globex Deutschland GmbH;Website=globex.com;BillingCountry=Germany")
            .with("umbrella", "Name=Umbrella Holdings plc;Website=umbrella.co.uk;BillingPostalCode=SW1A 1AA")
            .with("mueller", "Name=Müller Maschinenbau GmbH;BillingCity=Stuttgart;BillingCountry=Germany")
            .with(
                    "wayne",
                    "Name=Wayne Enterprises;Phone=(212) 555-0187;BillingStreet=1007 Mountain Drive;BillingCity=Gotham")
            .with("wayne-f", "Name=Wayne Foundation;Website=waynefoundation.org;BillingCity=Gotham")
            .with("delta-air", "Name=Delta Air Lines;Website=delta.com;BillingCity=Atlanta")
            .with("delta-fct", "Name=Delta Faucet Company;Website=deltafaucet.com;BillingCity=Indianapolis")
            .with("ibm", "Name=International Business Machines Corp;Website=ibm.com")
            .with("studio54", "Name=Studio 54;BillingCity=New York")
            .with("first-a", "Name=First National Bank;BillingCity=Omaha;BillingState=NE")
            .with("first-b", "Name=First National Bank;BillingCity=Tulsa;BillingState=OK")
            .with("initech", "Name=Initech LLC;Website=initech.com;BillingCity=Dallas")
            .with("hooli", "Name=Hooli;Website=facebook.com/hooli");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    company=ACME                                                              | acme
                    company=Acme Incorporated;email=ann@acme.example                          | acme
                    email=ann@mail.acme.example                                               | acme
                    company=Something Else;website=http://acme.example/contact                | acme
                    company=Globex Corp.;email=homer@globex.com                               | globex
                    company=Globex Germany;email=hans@globex.com;country=Germany              | globex-de
                    company=Umbrella;website=www.umbrella.co.uk                               | umbrella
                    company=Umbrela Holding;postal_code=SW1A1AA                               | umbrella
                    company=Mueller Maschinenbau;country=DE                                   | mueller
                    company=MULLER MASCHINENBAU GMBH                                          | mueller
                    company=Wayne Enterprise;phone=212-555-0187                               | wayne
                    company=Wayne Enterprises Inc;street=1007 Mountain Dr;city=Gotham         | wayne
                    company=Wayne Foundation                                                  | wayne-f
                    company=Delta Airlines;email=p@delta.com                                  | delta-air
                    company=Delta Faucet                                                      | delta-fct
                    company=IBM;email=w@us.ibm.com                                            | ibm
                    company=First National Bank;city=Tulsa                                    | first-b
                    company=Initech;email=peter.gibbons@gmail.com                             | initech
                    company=Initech LLC;website=initech.de                                    | initech
                    company=Hooli Inc;website=https://facebook.com/other                      | hooli
                    """)
    void thisCompanyIsThatAccount(String candidate, String account) {
        MatchResult result = accounts.match(candidate);

        assertThat(result.status()).as(result.toString()).isEqualTo(MatchStatus.MATCHED);
        assertThat(result.best()).isEqualTo(account);
        assertThat(result.matches().get(0).explanation()).isNotBlank();
        assertThat(result.matches().get(0).matchedRules()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "company=Acme Plumbing;email=joe@acmeplumbing.com",
                "company=Acme;website=acme-tools.org",
                "company=Globe Exports",
                "company=Wayne Industries;city=Metropolis",
                "company=Delta",
                "company=Delta Dental;city=Atlanta",
                "company=Studio 55;city=New York",
                "company=National Bank",
                "company=Nobody Knows Us Ltd;email=x@nobody.example",
                "email=somebody@gmail.com",
                "website=https://facebook.com/acme",
                "phone=(212) 555-0187",
                "street=1007 Mountain Drive;city=Gotham",
                "city=Denver;country=USA",
                "company=Müller Immobilien GmbH;city=Stuttgart",
            })
    void thisCompanyIsNoneOfThem(String candidate) {
        MatchResult result = accounts.match(candidate);

        assertThat(result.status()).as(result.toString()).isEqualTo(MatchStatus.NONE);
        assertThat(result.best()).isNull();
        assertThat(result.matches()).isEmpty();
    }

    @Test
    void twoAccountsOfOneNameAreLeftToAPerson() {
        MatchResult result = accounts.match("company=First National Bank");

        assertThat(result.status()).isNotEqualTo(MatchStatus.MATCHED);
        assertThat(result.best()).isNull();
    }

    @Test
    void twoAccountsThatAreEquallyGoodAreAmbiguous() {
        accounts.with("acme-2", "Name=Acme LLC;Website=acme.example");

        MatchResult result = accounts.match("company=Acme;email=ann@acme.example");

        assertThat(result.status()).isEqualTo(MatchStatus.AMBIGUOUS);
        assertThat(result.best()).isNull();
        assertThat(result.matches()).extracting(Match::id).containsExactlyInAnyOrder("acme", "acme-2");
    }

    @Test
    void theSameQuestionGetsTheSameAnswerInWhateverOrderTheRecordsCame() {
        Table turned = new Table(CrmObject.ACCOUNT);
        accounts.index.all().stream().sorted((a, b) -> b.id().compareTo(a.id())).forEach(turned.index::put);

        for (String question : new String[] {"company=Globex;email=a@globex.com", "company=Delta", "company=Acme"}) {
            assertThat(turned.match(question)).isEqualTo(accounts.match(question));
        }
    }

    @Test
    void theExplanationSaysWhatSpeaksForAndAgainst() {
        Match match = accounts.match("company=Globex Corporation;email=a@globex.com;city=Boston")
                .matches()
                .get(0);

        assertThat(match.explanation())
                .startsWith("Same web domain globex.com")
                .contains("same company name")
                .contains("but another city");
        assertThat(match.holds("domain:eq")).isTrue();
    }
}
