package io.lantern.hub.provider;

import io.lantern.hub.provider.web.CompanyProfile;
import io.lantern.hub.provider.web.CompanyWebsite;
import io.lantern.hub.provider.web.SiteStatus;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads a company's own website.
 *
 * <p>Input: {@code domain} or {@code website}. With a company's name alone nothing is found, because its website would
 * be a guess. Found: {@code website_status} (see {@link SiteStatus}), {@code website_verified} (whether the site was
 * read and is a company's), else {@code miss_reason}, and what it says: {@code name, domain, linkedin_url, industry, size_range, phone, hq_city,
 * hq_state, hq_country, hq_postal_code}.
 */
@Component
class BuiltinCompany {
    private static final String NAME = "builtin.company";

    private final CompanyWebsite websites;

    BuiltinCompany(CompanyWebsite websites) {
        this.websites = websites;
    }

    ProviderAnswer find(ProviderQuestion question) {
        String domain = question.text("domain");
        String website = domain == null ? question.text("website") : domain;
        if (website == null) {
            return new ProviderAnswer(List.of());
        }
        CompanyProfile profile = websites.read(website);
        ProviderAnswer.Collector found = new ProviderAnswer.Collector(NAME)
                .put("website_status", profile.status().text(), 1.0)
                .put("website_verified", profile.status() == SiteStatus.READ, 1.0);
        if (profile.status() != SiteStatus.READ) {
            found.put("miss_reason", "website: " + profile.status().text().replace('_', ' '), 1.0);
        }
        profile.values().forEach(value -> found.put(value.field(), value.text(), value.confidence()));
        return found.answer();
    }
}
