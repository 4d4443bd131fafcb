package io.lantern.hub.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lantern.hub.connector.ConnectorSettings;
import io.lantern.hub.connector.mail.EmailSettings.Security;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.mail.MailInbox;
import io.lantern.sandbox.target.Arrivals;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The greeting of an SMTP server: logins, and no word in clear where TLS was asked for. */
class SmtpSenderIT {
    private MailInbox inbox;

    @BeforeEach
    void start() throws Exception {
        inbox = MailInbox.start(0, new Faults(Clock.systemUTC()), new Arrivals(Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        inbox.close();
    }

    @Test
    void a_server_that_knows_us_lets_us_in() throws Exception {
        sender(Security.NONE, "hub", MailInbox.PASSWORD).greet();
        sender(Security.NONE, "", "").greet();
    }

    @Test
    void a_wrong_password_is_refused_for_good_and_not_told() {
        Problem problem = problem(sender(Security.NONE, "hub", "a wrong one"));

        assertThat(problem.code()).isEqualTo(ProblemCode.UPSTREAM_ERROR);
        assertThat(problem.message()).isEqualTo("Target `email` refused the hub's login (SMTP 535).");
        assertThat(problem.details().toString()).doesNotContain("a wrong one");
    }

    @Test
    void nothing_is_sent_in_clear_where_starttls_was_asked_for() {
        Problem problem = problem(sender(Security.STARTTLS, "hub", MailInbox.PASSWORD));

        assertThat(problem.code()).isEqualTo(ProblemCode.UPSTREAM_ERROR);
        assertThat(problem.message()).contains("offers no STARTTLS", "lantern.connectors.email.security");
    }

    @Test
    void a_server_that_speaks_no_tls_is_worth_another_try_and_so_is_one_that_is_away() {
        assertThat(problem(sender(Security.TLS, "", "")).code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        SmtpSender away = sender(Security.NONE, "", "");
        inbox.close();
        assertThat(problem(away).message()).isEqualTo("Target `email` cannot be reached.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0     | -   | hub@acme.example                  | .port must be from 1 to 65535",
                "25    | hub | hub@acme.example                  | .username and lantern.connectors.email.password must be set both",
                "25    | -   | nobody                            | .from must be the address",
                "25    | -   | -                                 | .from must be the address",
                "25    | -   | a@acme.example, b@acme.example    | .from must be the address",
            })
    void a_setting_that_cannot_be_used_is_named(int port, String username, String from, String words) {
        assertThatThrownBy(() -> new EmailSettings(1, "localhost", port, Security.NONE, username, null, from, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lantern.connectors.email" + words);
    }

    private SmtpSender sender(Security security, String user, String password) {
        Duration second = Duration.ofSeconds(1);
        EmailSettings settings =
                new EmailSettings(1, "127.0.0.1", inbox.port(), security, user, password, "hub@sandbox.example", null);
        assertThat(settings.toString()).doesNotContain("lantern-sandbox");
        return new SmtpSender(settings, new ConnectorSettings(second, second, second));
    }

    private static Problem problem(SmtpSender sender) {
        return SmtpFault.of("email", catchThrowableOfType(MessagingException.class, sender::greet))
                .problem();
    }
}
