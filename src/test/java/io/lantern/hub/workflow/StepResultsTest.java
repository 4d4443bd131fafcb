package io.lantern.hub.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import io.lantern.hub.match.MatchStatus;
import io.lantern.hub.salesforce.ReadResult;
import io.lantern.hub.salesforce.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** What a step leaves must be the same after a crash as before it. */
class StepResultsTest {
    private static final SalesforceId LEAD = SalesforceId.of("00QLA0000000001");

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final StepResults results = new StepResults(json);

    static Stream<Object> resultsOfRooms() {
        CrmRecord lead = new CrmRecord("Lead", LEAD, Map.of("Company", "Acme", "IsConverted", false, "Employees", 12));
        Match match = new Match(LEAD.value(), "Lead", 0.97, List.of(), "The e-mail is the same", null);
        MatchResult matched = new MatchResult("lead", MatchStatus.MATCHED, LEAD.value(), List.of(match));
        return Stream.of(
                new ReadResult(true, lead),
                new ReadResult(false, null),
                new WriteResult(false, "INACTIVE_OWNER_OR_USER", "inactive"),
                new LeadMatch(matched, matched, matched));
    }

    @ParameterizedTest
    @MethodSource("resultsOfRooms")
    void a_result_comes_back_as_it_went(Object result) throws Exception {
        assertThat(results.read(results.write(result))).isEqualTo(result);
    }

    @Test
    void nothing_comes_back_as_nothing() throws Exception {
        assertThat(results.read(results.write(null))).isNull();
    }

    @Test
    void a_result_of_a_later_version_is_read_as_far_as_it_is_known() throws Exception {
        String stored = """
                {"type": "io.lantern.hub.salesforce.WriteResult", "value": {"written": true, "later": 1}}""";

        assertThat(results.read(stored)).isEqualTo(new WriteResult(true, null, null));
    }

    @Test
    void a_foreign_type_is_refused() {
        assertThatThrownBy(() -> results.read("{\"type\": \"com.example.Gadget\", \"value\": {}}"))
                .hasMessageContaining("com.example.Gadget");
    }
}
