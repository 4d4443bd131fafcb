package io.lantern.sandbox.vendor;

import java.util.List;

/**
 * A person somebody asked about, with what a vendor knows of them.
 *
 * @param first as asked
 * @param domain of the employer; where only a LinkedIn page was given, what that page's name says of it
 */
record Person(String first, String last, String domain) {
    static final Person WRONG = new Person("Wanda", "Wrongly", "somewhere-else.example");

    private static final List<String> STATUSES = List.of("valid", "valid", "valid", "accept_all");

    /** Every vendor misses another tenth. */
    boolean knownTo(String vendor) {
        return !Draw.plain(first).equals("nobody")
                && !Draw.plain(last).equals("nobody")
                && Draw.number(vendor, key(), 10) > 0;
    }

    String key() {
        return Draw.plain(first) + "|" + Draw.plain(last) + "|" + Draw.plain(domain);
    }

    Company company() {
        return new Company(domain);
    }

    String name() {
        return first + " " + last;
    }

    String email() {
        return Draw.plain(first) + "." + Draw.plain(last) + "@" + domain;
    }

    /** @return valid or accept_all */
    String emailStatus() {
        return Draw.one(STATUSES, "status", key());
    }

    /** @return a valid number in E.164 */
    String mobile() {
        return "+1415555%04d".formatted(Draw.number("mobile", key(), 10_000));
    }

    /** @return a number in E.164 as it is written for people: +1 415-555-2671 */
    static String spaced(String number, String between) {
        return "+1 " + number.substring(2, 5) + between + number.substring(5, 8) + between + number.substring(8);
    }

    Job job() {
        return Draw.one(Job.ALL, "job", key());
    }

    /** @return how sure a vendor is, 80 to 99 of 100 */
    int sureness() {
        return 80 + Draw.number("sureness", key(), 20);
    }

    /** @return a page whose name tells first name, last name and domain, so that it can be asked by */
    String linkedin() {
        return "linkedin.com/in/" + Draw.plain(first) + "-" + Draw.plain(last) + "-" + Draw.plain(domain);
    }
}
