package io.lantern.hub.match.mirror;

import java.util.Locale;

/** What a field says about a person or company, whatever the object calls it. The names are the contract's aliases. */
public enum Part {
    NAME,
    FIRST_NAME,
    LAST_NAME,
    EMAIL,
    PHONE,
    COMPANY,
    DOMAIN,
    WEBSITE,
    STREET,
    CITY,
    STATE,
    POSTAL_CODE,
    COUNTRY,
    LINKEDIN;

    /** @return the alias, for example {@code postal_code} */
    public String alias() {
        return name().toLowerCase(Locale.ROOT);
    }
}
