package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.ProblemException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What an SMTP server's reply means: 4xx asks for another try, 5xx refuses for good (RFC 5321, section 4.2.1). */
final class SmtpFault {
    private static final Pattern REPLY = Pattern.compile("(?:^|response: )([45]\\d\\d)\\b");

    private SmtpFault() {}

    private record Said(int code, String words) {}

    static ProblemException of(String target, MessagingException failure) {
        if (String.valueOf(failure.getMessage()).startsWith("STARTTLS is required")) {
            return TargetFault.refused(
                    target,
                    "offers no STARTTLS, and nothing is sent in clear; see " + EmailSettings.PLACE + ".security",
                    "");
        }
        Said said = worst(failure);
        if (said == null) {
            return TargetFault.broken(target, failure);
        }
        if (said.code() < 500) {
            return TargetFault.later(target, "asks to try again (SMTP " + said.code() + ")", null);
        }
        return TargetFault.refused(
                target,
                failure instanceof AuthenticationFailedException
                        ? "refused the hub's login (SMTP " + said.code() + ")"
                        : "refused the letter (SMTP " + said.code() + ")",
                said.words());
    }

    /** Nothing was sent when one address was refused, so that the refusal that lasts counts. */
    private static @Nullable Said worst(MessagingException failure) {
        Said worst = null;
        for (Exception one = failure; one != null; one = next(one)) {
            Said said = said(one);
            if (said != null && (worst == null || said.code() / 100 > worst.code() / 100)) {
                worst = said;
            }
        }
        return worst;
    }

    private static @Nullable Exception next(Exception one) {
        return one instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static @Nullable Said said(Exception one) {
        String words = String.valueOf(one.getMessage());
        int code = one instanceof SMTPSendFailedException sending
                ? sending.getReturnCode()
                : one instanceof SMTPAddressFailedException address
                        ? address.getReturnCode()
                        : one instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : inText(words);
        return code >= 400 && code < 600 ? new Said(code, words) : null;
    }

    private static int inText(String words) {
        Matcher reply = REPLY.matcher(words);
        return reply.find() ? Integer.parseInt(reply.group(1)) : -1;
    }
}
