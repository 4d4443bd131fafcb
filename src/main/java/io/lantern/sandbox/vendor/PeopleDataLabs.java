package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Locale;
import java.util.function.Function;

/** People Data Labs, v5: it writes every word in lower case and says "not found" by 404. */
final class PeopleDataLabs implements Vendor {
    private final Routes<Function<Known, WebAnswer>> routes = new Routes<Function<Known, WebAnswer>>()
            .add("GET", "/v5/person/enrich", "person", this::person)
            .add("GET", "/v5/company/enrich", "company", this::company);

    @Override
    public String name() {
        return "peopledatalabs";
    }

    @Override
    public String keyHeader() {
        return "X-Api-Key";
    }

    @Override
    public Routes<Function<Known, WebAnswer>> routes() {
        return routes;
    }

    @Override
    public ObjectNode refused(Refusal refusal) {
        ObjectNode body = Vendor.object().put("status", refusal.status());
        body.putObject("error").put("type", refusal.reason()).put("message", refusal.words());
        return body;
    }

    private WebAnswer person(Known known) {
        Person person = known.person();
        if (person == null) {
            return nothing();
        }
        ObjectNode body = Vendor.object().put("status", 200).put("likelihood", Math.max(1, person.sureness() / 10));
        ObjectNode data = body.putObject("data")
                .put("full_name", lower(person.name()))
                .put("first_name", lower(person.first()))
                .put("last_name", lower(person.last()))
                .put("work_email", person.email())
                .put("mobile_phone", person.mobile())
                .put("linkedin_url", person.linkedin())
                .put("job_title", lower(person.job().title()))
                .put("job_last_verified", "2025-06-01")
                .put("job_company_name", lower(person.company().name()))
                .put("job_company_website", person.domain())
                .put("location_country", "united states");
        data.putArray("phone_numbers").add(person.mobile());
        data.putArray("job_title_levels").add(person.job().level());
        return Vendor.json(200, body);
    }

    private WebAnswer company(Known known) {
        Company company = known.company();
        if (company == null) {
            return nothing();
        }
        Place seat = company.seat();
        ObjectNode body = Vendor.object()
                .put("status", 200)
                .put("name", lower(company.name()))
                .put("display_name", company.name())
                .put("size", company.size())
                .put("employee_count", company.employees())
                .put("industry", company.industry())
                .put("website", company.domain())
                .put("linkedin_url", company.linkedin())
                .put("likelihood", 8);
        body.putObject("location")
                .put("locality", lower(seat.city()))
                .put("region", lower(seat.region()))
                .put("country", lower(seat.country()))
                .put("postal_code", lower(seat.postalCode()))
                .put("geo", seat.lat() + "," + seat.lon());
        return Vendor.json(200, body);
    }

    private WebAnswer nothing() {
        return refuse(new Refusal(404, "not_found", "No records were found matching your request"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
