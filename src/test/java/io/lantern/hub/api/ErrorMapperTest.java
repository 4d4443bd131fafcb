package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class ErrorMapperTest {
    private final ErrorMapper errors = new ErrorMapper();

    @Test
    void aProblemIsFoundUnderWhateverWrapsIt() {
        ProblemException problem = new ProblemException(ProblemCode.CONFLICT, "Pool emea has nobody available.");

        Problem found = errors.problem(new RuntimeCamelException(new IllegalStateException(problem)), "r1");

        assertThat(found).isEqualTo(problem.problem());
    }

    @ParameterizedTest
    @CsvSource({"08006, 0", "53100, 0", "57P01, 0", "90031, 90031", "90098, 90098", "90028, 90028"})
    void aDatabaseThatTakesNoWritesIsSaidToBeAwayForNow(String state, int code) {
        SQLException full = new SQLException("disk full", state, code);

        Problem found = errors.problem(new DataAccessResourceFailureException("insert", full), "r1");

        assertThat(found.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(found.message()).contains("nothing of this request was kept").contains("disk space");
    }

    @Test
    void aFullDiskUnderACommitIsSaidToBeThat() {
        SQLException commit =
                new SQLException("General error", "HY000", 50000, new IOException("No space left on device"));

        assertThat(errors.problem(new TransactionSystemException("commit", commit), "r1")
                        .code())
                .isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void overloadIsSaidToPass() {
        assertThat(errors.problem(new RejectedExecutionException(), "r1").code())
                .isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void aBugShowsNothingOfItself() {
        Problem found = errors.problem(new IllegalStateException("select secret from vault"), "r1");

        assertThat(found.code()).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(found.message()).doesNotContain("secret");
    }

    @Test
    void everyCodeOfTheContractHasItsStatus() {
        assertThat(ProblemCode.values())
                .allSatisfy(code -> assertThat(code.status()).isBetween(400, 504));
        assertThat(ErrorAnswer.headers(new Problem(ProblemCode.UNAUTHORIZED, "", java.util.List.of())))
                .containsEntry("WWW-Authenticate", "Bearer");
    }
}
