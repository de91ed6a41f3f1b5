/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys that exist, read from a program's reference file, which is also its documentation. In an object of that file
 * the key {@code "*"} stands for any name: with an object as its value it gives the keys (and defaults) of every entry,
 * with anything else it opens the map for any keys below. An empty object is open as well.
 */
final class Reference {
    private static final String ANY = "*";

    private final String text;
    private final Map<String, Setting> defaults = new TreeMap<>();
    private final List<KeyPattern> entryKeys = new ArrayList<>();
    private final TreeSet<String> openMaps = new TreeSet<>(Collections.reverseOrder());

    private Reference(String text) {
        this.text = text;
        read(
                "",
                ConfigFactory.parseString(text)
                        .resolve(ConfigResolveOptions.noSystem())
                        .root());
        entryKeys.sort(Comparator.comparing(KeyPattern::pattern));
    }

    static Reference ofResource(String resource) {
        try (InputStream in = Reference.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource + " on the class path");
            }
            return new Reference(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource, e);
        }
    }

    private void read(String prefix, ConfigObject object) {
        if (object.isEmpty() && !prefix.isEmpty()) {
            openMaps.add(prefix);
        }
        object.forEach((name, value) -> {
            if (value instanceof ConfigObject nested) {
                read(prefix + name + ".", nested);
            } else if (name.equals(ANY)) {
                openMaps.add(prefix);
            } else if (prefix.contains(ANY)) {
                entryKeys.add(new KeyPattern(prefix + name, new Setting(Layers.textOf(value), "default")));
            } else {
                defaults.put(prefix + name, new Setting(Layers.textOf(value), "default"));
            }
        });
    }

    /** The reference file itself. */
    String text() {
        return text;
    }

    /** Defaults of all keys outside maps. */
    Map<String, Setting> defaults() {
        return Collections.unmodifiableMap(defaults);
    }

    /** Default of a key inside an entry of a map; empty when the reference has none. */
    Optional<Setting> entryDefault(String key) {
        return entryKeys.stream()
                .filter(pattern -> pattern.matches(key))
                .map(KeyPattern::value)
                .findFirst();
    }

    /** Whether the key may be set: it is listed, lies in an open map, or names the file of a listed secret. */
    boolean knows(String key) {
        return lists(key) || secretOfFile(key).filter(this::lists).isPresent();
    }

    private boolean lists(String key) {
        return defaults.containsKey(key)
                || entryDefault(key).isPresent()
                || openMaps.stream().anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
    }

    private static Optional<String> secretOfFile(String key) {
        return key.endsWith(Settings.FILE_SUFFIX)
                ? Optional.of(key.substring(0, key.length() - Settings.FILE_SUFFIX.length()))
                        .filter(Masking::isSecret)
                : Optional.empty();
    }

    /** Every key that can be suggested in the place of {@code key}, with its names in the place of {@code "*"}. */
    List<String> candidatesFor(String key) {
        List<String> candidates = new ArrayList<>(defaults.keySet());
        entryKeys.forEach(pattern -> candidates.add(pattern.withNamesOf(key)));
        return candidates;
    }

    /** Key of an environment variable's name without its prefix; empty when no key has that name. */
    Optional<String> keyOfVariable(String variable) {
        return listedKeyOf(variable).or(() -> entryKeyOf(variable)).or(() -> openKeyOf(variable));
    }

    private Optional<String> listedKeyOf(String variable) {
        for (String key : defaults.keySet()) {
            String name = Variables.nameOf(key);
            if (name.equals(variable)) {
                return Optional.of(key);
            }
            if (Masking.isSecret(key) && variable.equals(name + Variables.FILE_SUFFIX)) {
                return Optional.of(key + Settings.FILE_SUFFIX);
            }
        }
        return Optional.empty();
    }

    private Optional<String> entryKeyOf(String variable) {
        return entryKeys.stream()
                .flatMap(pattern -> pattern.keyOfVariable(variable).stream())
                .min(Comparator.comparingInt(KeyPattern.Match::nameLength))
                .map(KeyPattern.Match::key);
    }

    private Optional<String> openKeyOf(String variable) {
        return openMaps.stream()
                .filter(prefix -> variable.length() > prefix.length())
                .filter(prefix -> variable.startsWith(Variables.nameOf(prefix)))
                .map(prefix -> prefix + Variables.dotted(variable.substring(prefix.length())))
                .findFirst();
    }
}
