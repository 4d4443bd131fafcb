package io.lantern.hub;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The hub as a Spring Boot application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Hub {
    /** Time for every room, so that tests can turn it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
