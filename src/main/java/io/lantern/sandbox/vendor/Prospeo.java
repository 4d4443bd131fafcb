package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prospeo: it answers 400 for somebody it does not know. Its two finders are the older way in; its documentation now
 * describes {@code enrich-person}, which says of whom the answer is.
 */
final class Prospeo implements Vendor {
    private final Routes<Function<Known, WebAnswer>> routes = new Routes<Function<Known, WebAnswer>>()
            .add("POST", "/enrich-person", "person", this::person)
            .add("POST", "/email-finder", "email", this::email)
            .add("POST", "/mobile-finder", "mobile", this::mobile);

    @Override
    public String name() {
        return "prospeo";
    }

    @Override
    public String keyHeader() {
        return "X-KEY";
    }

    @Override
    public Routes<Function<Known, WebAnswer>> routes() {
        return routes;
    }

    @Override
    public ObjectNode refused(Refusal refusal) {
        String code = refusal.reason().toUpperCase(Locale.ROOT);
        return Vendor.object().put("error", true).put("error_code", code).put("message", code);
    }

    private WebAnswer person(Known known) {
        Person person = known.person();
        boolean verified = person != null && person.emailStatus().equals("valid");
        if (person == null || (known.question().wants("only_verified_email") && !verified)) {
            return refuse(new Refusal(400, "no_match", ""));
        }
        boolean mobile =
                known.question().wants("enrich_mobile") || known.question().wants("only_verified_mobile");
        ObjectNode body = Vendor.object().put("error", false).put("free_enrichment", false);
        ObjectNode found = body.putObject("person")
                .put("first_name", person.first())
                .put("last_name", person.last())
                .put("full_name", person.name())
                .put("linkedin_url", "https://www." + person.linkedin())
                .put("current_job_title", person.job().title());
        found.putObject("email")
                .put("status", verified ? "VERIFIED" : "UNVERIFIED")
                .put("revealed", true)
                .put("email", person.email());
        ObjectNode number = found.putObject("mobile").put("status", "VERIFIED").put("revealed", mobile);
        number.put("mobile", mobile ? Person.spaced(person.mobile(), "-") : "+1 415-5**-****");
        body.putObject("company")
                .put("name", person.company().name())
                .put("domain", person.domain())
                .put("website", "https://" + person.domain());
        return Vendor.json(200, body);
    }

    private WebAnswer email(Known known) {
        Person person = known.person();
        if (person == null) {
            return nothing();
        }
        ObjectNode body = Vendor.object().put("error", false);
        body.putObject("response")
                .put("email", person.email())
                .put("email_status", person.emailStatus().equals("valid") ? "VALID" : "ACCEPT_ALL")
                .put("first_name", person.first())
                .put("last_name", person.last())
                .put("domain", person.domain());
        return Vendor.json(200, body);
    }

    private WebAnswer mobile(Known known) {
        Person person = known.person();
        if (person == null) {
            return nothing();
        }
        ObjectNode body = Vendor.object().put("error", false);
        body.putObject("response")
                .put("raw_format", person.mobile())
                .put("international_format", Person.spaced(person.mobile(), "-"))
                .put("country_name", "United States")
                .put("country_code", "US");
        return Vendor.json(200, body);
    }

    private WebAnswer nothing() {
        return refuse(new Refusal(400, "no_result", ""));
    }
}
