package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.WebRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom or what a request asks about, in whichever words the vendor has for it. */
final class Question {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Pattern PROFILE = Pattern.compile(".*/in/([^/?#]+).*");

    private final ObjectNode said;

    private Question(ObjectNode said) {
        this.said = said;
    }

    /** @return the query and the JSON body as one; what lies in the body's {@code data} counts as said there */
    static Question of(WebRequest request) {
        ObjectNode said = JSON.createObjectNode();
        request.parameters().forEach(said::put);
        try {
            if (JSON.readTree(request.text()) instanceof ObjectNode body) {
                said.setAll(body);
                if (body.get("data") instanceof ObjectNode data) {
                    said.setAll(data);
                }
            }
        } catch (JsonProcessingException notJson) {
            // A question without words: nobody is asked about.
        }
        return new Question(said);
    }

    boolean wants(String flag) {
        return said.path(flag).asBoolean();
    }

    @Nullable
    Person person() {
        String first = text("first_name");
        String last = text("last_name");
        String domain = domain();
        String[] mailbox = text("email").split("@")[0].split("\\.", 2);
        if (first.isEmpty() && last.isEmpty() && mailbox.length == 2) {
            first = mailbox[0];
            last = mailbox[1];
        }
        Matcher profile = PROFILE.matcher("/" + text("profile", "linkedin_url", "url"));
        if (profile.matches()) {
            String[] words = profile.group(1).split("-", 3);
            first = first.isEmpty() ? words[0] : first;
            last = last.isEmpty() && words.length > 1 ? words[1] : last;
            domain = domain.isEmpty() && words.length > 2 ? words[2] : domain;
        }
        return first.isEmpty() || last.isEmpty() || domain.isEmpty() ? null : new Person(first, last, domain);
    }

    @Nullable
    Company company() {
        String domain = domain();
        return domain.isEmpty() ? null : new Company(domain);
    }

    private String domain() {
        String domain = text("domain", "website", "company_website");
        String name = text("company", "organization_name", "company_name", "name");
        if (domain.isEmpty() && name.matches("\\S+\\.\\S+")) {
            domain = name; // Prospeo takes either in one field.
        }
        if (domain.isEmpty() && text("email").contains("@")) {
            domain = text("email").substring(text("email").indexOf('@') + 1);
        }
        if (domain.isEmpty() && !name.isEmpty()) {
            domain = name.strip().replaceAll("[^\\p{L}\\p{N}]+", "-") + ".example";
        }
        return domain.toLowerCase(Locale.ROOT).replaceAll("^(https?://)?(www\\.)?|/.*$", "");
    }

    private String text(String... names) {
        for (String name : names) {
            JsonNode value = said.path(name);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText().strip();
            }
        }
        return "";
    }
}
