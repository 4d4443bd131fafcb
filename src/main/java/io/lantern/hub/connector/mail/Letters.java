package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.TargetFault;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.regex.Pattern;

/** Writes letters. Nothing of a delivery can end a header and begin another. */
final class Letters {
    private static final int MOST_RECIPIENTS = 50;
    private static final int LONGEST_SUBJECT = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Letters() {}

    /**
     * Writes one.
     *
     * @param target in whose name, for faults and for the Message-ID
     * @param from of the settings
     * @param to who gets it where the delivery's option {@code to} does not say; may be empty
     * @param setting of {@code to}
     * @throws io.lantern.hub.kernel.ProblemException when nobody gets it, or an address is none
     */
    static MimeMessage write(String target, Delivery delivery, String from, String to, String setting, Instant now)
            throws MessagingException {
        MimeMessage letter = new MimeMessage(Session.getInstance(new Properties()));
        InternetAddress sender = new InternetAddress(from, true);
        letter.setFrom(sender);
        letter.setRecipients(
                RecipientType.TO,
                recipients(target, delivery.option("to").isEmpty() ? to : delivery.option("to"), setting));
        letter.setSubject(subject(delivery.subject()), "UTF-8");
        letter.setSentDate(Date.from(now));
        String html = delivery.options().getOrDefault("html", "");
        if (html.isBlank()) {
            letter.setText(delivery.text(), "UTF-8");
        } else {
            letter.setContent(alternatives(delivery.text(), html));
        }
        // Tells other machines not to answer (RFC 3834).
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.saveChanges();
        letter.setHeader("Message-ID", id(target, delivery, sender));
        return letter;
    }

    /** @throws AddressException when it is no single address */
    static void checkSender(String from) throws AddressException {
        if (CONTROL.matcher(from).find() || InternetAddress.parse(from, true).length != 1) {
            throw new AddressException("One address");
        }
        new InternetAddress(from, true).validate();
    }

    private static String id(String target, Delivery delivery, InternetAddress sender) {
        String address = sender.getAddress();
        return "<" + delivery.id(target) + address.substring(address.lastIndexOf('@')) + ">";
    }

    private static InternetAddress[] recipients(String target, String to, String setting) {
        if (to.isBlank()) {
            throw TargetFault.notConfigured(target, setting + ", or give the option `to`");
        }
        try {
            if (CONTROL.matcher(to).find()) {
                throw new AddressException("Control character");
            }
            InternetAddress[] all = InternetAddress.parse(to.contains("\"") ? to : to.replace(';', ','), true);
            for (InternetAddress one : all) {
                one.validate();
                if (one.isGroup() || one.getAddress().indexOf('@') < 1) {
                    throw new AddressException("No mailbox");
                }
            }
            if (all.length > 0 && all.length <= MOST_RECIPIENTS) {
                return all;
            }
        } catch (AddressException e) {
            throw TargetFault.unusable(target, "needs e-mail addresses, separated by commas, in the option `to`");
        }
        throw TargetFault.unusable(target, "takes 1 to " + MOST_RECIPIENTS + " addresses in the option `to`");
    }

    private static String subject(String text) {
        String line =
                CONTROL.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT);
    }

    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        // The last is the one that is shown where it can be.
        return new MimeMultipart("alternative", plain, rich);
    }
}
