package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.ConnectorSettings;
import io.lantern.hub.connector.mail.EmailSettings.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The connection to the SMTP server; the route {@code connector.email} finds it by the name {@code mailSender}. */
@Component
class SmtpSender implements CamelContextConfiguration {
    private final EmailSettings settings;
    private final String millis;
    private @Nullable DefaultJavaMailSender sender;

    SmtpSender(EmailSettings settings, ConnectorSettings all) {
        this.settings = settings;
        this.millis = String.valueOf(all.timeout().toMillis());
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getRegistry().bind("mailSender", JavaMailSender.class, this::sender);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}

    /** Says hello, logs in where it should, and leaves without a letter. */
    void greet() throws MessagingException {
        DefaultJavaMailSender known = sender();
        try (Transport transport = known.getSession().getTransport(known.getProtocol())) {
            transport.connect(known.getHost(), known.getPort(), known.getUsername(), known.getPassword());
            if (!transport.isConnected()) {
                throw new MessagingException("The connection was closed");
            }
        }
    }

    private synchronized DefaultJavaMailSender sender() {
        if (sender == null) {
            DefaultJavaMailSender made = new DefaultJavaMailSender();
            String protocol = settings.security() == Security.TLS ? "smtps" : "smtp";
            made.setProtocol(protocol);
            made.setHost(settings.host());
            made.setPort(settings.portOrUsual());
            if (settings.hasLogin()) {
                made.setUsername(settings.username());
                made.setPassword(settings.password());
            }
            made.setJavaMailProperties(properties("mail." + protocol + "."));
            sender = made;
        }
        return sender;
    }

    private Properties properties(String prefix) {
        Properties properties = new Properties();
        boolean startTls = settings.security() == Security.STARTTLS;
        properties.setProperty(prefix + "starttls.enable", String.valueOf(startTls));
        properties.setProperty(prefix + "starttls.required", String.valueOf(startTls));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "auth", String.valueOf(settings.hasLogin()));
        for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty(prefix + limit, millis);
        }
        return properties;
    }
}
