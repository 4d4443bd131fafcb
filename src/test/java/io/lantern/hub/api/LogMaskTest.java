package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.logback.WhitespaceThrowableProxyConverter;
import org.springframework.core.io.ClassPathResource;

class LogMaskTest {
    private static final Exception QUOTING = new IllegalStateException(
            "Value too long", new IllegalArgumentException("'Ada.Byron+x@acme.co.uk' is bad"));

    @Test
    void addressesDoNotReachTheJsonLog() {
        JsonWriter<Object> writer = JsonWriter.of(members -> {
            members.add("message", "Sent to ada@acme.example, twice");
            members.add("error", Map.of("message", "'b.c@d.example'"));
            members.add("status", 200);
            new LogMask().customize(members);
        });

        assertThat(writer.writeToString(new Object()))
                .isEqualTo(
                        "{\"message\":\"Sent to <e-mail>, twice\",\"error\":{\"message\":\"'<e-mail>'\"},\"status\":200}");
    }

    @Test
    void addressesInExceptionsDoNotReachTheLogThatPeopleRead() throws IOException {
        Object word = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty("logging.exception-conversion-word");
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.getInstanceConverterMap().put("wEx", WhitespaceThrowableProxyConverter::new);
        layout.setContext(context);
        layout.setPattern("%m%n" + word);
        layout.start();

        String text = layout.doLayout(new LoggingEvent(
                "", context.getLogger("x"), ch.qos.logback.classic.Level.WARN, "It failed", QUOTING, new Object[0]));

        assertThat(text).contains("It failed", "Value too long", "'<e-mail>' is bad", "LogMaskTest.java");
        assertThat(text).doesNotContain("acme.co.uk");
    }
}
