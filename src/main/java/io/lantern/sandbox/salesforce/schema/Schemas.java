package io.lantern.sandbox.salesforce.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definitions: the org's own objects, which come with the program, then those of the user's folder. A file
 * of the folder that names an object of the org replaces it.
 */
public final class Schemas {
    private static final String ROOT = "/sandbox/objects/";
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Schemas() {}

    /**
     * @param folder the user's definitions ({@code *.yaml}); may be null or not exist
     * @return all objects, sorted by name
     * @throws IllegalArgumentException when a definition is wrong; the message names the file and the fault
     */
    public static Schema load(@Nullable Path folder) {
        Map<String, SObjectType> types = new LinkedHashMap<>();
        for (String name : text("index.txt").lines().filter(l -> !l.isBlank()).toList()) {
            add(types, name + ".yaml", text(name + ".yaml"));
        }
        for (Path file : files(folder)) {
            try {
                add(types, file.toString(), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the object definition " + file, e);
            }
        }
        checkReferences(types);
        return new Catalogue(types);
    }

    private static void add(Map<String, SObjectType> types, String file, String yaml) {
        SObjectType type;
        try {
            type = YAML.readValue(yaml, ObjectFile.class).toType();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The object definition " + file + " is wrong: " + e.getOriginalMessage(), e);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("The object definition " + file + " names a field twice", e);
        }
        if (type.keyPrefix().length() != 3) {
            throw new IllegalArgumentException(
                    "The object definition " + file + " needs a keyPrefix of three characters");
        }
        types.put(type.name().toLowerCase(Locale.ROOT), type);
    }

    private static void checkReferences(Map<String, SObjectType> types) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (SObjectType type : types.values()) {
            String other = prefixes.put(type.keyPrefix(), type.name());
            if (other != null) {
                throw new IllegalArgumentException(
                        type.name() + " and " + other + " have the same keyPrefix " + type.keyPrefix());
            }
            for (SObjectField field : type.fields()) {
                for (String target : field.referenceTo()) {
                    if (!types.containsKey(target.toLowerCase(Locale.ROOT))) {
                        throw new IllegalArgumentException(
                                type.name() + "." + field.name() + " refers to " + target + ", which is not defined");
                    }
                }
            }
        }
    }

    private static List<Path> files(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the object definitions in " + folder, e);
        }
    }

    private static String text(String file) {
        try (InputStream in = Schemas.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException("Missing from the program: " + ROOT + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Catalogue implements Schema {
        private final Map<String, SObjectType> byName;
        private final Map<String, SObjectType> byPrefix = new LinkedHashMap<>();
        private final Collection<SObjectType> sorted;

        Catalogue(Map<String, SObjectType> byName) {
            this.byName = byName;
            byName.values().forEach(t -> byPrefix.put(t.keyPrefix(), t));
            this.sorted = Collections.unmodifiableList(byName.values().stream()
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList());
        }

        @Override
        public Collection<SObjectType> types() {
            return sorted;
        }

        @Override
        public @Nullable SObjectType type(String name) {
            return byName.get(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public @Nullable SObjectType typeOfId(String id) {
            return id.length() < 3 ? null : byPrefix.get(id.substring(0, 3));
        }
    }
}
