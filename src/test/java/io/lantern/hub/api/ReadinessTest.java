package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReadinessTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @Test
    void callsAreAskedToComeBackUntilTheRoutesRunAndAgainWhenTheyStop() {
        Readiness readiness = readiness("jdbc:h2:mem:ready");

        assertThatThrownBy(readiness::requireRoutes)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(ErrorAnswer.headers(e.problem())).containsKey("Retry-After"));
        camel.start();
        assertThatCode(readiness::requireRoutes).doesNotThrowAnyException();
        camel.stop();
        assertThatThrownBy(readiness::requireRoutes).hasMessageContaining("starting or stopping");
    }

    @Test
    void aDatabaseThatDoesNotAnswerMakesTheHubUnready() {
        camel.start();

        assertThat(readiness("jdbc:h2:mem:ready").parts()).doesNotContainValue(false);
        assertThat(readiness("jdbc:h2:file:/dev/null/none").parts())
                .containsEntry("routes", true)
                .containsEntry("database", false);
        camel.stop();
    }

    @Test
    void onlyWhatPassesByItselfAsksForARetry() {
        assertThat(ErrorAnswer.headers(new Problem(ProblemCode.NOT_CONFIGURED, "Set x.", List.of())))
                .isEmpty();
    }

    private Readiness readiness(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("camel", camel);
        return new Readiness(beans.getBeanProvider(CamelContext.class), JdbcClient.create(database));
    }
}
