package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AssignRequest} that has been read.
 *
 * @param object API name in Salesforce's case
 * @param keepOwnerInPool whether an owner who is an active member stays
 * @param reset whether the request departs from the ordinary turn
 */
record AssignOrder(
        String object,
        SalesforceId id,
        String pool,
        boolean keepOwnerInPool,
        boolean dryRun,
        boolean reset,
        Ask.Options options) {
    private static final Pattern CUSTOM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,75}__[cC]");

    private record Standard(String name, String keyPrefix) {}

    private static final Map<String, Standard> OBJECTS = Map.of(
            "lead", new Standard("Lead", "00Q"),
            "contact", new Standard("Contact", "003"),
            "account", new Standard("Account", "001"),
            "opportunity", new Standard("Opportunity", "006"),
            "case", new Standard("Case", "500"));

    /** @throws io.lantern.hub.kernel.ProblemException with every fault of the request */
    static AssignOrder parse(AssignRequest request) {
        Faults faults = new Faults();
        String object = object(faults, request.object());
        Standard standard = object == null ? null : OBJECTS.get(object.toLowerCase(Locale.ROOT));
        SalesforceId id = faults.id("sf_id", faults.required("sf_id", request.sfId()));
        if (id != null && standard != null && !id.keyPrefix().equals(standard.keyPrefix())) {
            faults.add(
                    "sf_id",
                    "is not the id of a %s; those begin with %s".formatted(standard.name(), standard.keyPrefix()));
        }
        String pool = faults.required("pool", request.pool());
        String respect = Faults.text(request.respectOwner());
        if (respect != null && !respect.equals("keep_if_in_pool")) {
            faults.add("respect_owner", "must be keep_if_in_pool");
        }
        Ask.Options options = options(request, faults);
        faults.throwIfAny("The record was not assigned");
        if (object == null || id == null || pool == null) {
            throw new IllegalStateException("A missing field was not noticed");
        }
        return new AssignOrder(
                object,
                id,
                pool,
                respect != null,
                Boolean.TRUE.equals(request.dryRun()),
                request.resetRules() != null,
                options);
    }

    /** @return the API name in Salesforce's case; null when it is none, which is among the faults then */
    static @Nullable String object(Faults faults, @Nullable String value) {
        String name = faults.required("object", value);
        Standard standard = name == null ? null : OBJECTS.get(name.toLowerCase(Locale.ROOT));
        if (name != null && standard == null && !CUSTOM.matcher(name).matches()) {
            faults.add("object", "must be lead, contact, account, opportunity, case or a custom object ending in __c");
            return null;
        }
        return standard == null ? name : standard.name();
    }

    private static Ask.Options options(AssignRequest request, Faults faults) {
        AssignRequest.ResetRules rules = request.resetRules();
        boolean excludeInactive = request.excludeInactive() == null || request.excludeInactive();
        if (rules == null) {
            return new Ask.Options(Set.of(), excludeInactive, null, null);
        }
        SalesforceId first = faults.user("reset_rules.place_user_at_top", rules.placeUserAtTop());
        SalesforceId excluded = faults.user("reset_rules.exclude_user", rules.excludeUser());
        return new Ask.Options(
                excluded == null ? Set.of() : Set.of(excluded), excludeInactive, first, note(rules.reason()));
    }

    private static @Nullable String note(@Nullable String reason) {
        String text = Faults.text(reason);
        return text == null ? null : text.replaceAll("[.\\s]+$", "");
    }
}
