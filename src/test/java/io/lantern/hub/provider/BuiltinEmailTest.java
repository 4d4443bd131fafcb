package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.provider.MailExchange.Mail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.naming.CommunicationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The DNS of these tests knows what each says; none asks the network. */
class BuiltinEmailTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "ann@",
                "@acme.example",
                "ann@acme",
                "ann@@acme.example",
                "ann acme@acme.example",
                "ann@[192.0.2.1]",
                "ann@acme..example",
                ".ann@acme.example",
                "ann@-acme.example",
                "ann@acme.example, bob@acme.example",
            })
    void what_cannot_be_an_address_is_invalid_and_gives_nothing_else(String text) {
        ProviderAnswer answer = email(Mail.TAKES).find(new ProviderQuestion(Map.of("email", text)));

        assertThat(value(answer, "email_status")).isEqualTo("invalid");
        assertThat(answer.found()).hasSize(1);
    }

    @Test
    void an_address_copied_with_the_name_in_front_is_read_as_the_address() {
        ProviderAnswer answer =
                email(Mail.TAKES).find(new ProviderQuestion(Map.of("email", "Ann Lee <ann@acme.example>")));

        assertThat(value(answer, "email_status")).isEqualTo("valid");
        assertThat(value(answer, "email")).isEqualTo("ann@acme.example");
    }

    @Test
    void no_address_is_a_miss_and_not_an_invalid_one() {
        assertThat(email(Mail.TAKES).find(new ProviderQuestion(Map.of())).found())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // address, what the DNS says, state, kind of domain, function, domain
        "ann@acme.example,       TAKES,   valid,   corporate,  false, acme.example",
        "ann@acme.example,       UNKNOWN, unknown, corporate,  false, acme.example",
        "ann@acme.example,       REFUSES, invalid, corporate,  false,",
        "sales@acme.example,     TAKES,   risky,   corporate,  true,  acme.example",
        "Sales+eu@acme.example,  TAKES,   risky,   corporate,  true,  acme.example",
        "ann@gmail.com,          TAKES,   valid,   free,       false,",
        "info@gmail.com,         TAKES,   risky,   free,       true,",
        "ann@10minutemail.com,   TAKES,   risky,   disposable, false,",
        "ann@a.10minutemail.com, TAKES,   risky,   disposable, false,",
        "ann@10minutemail.com,   REFUSES, invalid, disposable, false,",
        "ann@mail.acme.co.uk,    TAKES,   valid,   corporate,  false, acme.co.uk",
    })
    void the_domain_the_mailbox_and_the_dns_make_the_state(
            String address, Mail mail, String status, String kind, boolean role, @Nullable String domain) {
        ProviderAnswer answer = email(mail).find(new ProviderQuestion(Map.of("email", address)));

        assertThat(value(answer, "email_status")).isEqualTo(status);
        assertThat(value(answer, "email_domain_type")).isEqualTo(kind);
        assertThat(value(answer, "email_role")).isEqualTo(role);
        assertThat(answer.field("domain").map(ProviderAnswer.Found::text).orElse(null))
                .isEqualTo(domain);
        assertThat(answer.found())
                .allSatisfy(found -> assertThat(found.source()).isEqualTo("builtin.email"));
    }

    @Test
    void the_domain_is_written_small_and_the_mailbox_as_it_is() {
        ProviderAnswer answer =
                email(Mail.TAKES).find(new ProviderQuestion(Map.of("email", "Ann.Lee+News@ACME.Example")));

        assertThat(value(answer, "email")).isEqualTo("Ann.Lee+News@acme.example");
    }

    @Test
    void an_address_of_another_script_is_asked_for_by_its_ascii_name() {
        ProviderAnswer answer = email(domain -> domain.equals("xn--bcher-kva.example") ? Mail.TAKES : Mail.REFUSES)
                .find(new ProviderQuestion(Map.of("email", "ann@bücher.example")));

        assertThat(value(answer, "email_status")).isEqualTo("valid");
    }

    @Test
    void a_dns_that_does_not_answer_leaves_the_state_unknown() {
        BuiltinEmail email = email(domain -> {
            throw new CommunicationException("no DNS on this machine");
        });

        ProviderAnswer answer = email.find(new ProviderQuestion(Map.of("email", "ann@acme.example")));

        assertThat(value(answer, "email_status")).isEqualTo("unknown");
        assertThat(value(answer, "domain")).isEqualTo("acme.example");
    }

    @Test
    void a_domain_for_documentation_is_not_looked_for_in_the_dns() {
        assertThat(new MailExchange(settings(true, null), Clock.systemUTC()).of("acme.example"))
                .isEqualTo(Mail.UNKNOWN);
    }

    @Test
    void with_the_lookup_off_the_dns_is_not_asked() {
        ProviderSettings off = settings(false, null);
        MailExchange exchange = new MailExchange(off, Clock.systemUTC(), domain -> {
            throw new AssertionError("asked for " + domain);
        });

        ProviderAnswer answer = new BuiltinEmail(new MailDomains(off), exchange)
                .find(new ProviderQuestion(Map.of("email", "ann@acme.example")));

        assertThat(value(answer, "email_status")).isEqualTo("unknown");
    }

    @Test
    void a_list_of_the_customers_own_replaces_the_one_that_ships() throws Exception {
        Path list = Files.writeString(folder.resolve("mine.txt"), "# ours\nThrowaway.example\n\n");
        ProviderSettings settings = settings(true, list);
        BuiltinEmail email = new BuiltinEmail(
                new MailDomains(settings), new MailExchange(settings, Clock.systemUTC(), domain -> Mail.TAKES));

        assertThat(value(email.find(new ProviderQuestion(Map.of("email", "a@throwaway.example"))), "email_domain_type"))
                .isEqualTo("disposable");
        assertThat(value(email.find(new ProviderQuestion(Map.of("email", "a@10minutemail.com"))), "email_domain_type"))
                .isEqualTo("corporate");
    }

    private static Object value(ProviderAnswer answer, String field) {
        return answer.field(field).orElseThrow().value();
    }

    private static BuiltinEmail email(Mail mail) {
        return email(domain -> mail);
    }

    private static BuiltinEmail email(MailExchange.Dns dns) {
        ProviderSettings settings = settings(true, null);
        return new BuiltinEmail(new MailDomains(settings), new MailExchange(settings, Clock.systemUTC(), dns));
    }

    /** A generous time-out: a test must not turn `unknown` because the machine is busy. */
    private static ProviderSettings settings(boolean lookup, @Nullable Path disposable) {
        return new ProviderSettings(new ProviderSettings.Email(
                lookup, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(12), 100, disposable));
    }
}
