package io.lantern.sandbox.vendor;

import java.util.List;

/**
 * What somebody does.
 *
 * @param level as People Data Labs names it
 * @param seniority as Apollo names it
 */
record Job(String title, String level, String seniority) {
    static final List<Job> ALL = List.of(
            new Job("Chief Financial Officer", "cxo", "c_suite"),
            new Job("Vice President Sales", "vp", "vp"),
            new Job("Director of Operations", "director", "director"),
            new Job("Plant Manager", "manager", "manager"),
            new Job("Software Engineer", "entry", "entry"));
}
