package io.lantern.sandbox.salesforce.seed;

/**
 * An account, as it truly is.
 *
 * @param name clean, with its legal form; the account may be written otherwise
 * @param telephone the switchboard
 * @param addressing which way its people's addresses are made
 */
record Firm(
        String id,
        String name,
        String stem,
        String industry,
        String domain,
        Place place,
        String telephone,
        int addressing,
        String owner) {}
