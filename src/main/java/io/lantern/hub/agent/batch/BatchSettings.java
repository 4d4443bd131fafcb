package io.lantern.hub.agent.batch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.batch}.
 *
 * @param recordsAtOnce records of one batch in work at the same time; how many of them one provider is asked for at
 *     once is the provider's own limit
 * @param researchAtOnce records of one batch of deep research in work at the same time
 */
@Validated
@ConfigurationProperties("lantern.batch")
record BatchSettings(
        @DefaultValue("128") @Min(1) @Max(512) int recordsAtOnce,
        @DefaultValue("4") @Min(1) @Max(64) int researchAtOnce) {
    int atOnce(BatchAgent agent) {
        return agent == BatchAgent.DEEP_RESEARCH ? researchAtOnce : recordsAtOnce;
    }
}
