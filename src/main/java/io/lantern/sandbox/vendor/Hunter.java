package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.function.Function;

/** Hunter, v2: it answers 200 and an address that is null for somebody it does not know. */
final class Hunter implements Vendor {
    private final Routes<Function<Known, WebAnswer>> routes =
            new Routes<Function<Known, WebAnswer>>().add("GET", "/v2/email-finder", "email", Hunter::email);

    @Override
    public String name() {
        return "hunter";
    }

    @Override
    public String keyHeader() {
        return "X-API-KEY";
    }

    @Override
    public Routes<Function<Known, WebAnswer>> routes() {
        return routes;
    }

    @Override
    public ObjectNode refused(Refusal refusal) {
        ObjectNode body = Vendor.object();
        body.putArray("errors")
                .addObject()
                .put("id", refusal.reason())
                .put("code", refusal.status())
                .put("details", refusal.words());
        return body;
    }

    private static WebAnswer email(Known known) {
        Person person = known.person();
        ObjectNode body = Vendor.object();
        ObjectNode data = body.putObject("data");
        if (person == null) {
            data.putNull("first_name").putNull("last_name").putNull("email").putNull("score");
        } else {
            data.put("first_name", person.first())
                    .put("last_name", person.last())
                    .put("email", person.email())
                    .put("score", person.sureness())
                    .put("domain", person.domain())
                    .put("accept_all", person.emailStatus().equals("accept_all"))
                    .put("position", person.job().title())
                    .put("linkedin_url", "https://www." + person.linkedin())
                    .putNull("phone_number")
                    .put("company", person.company().name());
            data.putObject("verification").put("date", "2025-06-14").put("status", person.emailStatus());
            data.putArray("sources");
        }
        Person asked = known.question().person();
        body.putObject("meta")
                .putObject("params")
                .put("first_name", asked == null ? null : asked.first())
                .put("last_name", asked == null ? null : asked.last())
                .put("domain", asked == null ? null : asked.domain());
        return Vendor.json(200, body);
    }
}
