package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Locale;
import java.util.function.Function;

/** Apollo, v1: it answers 200 and null for what it does not know. */
final class Apollo implements Vendor {
    private final Routes<Function<Known, WebAnswer>> routes = new Routes<Function<Known, WebAnswer>>()
            .add("POST", "/api/v1/people/match", "person", Apollo::person)
            .add("GET", "/api/v1/organizations/enrich", "company", Apollo::company);

    @Override
    public String name() {
        return "apollo";
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public Routes<Function<Known, WebAnswer>> routes() {
        return routes;
    }

    @Override
    public ObjectNode refused(Refusal refusal) {
        return Vendor.object()
                .put("error", refusal.words())
                .put("error_code", refusal.reason().toUpperCase(Locale.ROOT));
    }

    private static WebAnswer person(Known known) {
        Person person = known.person();
        ObjectNode body = Vendor.object();
        if (person == null) {
            return Vendor.json(200, body.putNull("person"));
        }
        body.putObject("person")
                .put("name", person.name())
                .put("first_name", person.first())
                .put("last_name", person.last())
                .put("email", person.email())
                .put("email_status", person.emailStatus().equals("valid") ? "verified" : "unverified")
                .put("linkedin_url", "http://www." + person.linkedin())
                .put("title", person.job().title())
                .put("seniority", person.job().seniority())
                .set("organization", organization(person.company()));
        return Vendor.json(200, body);
    }

    private static WebAnswer company(Known known) {
        Company company = known.company();
        ObjectNode body = Vendor.object();
        body.set("organization", company == null ? null : organization(company));
        return Vendor.json(200, body);
    }

    private static ObjectNode organization(Company company) {
        Place seat = company.seat();
        return Vendor.object()
                .put("name", company.name())
                .put("website_url", "http://www." + company.domain())
                .put("primary_domain", company.domain())
                .put("linkedin_url", "http://www." + company.linkedin())
                .put("industry", company.industry())
                .put("estimated_num_employees", company.employees())
                .put("city", seat.city())
                .put("state", seat.region())
                .put("country", seat.country())
                .put("postal_code", seat.postalCode());
    }
}
