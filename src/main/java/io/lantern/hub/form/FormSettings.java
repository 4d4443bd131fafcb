package io.lantern.hub.form;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.form}.
 *
 * @param answerWithin how long an answer waits for look-ups and pushes when the form does not say
 * @param waiting answers that wait at the same time; further ones are given at once, and a run does the rest
 * @param doubleSubmit within this the same person on the same form gets the same answer
 * @param honeypots names of fields that people do not see and only programs fill in
 * @param fastest who fills in a form faster than this is a program; 0 checks nothing
 * @param consentCountries ISO 3166 codes that take the place of the shipped list; empty for the shipped list
 * @param unknownCountryNeedsConsent whether a person whose country nothing tells is treated as in one of those
 */
@Validated
@ConfigurationProperties("lantern.form")
record FormSettings(
        @DefaultValue("3s") @DurationMin(millis = 0) @DurationMax(seconds = 5)
        Duration answerWithin,

        @DefaultValue("40") @Min(1) @Max(1000) int waiting,
        @DefaultValue("10m") @DurationMin(seconds = 0) Duration doubleSubmit,

        @DefaultValue({"_gotcha", "_honeypot", "fax_number"})
        List<String> honeypots,

        @DefaultValue("2s") @DurationMin(millis = 0) Duration fastest,
        @DefaultValue List<String> consentCountries,
        @DefaultValue("true") boolean unknownCountryNeedsConsent) {
    /** An answer takes no longer than this, whatever the form asks for; the contract says 5 seconds. */
    static final Duration LONGEST = Duration.ofMillis(4500);

    FormSettings {
        honeypots = List.copyOf(honeypots);
        consentCountries = List.copyOf(consentCountries);
    }
}
