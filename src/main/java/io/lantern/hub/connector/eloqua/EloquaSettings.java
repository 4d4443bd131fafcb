package io.lantern.hub.connector.eloqua;

import io.lantern.hub.connector.WebAddress;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.eloqua}. Its {@link #toString} holds no secret.
 *
 * @param tenant whose it is
 * @param company name of the instance, which stands before the user at the login; null or blank: not configured
 * @param username of a user with the right to the API
 * @param password of the user; secret
 * @param clientId of an OAuth client; null or blank: Basic authentication
 * @param clientSecret of the client
 * @param loginUrl where Eloqua says where the instance is, and where tokens come from
 * @param fields by the contract's name of a field, which field of a contact it goes to: a property such as {@code
 *     jobTitle}, or the id of a custom field; they go before the usual ones
 * @param forms by a form's id, which of its fields (an id) each of ours goes to
 */
@Validated
@ConfigurationProperties("lantern.connectors.eloqua")
record EloquaSettings(
        @DefaultValue("1") int tenant,
        @Nullable String company,
        @Nullable String username,
        @Nullable String password,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("https://login.eloqua.com") URI loginUrl,
        @DefaultValue Map<String, String> fields,
        @DefaultValue Map<String, Map<String, String>> forms) {
    static final String PLACE = "lantern.connectors.eloqua";

    EloquaSettings {
        company = text(company);
        username = text(username);
        password = text(password);
        clientId = text(clientId);
        clientSecret = text(clientSecret);
        fields = Map.copyOf(fields);
        forms = Map.copyOf(forms);
        if (!company.isEmpty()) {
            WebAddress.checkTenant(PLACE, tenant);
            loginUrl = WebAddress.of(PLACE + ".login-url", loginUrl, "https://login.eloqua.com");
            if (username.isEmpty() || password.isEmpty()) {
                throw new IllegalArgumentException(PLACE + ".username and " + PLACE + ".password must be set, too");
            }
            if (clientId.isEmpty() != clientSecret.isEmpty()) {
                throw new IllegalArgumentException(
                        PLACE + ".client-id and " + PLACE + ".client-secret must be set both, or neither");
            }
            fields.forEach((ours, theirs) -> check(
                    PLACE + ".fields." + ours,
                    theirs,
                    "[A-Za-z][A-Za-z0-9]*|\\d+",
                    "a contact's property such as jobTitle, or a custom field's id such as 100195"));
            forms.forEach((form, map) -> map.forEach((ours, theirs) -> check(
                    PLACE + ".forms." + form + "." + ours, theirs, "\\d+", "the id of one of the form's fields")));
        }
    }

    boolean isConfigured() {
        return company != null && !company.isEmpty();
    }

    boolean usesOAuth() {
        return clientId != null && !clientId.isEmpty();
    }

    private static void check(String place, String value, String pattern, String words) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(place + " must be " + words);
        }
    }

    private static String text(@Nullable String setting) {
        return setting == null ? "" : setting.strip();
    }

    @Override
    public String toString() {
        return "EloquaSettings[" + tenant + ", " + company + "]";
    }
}
