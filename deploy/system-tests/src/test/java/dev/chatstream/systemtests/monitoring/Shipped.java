/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files under deploy/grafana. */
final class Shipped {
    private Shipped() {}

    static Path folder() {
        return TestRun.installation()
                .root()
                .resolve("deploy/grafana")
                .toAbsolutePath()
                .normalize();
    }

    static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(folder().resolve(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new AssertionError("no " + ending + " in " + folder);
            }
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
