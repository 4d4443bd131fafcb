package io.lantern.hub.agent.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The agents that work on batches. */
enum BatchAgent {
    PHONE("phone", BatchLookup.PHONE),
    EMAIL("email", BatchLookup.EMAIL),
    PHONE_EMAIL("phone-email", BatchLookup.PHONE, BatchLookup.EMAIL),
    COMPANY("company", BatchLookup.COMPANY),
    PERSON("person", BatchLookup.PERSON),
    DEEP_RESEARCH("deep-research", BatchLookup.RESEARCH);

    private final String name;
    private final List<BatchLookup> lookups;

    BatchAgent(String name, BatchLookup... lookups) {
        this.name = name;
        this.lookups = List.of(lookups);
    }

    static Optional<BatchAgent> named(String name) {
        return Arrays.stream(values()).filter(agent -> agent.name.equals(name)).findFirst();
    }

    /** @return as in the path, such as {@code phone-email} */
    String wireName() {
        return name;
    }

    /** @return what is looked up for each record, in order */
    List<BatchLookup> lookups() {
        return lookups;
    }

    /** @return the columns of the result between what was given and what became of it */
    List<String> columns() {
        return lookups.stream()
                .flatMap(lookup -> lookup.columns().keySet().stream())
                .toList();
    }

    /** @return whether its records may be of this kind, {@code person} or {@code company} */
    boolean takes(String entityType) {
        return this == DEEP_RESEARCH || entityType.equals(this == COMPANY ? "company" : "person");
    }
}
