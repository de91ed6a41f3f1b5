/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one program. Each is looked for in this order: system property {@code chatstream.<key>}, environment
 * variable {@code CHATSTREAM_<KEY>}, the file given at start, the program's reference file. Immutable.
 *
 * <p>The reference file lists the keys that exist. In it {@code "*"} stands for any name: {@code sources { "*" { token
 * = "" } }} gives every source its keys and defaults; {@code kafka { "*" = "…" }} and an empty object are open to any
 * key.
 *
 * <p>A secret may stand in a file of its own: {@code <key>-file} (variable {@code …_FILE}) names that file. This works
 * for every key that {@link #secret} reads and for every key of a map.
 */
public final class Settings {
    /** Suffix of a key whose value is the name of a file that holds the value. */
    static final String FILE_SUFFIX = "-file";

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.,]{1,12} ?[A-Za-z/]{0,4}");

    private final Reference reference;
    private final TreeMap<String, Setting> settings;
    private final Map<String, String> environment;
    private final boolean showsValues;

    private Settings(
            Reference reference,
            TreeMap<String, Setting> settings,
            Map<String, String> environment,
            boolean showsValues) {
        this.reference = reference;
        this.settings = settings;
        this.environment = environment;
        this.showsValues = showsValues;
    }

    /**
     * Reads and checks all places.
     *
     * @param referenceResource class path resource that lists every key with its default
     * @throws SettingsException when a key is unknown or the file cannot be read
     */
    public static Settings load(
            String referenceResource, Optional<Path> file, Map<String, String> environment, Properties properties) {
        Reference reference = Reference.ofResource(referenceResource);
        TreeMap<String, Setting> set = new TreeMap<>();
        file.ifPresent(path -> set.putAll(Layers.ofFile(path, environment)));
        Map<String, Setting> fromProperties = Layers.ofProperties(properties);
        TreeSet<String> spelled = new TreeSet<>(set.keySet());
        spelled.addAll(fromProperties.keySet());
        set.putAll(Variables.read(environment, reference, spelled));
        set.putAll(fromProperties);
        UnknownKeys.reject(set, reference);
        TreeMap<String, Setting> settings = new TreeMap<>(reference.defaults());
        settings.putAll(set);
        return new Settings(reference, settings, Map.copyOf(environment), true);
    }

    /**
     * One section as a file of its own gives it, apart from all other places; every key of the file must lie in the
     * section. For files that are read while the program runs, so no value stands in a complaint but numbers where one
     * belongs, and paths of files.
     *
     * @throws SettingsException when a key is unknown or outside the section, or the file cannot be read
     */
    public Settings section(String section, Path file) {
        Map<String, Setting> set = Layers.ofFile(file, environment);
        set.forEach((key, setting) -> {
            if (!key.startsWith(section + ".")) {
                throw new SettingsException(key + ": does not belong here, set by " + setting.origin()
                        + " (expected: keys that start with " + section + ".)");
            }
        });
        UnknownKeys.reject(set, reference);
        TreeMap<String, Setting> settings = new TreeMap<>(reference.defaults());
        settings.putAll(set);
        return new Settings(reference, settings, environment, false);
    }

    /** Text that must not be empty. */
    public String string(String key) {
        return optionalString(key).orElseThrow(() -> wrong(key, "a value"));
    }

    /** Text; empty text counts as absent. */
    public Optional<String> optionalString(String key) {
        return Optional.of(setting(key).value()).filter(text -> !text.isEmpty());
    }

    /** Comma-separated text or a list of the file, without empty items. */
    public List<String> strings(String key) {
        return Arrays.stream(setting(key).value().split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Whole number from {@code min} to {@code max}, both inclusive. */
    public int integer(String key, int min, int max) {
        try {
            int value = Integer.parseInt(setting(key).value());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw wrongNumber(key, "a whole number from " + min + " to " + max);
    }

    public boolean bool(String key) {
        return switch (setting(key).value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /** Length of time, zero or more. */
    public Duration duration(String key) {
        try {
            Duration value =
                    ConfigFactory.parseMap(Map.of("v", setting(key).value())).getDuration("v");
            if (!value.isNegative()) {
                return value;
            }
        } catch (ConfigException | ArithmeticException e) {
            // falls through to the same message
        }
        throw wrongNumber(key, "a length of time such as 500ms, 2s, 15m, 24h or 35d");
    }

    /** Number of bytes, zero or more. */
    public long bytes(String key) {
        try {
            long value =
                    ConfigFactory.parseMap(Map.of("v", setting(key).value())).getBytes("v");
            if (value >= 0) {
                return value;
            }
        } catch (ConfigException e) {
            // falls through to the same message
        }
        throw wrongNumber(key, "a number of bytes such as 65536, 512KiB or 4MiB");
    }

    /**
     * A secret, from the key itself or from the file that {@code <key>-file} names (white space around it is dropped).
     * The file is read at each call, so that a rotated secret is seen.
     */
    public Optional<String> secret(String key) {
        Optional<String> inPlace = optionalString(key);
        Optional<String> file = Optional.ofNullable(settings.get(key + FILE_SUFFIX))
                .map(Setting::value)
                .filter(name -> !name.isEmpty());
        if (inPlace.isPresent() && file.isPresent()) {
            throw wrong(key + FILE_SUFFIX, "either " + key + " or " + key + FILE_SUFFIX + ", not both");
        }
        return inPlace.or(() -> file.map(name -> contentOf(key + FILE_SUFFIX, name)));
    }

    /**
     * Everything below the key by its dotted name, for clients that have their own many keys. Empty values are left
     * out, values in files are read. May hold secrets: not for logs.
     */
    public Map<String, String> map(String key) {
        String prefix = key + ".";
        Map<String, String> values = new TreeMap<>();
        settings.subMap(prefix, key + "/").keySet().forEach(full -> {
            String own = full.endsWith(FILE_SUFFIX) ? full.substring(0, full.length() - FILE_SUFFIX.length()) : full;
            secret(own).ifPresent(value -> values.put(own.substring(prefix.length()), value));
        });
        return values;
    }

    /** The files that are named for secrets below the key. */
    public List<String> namedFiles(String key) {
        return settings.subMap(key + ".", key + "/").entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(FILE_SUFFIX))
                .map(entry -> entry.getValue().value())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Names of the entries below the key, in order. */
    public SortedSet<String> children(String key) {
        SortedSet<String> names = new TreeSet<>();
        settings.subMap(key + ".", key + "/")
                .keySet()
                .forEach(full -> names.add(full.substring(key.length() + 1).split("\\.", 2)[0]));
        return names;
    }

    /** For checks of the caller's own: the setting's key, value and origin, and what was expected. */
    public SettingsException wrong(String key, String expectation) {
        return wrong(key, expectation, showsValues || key.endsWith(FILE_SUFFIX));
    }

    /** Of a key for a number: one out of bounds may be shown, what is none may be a secret in the wrong place. */
    private SettingsException wrongNumber(String key, String expectation) {
        return wrong(
                key,
                expectation,
                showsValues || NUMBER.matcher(setting(key).value()).matches());
    }

    private SettingsException wrong(String key, String expectation, boolean showsValue) {
        Setting setting = setting(key);
        String shown = showsValue ? quoted(Masking.shown(key, setting.value())) : Masking.MASK;
        return new SettingsException(
                key + ": " + shown + ", set by " + setting.origin() + " (expected: " + expectation + ")");
    }

    /** Effective value of every key and where it was set; secrets are masked. */
    public String printable() {
        return printable("");
    }

    /** The same for the keys that start so. */
    public String printable(String start) {
        StringBuilder text = new StringBuilder();
        settings.subMap(start, start + Character.MAX_VALUE)
                .forEach((key, setting) -> text.append(key)
                        .append(" = ")
                        .append(Masking.shown(key, setting.value()))
                        .append("  # ")
                        .append(setting.origin())
                        .append('\n'));
        return text.toString();
    }

    /** The reference file: every key, its default and what it means. */
    public String reference() {
        return reference.text();
    }

    @Override
    public String toString() {
        return "Settings[" + settings.size() + " keys]";
    }

    private Setting setting(String key) {
        @Nullable Setting setting = settings.get(key);
        if (setting != null) {
            return setting;
        }
        if (!reference.knows(key)) {
            throw new IllegalArgumentException("the reference file does not list the key " + key);
        }
        return reference.entryDefault(key).orElse(new Setting("", "default"));
    }

    private String contentOf(String key, String name) {
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(key, "a readable text file");
        }
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }
}
