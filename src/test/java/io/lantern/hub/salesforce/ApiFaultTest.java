package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.salesforce.ApiFault.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to be done about each answer of Salesforce. */
class ApiFaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | INVALID_SESSION_ID         | Session expired or invalid            | SESSION
            400 | INVALID_SESSION_ID         | INVALID_SESSION_ID: of a SOAP fault   | SESSION
            401 | INVALID_AUTH_HEADER        | INVALID_HEADER_TYPE                   | SESSION
            401 | ''                         | HTTP status 401                       | SESSION
            400 | UNABLE_TO_LOCK_ROW         | unable to obtain exclusive access     | PASSING
            500 | UNKNOWN_EXCEPTION          | An unexpected error occurred          | PASSING
            400 | SERVER_UNAVAILABLE         | server unavailable                    | PASSING
            400 | QUERY_TIMEOUT              | Your query request was running too long | PASSING
            503 | ''                         | HTTP status 503                       | PASSING
            502 | ''                         | the answer was not XML                | PASSING
            403 | REQUEST_LIMIT_EXCEEDED     | TotalRequests Limit exceeded.         | LIMIT
            403 | REQUEST_LIMIT_EXCEEDED     | ConcurrentRequests (Concurrent API Requests) Limit exceeded. | PASSING
            400 | DUPLICATES_DETECTED        | Use one of these records?             | FINAL
            400 | FIELD_CUSTOM_VALIDATION_EXCEPTION | Region is needed               | FINAL
            403 | INSUFFICIENT_ACCESS        | insufficient access rights            | FINAL
            404 | NOT_FOUND                  | The requested resource does not exist | FINAL
            410 | ''                         | HTTP status 410                       | FINAL
            """)
    void an_answer_is_sorted_by_its_code_and_then_by_its_status(
            int status, String code, String message, Cause expected) {
        assertThat(ApiFault.of(status, code, message).kind()).isEqualTo(expected);
    }

    @Test
    void an_answer_without_a_code_is_named_by_its_status() {
        assertThat(ApiFault.of(503, "", "HTTP status 503").code()).isEqualTo("HTTP_503");
    }

    @ParameterizedTest
    @CsvSource({
        "PASSING, UPSTREAM_UNAVAILABLE, try again later",
        "LIMIT, UPSTREAM_UNAVAILABLE, used up its API calls",
        "UNKNOWN_OUTCOME, UPSTREAM_TIMEOUT, did not answer in time",
        "SESSION, NOT_CONFIGURED, check its credentials",
        "FINAL, UPSTREAM_ERROR, refused the request"
    })
    void the_rim_is_told_in_a_sentence_that_names_the_org(Cause cause, ProblemCode code, String words) {
        Problem problem = new ApiFault(cause, "SOME_CODE", "Salesforce's words")
                .problem("emea")
                .problem();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).contains("'emea'", words);
        assertThat(problem.details()).containsExactly(new Problem.Detail(null, "SOME_CODE: Salesforce's words"));
    }
}
