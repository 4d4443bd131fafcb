package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** People Data Labs, v5: it writes words in lower case unless asked for {@code titlecase}, and says "not found" by 404. */
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
        UnaryOperator<String> words = words(known);
        ObjectNode body = Vendor.object().put("status", 200).put("likelihood", Math.max(1, person.sureness() / 10));
        ObjectNode data = body.putObject("data")
                .put("full_name", words.apply(person.name()))
                .put("first_name", words.apply(person.first()))
                .put("last_name", words.apply(person.last()))
                .put("work_email", person.email())
                .put("mobile_phone", person.mobile())
                .put("linkedin_url", person.linkedin())
                .put("job_title", words.apply(person.job().title()))
                .put("job_last_verified", "2025-06-01")
                .put("job_company_name", words.apply(person.company().name()))
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
        UnaryOperator<String> words = words(known);
        Place seat = company.seat();
        ObjectNode body = Vendor.object()
                .put("status", 200)
                .put("name", words.apply(company.name()))
                .put("display_name", company.name())
                .put("size", company.size())
                .put("employee_count", company.employees())
                .put("industry", company.industry())
                .put("website", company.domain())
                .put("linkedin_url", company.linkedin())
                .put("likelihood", 8);
        body.putObject("location")
                .put("locality", words.apply(seat.city()))
                .put("region", words.apply(seat.region()))
                .put("country", words.apply(seat.country()))
                .put("postal_code", words.apply(seat.postalCode()))
                .put("geo", seat.lat() + "," + seat.lon());
        return Vendor.json(200, body);
    }

    private WebAnswer nothing() {
        return refuse(new Refusal(404, "not_found", "No records were found matching your request"));
    }

    private static UnaryOperator<String> words(Known known) {
        return known.question().wants("titlecase") ? text -> text : text -> text.toLowerCase(Locale.ROOT);
    }
}
