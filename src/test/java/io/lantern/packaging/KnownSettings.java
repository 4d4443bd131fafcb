package io.lantern.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Every setting there is: the hub's typed ones, those that routes read and that
 * {@code docs/reference/settings.md} names whole, and Spring Boot's. Elements of lists stand at index 0.
 */
final class KnownSettings {
    private static final Pattern IN_DOCS = Pattern.compile("`(lantern(?:\\.[a-z0-9-]+)+)`");
    private static final Pattern IN_ROUTES = Pattern.compile("\\{\\{(lantern(?:\\.[a-z0-9-]+)+)[:}]");

    private final Set<String> names = new TreeSet<>();
    private final Set<String> maps = new HashSet<>();

    KnownSettings() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scanner.findCandidateComponents("io.lantern.hub").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            add(prefix, type);
        });
        IN_DOCS.matcher(ProjectFiles.text(Path.of("docs/reference/settings.md")))
                .results()
                .forEach(name -> names.add(name.group(1)));
        ProjectFiles.in(Path.of("routes"), ".yaml")
                .forEach(route -> IN_ROUTES
                        .matcher(ProjectFiles.text(route))
                        .results()
                        .forEach(name -> names.add(name.group(1))));
        springs();
    }

    /** @param variable of the environment, read as Spring Boot reads it */
    boolean hasVariable(String variable) {
        ConfigurationPropertySource environment = ConfigurationPropertySource.from(new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of(variable.replaceAll("_\\d+(?=_|$)", "_0"), "")));
        return environment != null
                && (names.stream()
                                .map(ConfigurationPropertyName::of)
                                .anyMatch(name -> environment.getConfigurationProperty(name) != null)
                        || maps.stream().anyMatch(map -> variable.startsWith(variable(map) + "_")));
    }

    /** @param name as in a file, such as {@code lantern.orgs[1].name} */
    boolean hasName(String name) {
        return names.contains(name.replaceAll("\\[\\d+]", "[0]"))
                || maps.stream().anyMatch(map -> name.startsWith(map + "."));
    }

    private static String variable(String name) {
        return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    }

    private void add(String name, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            names.add(name);
            add(name + "[0]", generic.getActualTypeArguments()[0]);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            maps.add(name);
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && record.getName().startsWith("io.lantern")) {
            for (RecordComponent component : record.getRecordComponents()) {
                add(name + "." + DataObjectPropertyName.toDashedForm(component.getName()), component.getGenericType());
            }
        } else {
            names.add(name);
        }
    }

    private void springs() {
        try {
            List<URL> files = new ArrayList<>();
            getClass()
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json")
                    .asIterator()
                    .forEachRemaining(files::add);
            for (URL file : files) {
                try (InputStream in = file.openStream()) {
                    for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
                        String name = property.path("name").asText();
                        if (name.matches("(spring|server|management|logging)\\..*")) {
                            names.add(name);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
