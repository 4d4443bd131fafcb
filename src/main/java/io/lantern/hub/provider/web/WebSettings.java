package io.lantern.hub.provider.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.provider.web}: how companies' websites are read.
 *
 * @param userAgent what sites are told of who reads them; robots.txt is asked for its first word
 * @param contactUrl page of yours where the owner of a site can complain, told to sites too; null tells none
 * @param connectTimeout longest time a connection may take to open
 * @param pageTimeout longest time one page may take, from the name's lookup to its last byte
 * @param siteTimeout longest time all pages of one site may take together
 * @param maxPage so much of a page, unpacked, is read; what comes after is left
 * @param maxPages most pages read of one site, its home page included, robots.txt not
 * @param maxRedirects how often a page may lead on
 * @param resolveAllTo {@code host:port} that stands for every website, spoken to in plain HTTP; only with the sandbox.
 *     Null or blank: the real web
 */
@Validated
@ConfigurationProperties("lantern.provider.web")
public record WebSettings(
        @DefaultValue("LanternHub/0.1 (self-hosted)")
        @NotBlank
        @Pattern(regexp = "[\\x20-\\x7e]+", message = "must be printable ASCII")
        String userAgent,

        @Nullable @Pattern(regexp = "|https?://[\\x21-\\x7e]+", message = "must be an http or https address")
        String contactUrl,

        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("8s") Duration pageTimeout,
        @DefaultValue("20s") Duration siteTimeout,
        @DefaultValue("2MB") DataSize maxPage,
        @DefaultValue("5") @Min(1) @Max(20) int maxPages,
        @DefaultValue("5") @Min(0) @Max(20) int maxRedirects,

        @Nullable @Pattern(regexp = "|[^:\\s]+:\\d{1,5}", message = "must be host:port")
        String resolveAllTo) {

    /** @return the whole of what sites are told */
    String introduction() {
        return contactUrl == null || contactUrl.isBlank() ? userAgent : userAgent + " +" + contactUrl;
    }

    /** @return the word of the user agent that robots.txt files know it by, in lower case */
    String robotName() {
        return userAgent.split("[/ ]", 2)[0].toLowerCase(java.util.Locale.ROOT);
    }

    /** @return whether one server stands for all websites */
    boolean isSandbox() {
        return resolveAllTo != null && !resolveAllTo.isBlank();
    }
}
