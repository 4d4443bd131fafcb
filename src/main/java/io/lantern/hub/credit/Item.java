package io.lantern.hub.credit;

import java.math.BigDecimal;
import java.util.Locale;

/** A line of the price list, with the price that ships; {@code lantern.pricing.<item>} sets another. */
public enum Item {
    /** An e-mail address that was found. */
    EMAIL("1"),
    /** A phone number that was found. */
    PHONE("2"),
    /** A company that was found. */
    COMPANY("1"),
    /** A person who was found. */
    PERSON("2"),
    /** An answer of a language model, by effort. */
    AI_LOW("1"),
    AI_MEDIUM("3"),
    AI_HIGH("5"),
    /** Research on the web, by effort. */
    RESEARCH_LOW("5"),
    RESEARCH_MEDIUM("10"),
    RESEARCH_HIGH("20"),
    /** One candidate that was looked for, by the mode of the rules. */
    MATCH_SIMPLE("1"),
    MATCH_GROUPED("2"),
    MATCH_AI("5"),
    /** A lead that was converted on request. */
    CONVERT("2"),
    /** A record that was given an owner on request. */
    ASSIGN("1"),
    /** What departing from the ordinary turn costs besides. */
    ASSIGN_RESET("1"),
    /** A record that a workflow took through its steps. */
    RECORD("1"),
    /** What it costs besides when the workflow enriched the record. */
    RECORD_ENRICHED("2"),
    /** What it costs besides when the workflow decided who owns the record. */
    RECORD_ROUTED("1"),
    /** A form that was submitted. */
    FORM("1");

    private final BigDecimal shipped;

    Item(String shipped) {
        this.shipped = new BigDecimal(shipped);
    }

    BigDecimal shipped() {
        return shipped;
    }

    /** @return as in settings and in the ledger, such as {@code match-simple} */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
