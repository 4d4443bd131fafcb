package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence which setting is wrong, instead of Spring's page. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingAnalyzer implements FailureAnalyzer {
    private static final String ACTION = "Correct the setting and start the hub again.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        @Nullable String sentence = null;
        for (Throwable cause : StartFailures.chain(failure)) {
            if (cause instanceof BindValidationException invalid) {
                return new FailureAnalysis(sentence(invalid.getValidationErrors()), ACTION, failure);
            }
            if (cause instanceof BindException unbound) {
                sentence = sentence(unbound);
            }
            if (cause instanceof ProblemException problem && problem.problem().code() == ProblemCode.NOT_CONFIGURED) {
                return new FailureAnalysis(problem.problem().message(), ACTION, failure);
            }
        }
        return sentence == null ? null : new FailureAnalysis(sentence, ACTION, failure);
    }

    private static String sentence(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> sentence(errors, error))
                .collect(Collectors.joining(" "));
    }

    private static String sentence(ValidationErrors errors, ObjectError error) {
        if (error instanceof FieldError field) {
            return "Setting " + errors.getName() + "." + kebab(field.getField()) + " " + error.getDefaultMessage()
                    + "; it is " + field.getRejectedValue() + ".";
        }
        return "Settings " + errors.getName() + ": " + error.getDefaultMessage() + ".";
    }

    private static String sentence(BindException unbound) {
        Throwable root = StartFailures.root(unbound);
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        ConfigurationProperty property = unbound.getProperty();
        if (property == null) {
            return "Settings " + unbound.getName() + " cannot be used: " + why + ".";
        }
        return "Setting " + property.getName() + " cannot be used: " + why + ". " + origin(property.getOrigin());
    }

    private static String origin(@Nullable Origin origin) {
        return origin == null ? "" : "It comes from " + origin + ".";
    }

    private static String kebab(String field) {
        return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
