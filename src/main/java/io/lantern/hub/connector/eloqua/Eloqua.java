package io.lantern.hub.connector.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Reply;
import io.lantern.hub.connector.Target;
import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One Eloqua instance: a contact by its address, or a form where the delivery names one. */
@Component
class Eloqua implements Connector {
    private final EloquaSettings settings;
    private final EloquaLogin login;
    private final EloquaFields fields;

    Eloqua(EloquaSettings settings, EloquaLogin login) {
        this.settings = settings;
        this.login = login;
        this.fields = EloquaFields.ofContact(settings.fields());
    }

    @Override
    public String type() {
        return EloquaLogin.TARGET;
    }

    @Override
    public List<Target> targets() {
        return settings.isConfigured()
                ? List.of(new Target(type(), new TenantId(settings.tenant()), settings.company()))
                : List.of();
    }

    @Override
    public String setting(String target) {
        return EloquaSettings.PLACE + ".company, .username and .password";
    }

    @Override
    public @Nullable String check(Target target) {
        return login.account();
    }

    /**
     * Asks for everything: a PUT empties what it leaves out. Eloqua has no escape for the quote of its search, so that a
     * wild card stands for it, and the answer is compared.
     */
    Call search(Delivery delivery) {
        String value = email(delivery).replace("'", "*");
        String search = URLEncoder.encode("emailAddress='" + value + "'", StandardCharsets.UTF_8)
                .replace("+", "%20");
        return login.get("contacts?search=" + search + "&depth=complete&count=100");
    }

    /** @param found what the search answered */
    Call write(Reply found, Delivery delivery) {
        ObjectNode contact = contact(found, email(delivery));
        fields.write(delivery.record(), contact);
        return contact.hasNonNull("id")
                ? login.send("PUT", "contact/" + contact.path("id").asText(), contact)
                : login.send("POST", "contact", contact);
    }

    Delivered written(Reply reply) {
        if (reply.status() == 409 || reply.status() == 404) {
            throw TargetFault.later(
                    type(), "changed the contact at the same moment (HTTP " + reply.status() + ")", reply.pause());
        }
        return delivered(reply);
    }

    Call form(Delivery delivery) {
        String form = delivery.option("form");
        Map<String, String> map = settings.forms().get(form);
        if (!form.matches("\\d{1,18}")) {
            throw TargetFault.unusable(type(), "needs the id of a form in the option `form`, which is digits only");
        }
        if (map == null) {
            throw TargetFault.notConfigured(
                    type(),
                    EloquaSettings.PLACE + ".forms." + form
                            + ".<our field> to the id of the form's field, for each field");
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putArray("fieldValues");
        EloquaFields.ofForm(map).write(delivery.record(), data);
        return login.send("POST", "form/" + form, data);
    }

    Delivered submitted(Reply reply) {
        return delivered(reply);
    }

    private Delivered delivered(Reply reply) {
        if (!reply.isGood()) {
            throw fault(reply);
        }
        return new Delivered(reply.json().path("id").asText(null));
    }

    private ObjectNode contact(Reply found, String email) {
        if (!found.isGood()) {
            throw fault(found);
        }
        JsonNode contacts = found.json().path("elements");
        if (!contacts.isArray()) {
            throw TargetFault.foreign(type());
        }
        for (JsonNode contact : contacts) {
            if (contact.path("emailAddress").asText().equalsIgnoreCase(email)) {
                return contact.deepCopy();
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private String email(Delivery delivery) {
        String email =
                String.valueOf(delivery.record().getOrDefault("email", "")).strip();
        if (email.isEmpty() || email.equals("null") || email.length() > 320) {
            throw TargetFault.unusable(type(), "needs the field `email` in the record, by which it knows a contact");
        }
        return email;
    }

    private ProblemException fault(Reply reply) {
        return reply.status() == 401 ? login.refused(reply) : TargetFault.ofStatus(type(), reply, words(reply));
    }

    /** A refusal lists what is required of which property; the values are left out, they are somebody's. */
    private static String words(Reply reply) {
        StringJoiner words = new StringJoiner("; ");
        for (JsonNode fault : reply.json()) {
            String place = fault.path("property").asText(fault.path("parameter").asText());
            words.add((fault.path("type").asText() + " " + place + " "
                            + fault.at("/requirement/type").asText())
                    .strip());
        }
        return words.toString();
    }
}
