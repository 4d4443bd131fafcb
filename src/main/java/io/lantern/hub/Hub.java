package io.lantern.hub;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub as a Spring Boot application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Hub {}
