package io.lantern.hub.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.match.mirror.CrmObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLanguageTest {
    private static final Set<String> ACCOUNT =
            Set.of("Name", "Website", "Phone", "Industry", "BillingCity", "BillingCountry");
    private static final Set<String> CONTACT =
            Set.of("FirstName", "LastName", "Email", "Phone", "Title", "Account.Name");

    private final Table accounts = new Table(CrmObject.ACCOUNT)
            .with("acme", "Name=Acme, Inc.;Website=acme.example;Industry=Energy;BillingCity=Denver;Phone=+14155552671")
            .with("globex", "Name=Globex Corporation;Website=globex.com;Industry=Energy;BillingCity=Austin");
    private final Table contacts = new Table(CrmObject.CONTACT)
            .with("ann", "FirstName=Ann;LastName=Miller;Email=ann@acme.example;Account.Name=Acme;Title=Chief Buyer")
            .with("bob", "FirstName=Bob;LastName=Stone;Email=bob@globex.com;Account.Name=Globex;Title=Buyer");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domain:eq", "name:fuzzy0.85", "name:exact", "Name:contains", "Industry:eq", "industry:exact",
                "website:eq", "BillingCity:eq", "city:fuzzy1.0", "name_domain:eq", "name_company:fuzzy.9",
                        " phone : EQ "
            })
    void theseAreRulesOfAccounts(String rule) {
        assertThat(faults(CrmObject.ACCOUNT, ACCOUNT, rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    domain              | 7  | a colon and an operator are missing
                    domain:             | 8  | an operator is expected, not nothing
                    domain:equals       | 8  | not `equals`
                    name:fuzzy          | 6  | not `fuzzy`
                    name:fuzzy2         | 6  | not `fuzzy2`
                    name:fuzzy0         | 6  | not `fuzzy0`
                    :eq                 | 1  | a field is expected
                    na me:eq            | 3  | a field is expected
                    email:eq            | 1  | Account has no field `email`
                    first_name:eq       | 1  | Account has no field `first_name`
                    Secret__c:eq        | 1  | Account has no field `Secret__c`
                    """)
    void aBadRuleIsPointedAt(String rule, int position, String words) {
        assertThat(faults(CrmObject.ACCOUNT, ACCOUNT, "domain:eq", rule))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("rules.by[1]");
                    assertThat(fault.message())
                            .contains("at character " + position)
                            .contains(words);
                });
    }

    @Test
    void everyBadRuleIsNamedAtOnce() {
        assertThatThrownBy(
                        () -> Rules.of(CrmObject.ACCOUNT, ACCOUNT, "rules.by", List.of("a", "domain:eq", "b:c"), null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().details())
                                .extracting(Problem.Detail::field)
                                .containsExactly("rules.by[0]", "rules.by[2]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    domain:eq            | website=https://shop.acme.example/x         | acme
                    domain:eq            | email=a@acme.example                        | acme
                    name:eq              | name=ACME                                   | acme
                    name:exact           | name=Acme, Inc.                             | acme
                    name:exact           | name=ACME                                   |
                    name:contains        | name=obex                                   | globex
                    name:fuzzy0.85       | company=Globex Corp                         | globex
                    name:fuzzy0.85       | company=Glob                                |
                    phone:eq             | phone=(415) 555-2671                        | acme
                    city:eq              | city=DENVER                                 | acme
                    name_domain:eq       | name=Acme;domain=globex.com                 |
                    name_domain:eq       | name=Acme;domain=acme.example               | acme
                    name_company:eq      | company=Globex                              | globex
                    domain:eq            | email=a@gmail.com                           |
                    domain:eq            | name=Acme                                   |
                    """)
    void aRuleOfAccountsFinds(String rule, String candidate, @Nullable String account) {
        assertThat(best(accounts, ACCOUNT, candidate, rule)).isEqualTo(account);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email:eq                     | email=ANN@acme.example                     | ann
                    last_name:eq                 | last_name=stone                            | bob
                    first_name_last_name:eq      | first_name=ann;last_name=miller            | ann
                    first_name_last_name:eq      | first_name=ann;last_name=stone             |
                    name:eq                      | name=Ann Miller                            | ann
                    name:fuzzy0.8                | name=Anne Millar                           | ann
                    name_company:eq              | name=Bob Stone;company=Globex Inc          | bob
                    name_domain:eq               | name=Bob Stone;email=x@globex.com          | bob
                    Title:eq                     | Title=chief buyer                          | ann
                    Title:contains               | Title=chief                                | ann
                    linkedin:eq                  | linkedin=linkedin.com/in/ann               |
                    """)
    void aRuleOfContactsFinds(String rule, String candidate, @Nullable String contact) {
        assertThat(best(contacts, CONTACT, candidate, rule)).isEqualTo(contact);
    }

    @Test
    void aRuleThatHoldsForTwoIsAmbiguous() {
        MatchResult result = match(accounts, ACCOUNT, "Industry=Energy", null, "Industry:eq");

        assertThat(result.status()).isEqualTo(MatchStatus.AMBIGUOUS);
        assertThat(result.matches()).hasSize(2);
    }

    @Test
    void moreRulesThatHoldAreMoreCertainAndOneThatDoesNotTakesAway() {
        double one = confidence("name=Acme", "name:eq", "domain:eq");
        double both = confidence("name=Acme;domain=acme.example", "name:eq", "domain:eq");
        double contradicted = confidence("name=Acme;domain=other.example", "name:eq", "domain:eq");

        assertThat(both).isGreaterThan(one);
        assertThat(contradicted).isLessThan(one);
    }

    @Test
    void theThresholdOfTheCallerCounts() {
        assertThat(match(accounts, ACCOUNT, "city=Denver", 0.8, "city:eq").status())
                .isEqualTo(MatchStatus.NONE);
        assertThat(match(accounts, ACCOUNT, "city=Denver", 0.1, "city:eq").status())
                .isEqualTo(MatchStatus.MATCHED);
    }

    private double confidence(String candidate, String... rules) {
        return match(accounts, ACCOUNT, candidate, null, rules).matches().get(0).confidence();
    }

    private static @Nullable String best(Table table, Set<String> fields, String candidate, String rule) {
        return match(table, fields, candidate, null, rule).best();
    }

    private static MatchResult match(
            Table table, Set<String> fields, String candidate, @Nullable Double threshold, String... rules) {
        return table.match(candidate, Rules.of(table.object, fields, "rules.by", List.of(rules), threshold));
    }

    private static List<Problem.Detail> faults(CrmObject object, Set<String> fields, String... rules) {
        List<Problem.Detail> faults = new ArrayList<>();
        Rules.parse(object, fields, "rules.by", List.of(rules), null, faults);
        return faults;
    }
}
