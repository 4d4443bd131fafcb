package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.function.Function;

/** Lodestar, which is invented: the simplest vendor there can be, with a pace that can be set. */
final class Lodestar implements Vendor {
    private final Pace pace;
    private final Routes<Function<Known, WebAnswer>> routes =
            new Routes<Function<Known, WebAnswer>>().add("POST", "/v1/person", "person", this::person);

    Lodestar(Pace pace) {
        this.pace = pace;
    }

    @Override
    public String name() {
        return "lodestar";
    }

    @Override
    public String keyHeader() {
        return "Authorization";
    }

    @Override
    public String keyPrefix() {
        return "Bearer ";
    }

    @Override
    public Routes<Function<Known, WebAnswer>> routes() {
        return routes;
    }

    @Override
    public ObjectNode refused(Refusal refusal) {
        return Vendor.object().put("error", refusal.words());
    }

    private WebAnswer person(Known known) {
        return pace.take(() -> answer(known), () -> refuse(Refusal.TOO_MANY).with("Retry-After", "1"));
    }

    private static WebAnswer answer(Known known) {
        Person person = known.person();
        ObjectNode body = Vendor.object().put("found", person != null);
        if (person != null) {
            body.put("score", person.sureness())
                    .putObject("person")
                    .put("first_name", person.first())
                    .put("last_name", person.last())
                    .put("mobile", Person.spaced(person.mobile(), " "))
                    .put("email", person.email())
                    .put("title", person.job().title());
        }
        return Vendor.json(200, body);
    }
}
