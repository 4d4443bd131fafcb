package io.lantern.hub.convert;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.convert}: what a workflow makes of a lead. A request says it for itself.
 *
 * @param onContactMatch when the CRM knows the person
 * @param onAccountMatch when it knows the company only
 * @param onNoMatch when it knows neither
 * @param opportunity whether a conversion makes an opportunity, named by Salesforce's own rule
 * @param mergeFrom confidence, 0 to 1, from which on two contacts are merged without asking anybody
 */
@Validated
@ConfigurationProperties("lantern.convert")
record ConvertSettings(
        @DefaultValue("merge-lead-into-contact") OnContactMatch onContactMatch,
        @DefaultValue("attach-to-account") OnAccountMatch onAccountMatch,
        @DefaultValue("leave") OnNoMatch onNoMatch,
        @DefaultValue("false") boolean opportunity,

        @DecimalMin("0.5") @DecimalMax("1") @DefaultValue("0.95")
        double mergeFrom) {

    enum OnContactMatch {
        MERGE_LEAD_INTO_CONTACT,
        LEAVE
    }

    enum OnAccountMatch {
        ATTACH_TO_ACCOUNT,
        LEAVE
    }

    enum OnNoMatch {
        CREATE,
        LEAVE
    }
}
