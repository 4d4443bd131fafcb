package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Target;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** E-mail by SMTP. */
@Component
class Email implements Connector {
    private static final String TYPE = "email";

    private final EmailSettings settings;
    private final SmtpSender sender;
    private final Clock clock;

    Email(EmailSettings settings, SmtpSender sender, Clock clock) {
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return settings.isConfigured()
                ? List.of(new Target(TYPE, new TenantId(settings.tenant()), settings.from()))
                : List.of();
    }

    @Override
    public String setting(String target) {
        return EmailSettings.PLACE + ".host and .from";
    }

    @Override
    public @Nullable String check(Target target) {
        try {
            sender.greet();
            return null;
        } catch (MessagingException e) {
            throw SmtpFault.of(TYPE, e);
        }
    }

    @Override
    public @Nullable ProblemException explain(Throwable failure) {
        return failure instanceof MessagingException mail ? SmtpFault.of(TYPE, mail) : null;
    }

    MimeMessage letter(Delivery delivery) throws MessagingException {
        return Letters.write(
                TYPE,
                delivery,
                EmailSettings.text(settings.from()),
                EmailSettings.text(settings.to()),
                EmailSettings.PLACE + ".to",
                clock.instant());
    }

    Delivered delivered(MimeMessage letter) throws MessagingException {
        return new Delivered(letter.getMessageID());
    }
}
