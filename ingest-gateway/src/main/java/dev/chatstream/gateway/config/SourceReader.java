/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads who may send, now and again: from the settings, which stay as they were, with the files that they name for
 * secrets, and from the file of its own, both of which may have changed.
 *
 * @param settings of the program
 * @param file that holds nothing but sources, if there is one
 */
public record SourceReader(Settings settings, Optional<Path> file) {
    private static final String SECTION = "sources";
    private static final String FILE = "file";
    private static final String KEY = SECTION + "." + FILE;

    static SourceReader of(Settings settings) {
        Check.that(
                settings.children(KEY).isEmpty(), KEY, "a source of this name", "the name of a file, or another name");
        return new SourceReader(settings, settings.optionalString(KEY).map(Path::of));
    }

    /** What the file holds, one key a line; secrets are masked. */
    String printable() {
        return file.map(path -> settings.section(SECTION, path)
                        .printable(SECTION + ".")
                        .replaceAll("(?m)^" + KEY + " =.*\\R", ""))
                .orElse("");
    }

    /** Whether another reading can find anything else. */
    public boolean mayChange() {
        return file.isPresent() || !settings.namedFiles(SECTION).isEmpty();
    }

    /**
     * All sources.
     *
     * @throws SettingsException or
     * @throws IllegalArgumentException when something is wrong; the message says where and what is expected, without
     *     values from the file of sources
     */
    public List<SourceConfig> read() {
        List<SourceConfig> sources = new ArrayList<>(sourcesOf(settings));
        file.ifPresent(path -> sources.addAll(sourcesOf(path)));
        Check.that(
                !sources.isEmpty(),
                SECTION,
                "none",
                "at least one sources.<name>.token, or nobody could send a hook; for example the environment variable"
                        + " CHATSTREAM_SOURCES_SMARTSUPP_TOKEN");
        TreeSet<String> names = new TreeSet<>();
        sources.forEach(source -> Check.that(
                names.add(source.name()),
                "sources." + source.name(),
                "set in the file of sources (sources.file) and elsewhere",
                "one place for each source"));
        return List.copyOf(sources);
    }

    private List<SourceConfig> sourcesOf(Path path) {
        try {
            Settings section = settings.section(SECTION, path);
            Check.that(section.optionalString(KEY).isEmpty(), KEY, "****", "no other file named by this one");
            return sourcesOf(section);
        } catch (SettingsException e) {
            throw new SettingsException(KEY + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(KEY + ": " + e.getMessage() + ", set by file " + path);
        }
    }

    private static List<SourceConfig> sourcesOf(Settings settings) {
        return settings.children(SECTION).stream()
                .filter(name -> !name.equals(FILE))
                .map(name -> SourceConfig.from(settings, name))
                .toList();
    }

    /** Without the settings. */
    @Override
    public String toString() {
        return "SourceReader[file=" + file + "]";
    }
}
