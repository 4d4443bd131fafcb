package io.lantern.sandbox.vendor;

import org.jspecify.annotations.Nullable;

/**
 * What a vendor finds to a question.
 *
 * @param person null when nobody is found
 * @param company null when none is found
 */
record Known(
        Question question,
        @Nullable Person person,
        @Nullable Company company) {
    static Known to(String vendor, Question question) {
        Person person = question.person();
        Company company = question.company();
        return new Known(
                question,
                person != null && person.knownTo(vendor) ? person : null,
                company != null && company.knownTo(vendor) ? company : null);
    }

    static Known wrong(Question question) {
        return new Known(question, Person.WRONG, Company.WRONG);
    }
}
