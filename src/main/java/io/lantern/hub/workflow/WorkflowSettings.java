package io.lantern.hub.workflow;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code lantern.workflow}.
 *
 * @param files folder that is watched for {@code workflow/<id>.camel.yaml} and {@code source/<id>.camel.yaml}; blank for
 *     none. What lies there takes the place of what ships
 */
@ConfigurationProperties("lantern.workflow")
record WorkflowSettings(@DefaultValue("") String files) {

    /** @return the folder; empty when none is watched */
    Optional<Path> watched() {
        String plain = files.strip().replaceFirst("^file:(//)?", "");
        return plain.isEmpty() || files.startsWith("classpath:") ? Optional.empty() : Optional.of(Path.of(plain));
    }
}
