package io.lantern.sandbox.salesforce.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lantern.sandbox.salesforce.store.OrgFault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlErrorsTest {
    private SmallOrg org;

    @BeforeAll
    void open(@TempDir Path folder) {
        org = new SmallOrg(folder);
    }

    @AfterAll
    void close() {
        org.store.close();
    }

    private OrgFault refused(String soql) {
        OrgFault fault = catchThrowableOfType(OrgFault.class, () -> org.query(soql));
        assertThat(fault).as(soql).isNotNull();
        return fault;
    }

    @Test
    void an_unknown_field_is_marked_with_row_and_column() {
        OrgFault fault = refused("SELECT Id, Nme FROM Account");

        assertThat(fault.code()).isEqualTo("INVALID_FIELD");
        assertThat(fault.httpStatus()).isEqualTo(400);
        assertThat(fault.text())
                .isEqualTo("\nSELECT Id, Nme FROM Account\n           ^\nERROR at Row:1:Column:12\n"
                        + "No such column 'Nme' on entity 'Account'. If you are attempting to use a custom field, be sure"
                        + " to append the '__c' after the custom field name. Please reference your WSDL or the describe"
                        + " call for the appropriate names.");
    }

    @Test
    void an_unknown_object_is_marked_with_row_and_column() {
        OrgFault fault = refused("SELECT Id FROM Nope__c");

        assertThat(fault.code()).isEqualTo("INVALID_TYPE");
        assertThat(fault.text())
                .isEqualTo("\nSELECT Id FROM Nope__c\n               ^\nERROR at Row:1:Column:16\n"
                        + "sObject type 'Nope__c' is not supported. If you are attempting to use a custom object, be sure"
                        + " to append the '__c' after the entity name. Please reference your WSDL or the describe call"
                        + " for the appropriate names.");
        assertThat(refused("SELECT Id FROM ScratchOrgInfo limit 1").code()).isEqualTo("INVALID_TYPE");
    }

    @Test
    void the_row_counts_lines_and_a_long_line_is_cut() {
        OrgFault fault = refused("SELECT Id\nFROM Account\nWHERE Name = 'x' AND Nme = 'y'");
        assertThat(fault.text())
                .startsWith("\nWHERE Name = 'x' AND Nme = 'y'\n                     ^\nERROR at Row:3:Column:22\n");

        String longQuery = "SELECT " + "Id, ".repeat(40) + "Nme FROM Account";
        assertThat(refused(longQuery.replaceFirst(
                                "(Id, )+",
                                "Name, ".repeat(1) + "Phone, Fax, Website, Industry," + " BillingCity, BillingState, "))
                        .text()
                        .lines()
                        .skip(1)
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line.length()).isLessThan(81));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    SELECT Id FORM Account                                            | unexpected token: 'FORM'
                    SELECT FROM Account                                               | unexpected token: 'FROM'
                    SELECT Id FROM Account WHERE                                      | unexpected token: '<EOF>'
                    SELECT Id FROM Lead WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | unexpected token: 'OR'
                    SELECT Id FROM Lead WHERE Name = :name                            | Bind variables only allowed in Apex code
                    SELECT Id FROM Lead WHERE Name = 'a\\q'                           | Illegal character sequence '\\q' in string literal.
                    SELECT Id FROM Lead WHERE Name = 'a\\_'                           | Illegal character sequence '\\_' in string literal.
                    SELECT Id FROM Lead WHERE Name = 'open                            | mismatched character '<EOF>' expecting '''
                    SELECT Id FROM Lead FOR UPDATE                                    | unexpected token: 'FOR'
                    SELECT Id FROM Lead ALL ROWS                                      | unexpected token: 'ALL'
                    SELECT Id FROM Lead LIMIT 'x'                                     | unexpected token: 'x'
                    SELECT Id FROM Lead; DROP                                         | unexpected token: ';'
                    SELECT Name n FROM Lead                                           | only aggregate expressions use field aliasing
                    SELECT Name, COUNT(Id) FROM Lead                                  | Field must be grouped or aggregated: Name
                    SELECT FIELDS(ALL) FROM Lead                                      | The SOQL FIELDS function must have a LIMIT of at most 200
                    SELECT FIELDS(ALL) FROM Lead LIMIT 201                            | The SOQL FIELDS function must have a LIMIT of at most 200
                    """)
    void a_malformed_query_is_refused(String soql, String sentence) {
        OrgFault fault = refused(soql.strip());

        assertThat(fault.code()).isEqualTo("MALFORMED_QUERY");
        assertThat(fault.text()).contains("\nERROR at Row:1:Column:").endsWith(sentence.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    SELECT Id FROM Lead WHERE CreatedDate > '2026-01-01'   | INVALID_FIELD | value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes
                    SELECT Id FROM Lead WHERE CreatedDate > 2026-01-01     | INVALID_FIELD | value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes
                    SELECT Id FROM Lead WHERE IsConverted = 'false'        | INVALID_FIELD | value of filter criterion for field 'IsConverted' must be of type boolean and should not be enclosed in quotes
                    SELECT Id FROM Lead WHERE LastName = 5                 | INVALID_FIELD | value of filter criterion for field 'LastName' must be of type string and should be enclosed in quotes
                    SELECT Id FROM Lead WHERE NumberOfEmployees = '5'      | INVALID_FIELD | value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed in quotes
                    SELECT Id FROM Lead WHERE Description = 'x'            | INVALID_FIELD | field 'Description' can not be filtered in a query call
                    SELECT Id FROM Lead ORDER BY Address                   | INVALID_FIELD | field 'Address' can not be sorted in a query call
                    SELECT Id, Id FROM Lead                                | INVALID_FIELD | duplicate field selected: Id
                    SELECT Boss.Name FROM Lead                             | INVALID_FIELD | Didn't understand relationship 'Boss' in field path.
                    SELECT Owner.Nope FROM Lead                            | INVALID_FIELD | No such column 'Nope' on entity 'Name'.
                    SELECT (SELECT Id FROM Kids) FROM Account              | INVALID_TYPE | Didn't understand relationship 'Kids' in FROM part of query call.
                    SELECT Id FROM Lead WHERE Id = 'nonsense'              | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: nonsense
                    SELECT Id FROM Lead WHERE Id LIKE '00Q%'               | INVALID_QUERY_FILTER_OPERATOR | invalid operator on id field
                    SELECT Id FROM Lead OFFSET 2001                        | NUMBER_OUTSIDE_VALID_RANGE | Maximum SOQL offset allowed is 2000
                    """)
    void a_query_that_means_nothing_is_refused(String soql, String code, String sentence) {
        OrgFault fault = refused(soql.strip());

        assertThat(fault.code()).isEqualTo(code.strip());
        assertThat(fault.text()).contains(sentence.strip());
    }

    @Test
    void a_query_built_to_exhaust_the_stack_is_refused() {
        String nested = "(".repeat(5000) + "Name = 'a'" + ")".repeat(5000);

        assertThat(refused("SELECT Id FROM Lead WHERE " + nested).code()).isEqualTo("MALFORMED_QUERY");
        assertThat(refused("SELECT Id FROM Lead WHERE Name = '" + "x".repeat(100_000) + "'")
                        .code())
                .isEqualTo("MALFORMED_QUERY");
        assertThat(refused("SELECT Id FROM Account WHERE AnnualRevenue > 1e999999999")
                        .code())
                .isEqualTo("MALFORMED_QUERY");
    }
}
