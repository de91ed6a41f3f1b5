/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads each place where settings can be set into one flat map of key and {@link Setting}. */
final class Layers {
    static final String PROPERTY_PREFIX = "chatstream.";

    private Layers() {}

    /** Settings of a HOCON, JSON or .properties file; {@code ${?NAME}} in HOCON may name environment variables. */
    static Map<String, Setting> ofFile(Path file, Map<String, String> environment) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new SettingsException(
                    "file " + file + ": not there or not readable (expected: a HOCON, JSON or .properties"
                            + " file; working directory: " + Path.of("").toAbsolutePath() + ")");
        }
        try {
            Config parsed = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            Config variables = ConfigFactory.parseMap(environment.entrySet().stream()
                    .collect(Collectors.toMap(e -> ConfigUtil.quoteString(e.getKey()), Map.Entry::getValue)));
            Config resolved = parsed.resolveWith(parsed.withFallback(variables));
            return flatten(resolved.root(), (key, origin) -> "file " + file + lineOf(origin));
        } catch (ConfigException.UnresolvedSubstitution e) {
            throw new SettingsException("file " + file + ": " + e.getMessage());
        } catch (ConfigException e) {
            // The parser's own message may quote what stands there, which may be a secret.
            ConfigOrigin origin = e.origin();
            throw new SettingsException("file " + file + (origin == null ? "" : lineOf(origin))
                    + ": cannot be parsed (expected: HOCON, JSON or .properties, by the file's extension)");
        }
    }

    /** System properties that start with {@code chatstream.}. */
    static Map<String, Setting> ofProperties(Properties properties) {
        Map<String, Setting> settings = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX)) {
                String value = properties.getProperty(name).strip();
                settings.put(name.substring(PROPERTY_PREFIX.length()), new Setting(value, "system property " + name));
            }
        }
        return settings;
    }

    /** Every scalar of the object by its dotted key; lists become comma-separated text, null becomes empty. */
    static Map<String, Setting> flatten(ConfigObject object, BiFunction<String, ConfigOrigin, String> origins) {
        Map<String, Setting> settings = new TreeMap<>();
        flatten("", object, origins, settings);
        return settings;
    }

    private static void flatten(
            String prefix,
            ConfigObject object,
            BiFunction<String, ConfigOrigin, String> origins,
            Map<String, Setting> into) {
        object.forEach((name, value) -> {
            String key = prefix + name;
            if (value instanceof ConfigObject nested) {
                flatten(key + ".", nested, origins, into);
            } else {
                into.put(key, new Setting(textOf(value), origins.apply(key, value.origin())));
            }
        });
    }

    static String textOf(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return list.stream().map(Layers::textOf).collect(Collectors.joining(","));
        }
        Object plain = value.unwrapped();
        return plain == null ? "" : plain.toString().strip();
    }

    private static String lineOf(ConfigOrigin origin) {
        return origin.lineNumber() > 0 ? ", line " + origin.lineNumber() : "";
    }
}
