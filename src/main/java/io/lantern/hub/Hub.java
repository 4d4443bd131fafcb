package io.lantern.hub;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The hub as a Spring Boot application. */
// The hub has its own gate; of Spring Security it uses only how tokens are checked.
@SpringBootApplication(exclude = {SecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@ConfigurationPropertiesScan
public class Hub {
    /** Time for every room, so that tests can turn it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
