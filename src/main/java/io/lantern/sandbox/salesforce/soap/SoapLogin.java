package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Login, logout and who one is. */
final class SoapLogin {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Org org;
    private final String password;

    SoapLogin(Org org, String password) {
        this.org = org;
        this.password = password;
    }

    Xml login(Envelope envelope, String base, String version) {
        Fault off = org.faults().strike("soap-login-off", "login");
        if (off != null) {
            throw new OrgFault(
                    "INVALID_OPERATION", 500, "SOAP API login() is disabled in this organization.", List.of());
        }
        String username = envelope.text("username");
        Row user = username == null ? null : org.user(username.trim());
        Fault refused = org.faults().strike("login-refused", "login");
        if (user == null
                || refused != null
                || !password.equals(envelope.text("password"))
                || !Boolean.TRUE.equals(user.get("IsActive"))) {
            throw new OrgFault(
                    "INVALID_LOGIN", 500, "Invalid username, password, security token; or user locked out.", List.of());
        }
        String org15 = org.store().orgId().substring(0, 15);
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("metadataServerUrl", base + "/services/Soap/m/" + version + "/" + org15);
        result.put("passwordExpired", false);
        result.put("sandbox", true);
        result.put("serverUrl", base + "/services/Soap/u/" + version + "/" + org15);
        result.put("sessionId", org.sessions().open(user.id()));
        result.put("userId", user.id());
        result.put("userInfo", userInfo(user));
        return new Xml().element("result", result);
    }

    Xml logout(SoapCall call) {
        org.sessions().revoke(call.token());
        return new Xml();
    }

    Xml userInfo(SoapCall call) {
        Row user =
                Objects.requireNonNull(org.store().find("User", call.session().userId()));
        return new Xml().element("result", userInfo(user));
    }

    Xml timestamp(SoapCall call) {
        return new Xml()
                .element("result", Map.of("timestamp", STAMP.format(org.clock().instant())));
    }

    private Map<String, @Nullable Object> userInfo(Row user) {
        Row organization = org.store().find("Organization", org.store().orgId());
        Map<String, @Nullable Object> info = new HashMap<>();
        info.put("accessibilityMode", false);
        info.put("chatterExternal", false);
        info.put("currencySymbol", "$");
        info.put("orgAttachmentFileSizeLimit", 5_242_880);
        info.put("orgDefaultCurrencyIsoCode", "USD");
        info.put("orgDefaultCurrencyLocale", "en_US");
        info.put("orgDisallowHtmlAttachments", false);
        info.put("orgHasPersonAccounts", false);
        info.put("organizationId", org.store().orgId());
        info.put("organizationMultiCurrency", false);
        info.put("organizationName", organization == null ? "sandbox" : organization.text("Name"));
        info.put("profileId", user.text("ProfileId"));
        info.put("roleId", user.text("UserRoleId"));
        info.put("sessionSecondsValid", 7_200);
        info.put("userDefaultCurrencyIsoCode", null);
        info.put("userEmail", user.text("Email"));
        info.put("userFullName", user.text("Name"));
        info.put("userId", user.id());
        info.put("userLanguage", Objects.requireNonNullElse(user.text("LanguageLocaleKey"), "en_US"));
        info.put("userLocale", Objects.requireNonNullElse(user.text("LocaleSidKey"), "en_US"));
        info.put("userName", user.text("Username"));
        info.put("userTimeZone", Objects.requireNonNullElse(user.text("TimeZoneSidKey"), "GMT"));
        info.put("userType", "Standard");
        info.put("userUiSkin", "Theme3");
        return info;
    }
}
