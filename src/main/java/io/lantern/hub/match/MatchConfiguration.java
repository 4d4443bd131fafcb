package io.lantern.hub.match;

import io.lantern.hub.match.mirror.ProfileReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what the mirror and the service share. */
@Configuration(proxyBeanMethods = false)
class MatchConfiguration {
    @Bean
    ProfileReader profileReader(MatchSettings settings) {
        return new ProfileReader(settings.region());
    }
}
