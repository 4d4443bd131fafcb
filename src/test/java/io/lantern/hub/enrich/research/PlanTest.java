package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final String QUESTION = "Where is\nAcme?";

    @Test
    void queriesAreTakenInTheirOrderEachOnceAndNoMoreThanMayBe() throws Exception {
        Plan plan = Plan.of(
                written("\"acme  city\", \"ACME city\", \" \", \"acme address\", \"acme\""),
                QUESTION,
                null,
                Set.of(),
                2);

        assertThat(plan.queries()).containsExactly("acme city", "acme address");
        assertThat(plan.agent()).isEqualTo(Agent.MARKET);
    }

    @Test
    void whatTheCallerSaysItIsAboutCountsMore() throws Exception {
        assertThat(Plan.of(written("\"acme\""), QUESTION, Agent.PERSON, Set.of(), 2)
                        .agent())
                .isEqualTo(Agent.PERSON);
    }

    @Test
    void whatWasSearchedForBeforeIsNotSearchedForAgain() throws Exception {
        Plan plan = Plan.of(written("\"Acme city\", \"acme address\""), QUESTION, null, Set.of("acme city"), 5);

        assertThat(plan.queries()).containsExactly("acme address");
    }

    @Test
    void withoutAQueryTheQuestionItselfIsOne() throws Exception {
        assertThat(Plan.of(written("\"\""), QUESTION, null, Set.of(), 2).queries())
                .containsExactly("Where is Acme?");
        assertThat(Plan.of(QUESTION, null)).isEqualTo(new Plan(java.util.List.of("Where is Acme?"), Agent.COMPANY));
    }

    @Test
    void aQueryIsNoLongerThanSearchEnginesTake() {
        Plan plan = Plan.of("many words ".repeat(700), null);

        assertThat(plan.queries().get(0)).hasSizeLessThanOrEqualTo(300);
        assertThat(plan.queries().get(0).split(" ")).hasSizeLessThanOrEqualTo(40);
    }

    private static JsonNode written(String queries) throws JsonProcessingException {
        return new ObjectMapper().readTree("{\"agent\": \"market\", \"queries\": [%s]}".formatted(queries));
    }
}
