/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What any released version wrote stays readable. For a release, after the last change of a schema:
 *
 * <pre>mvn -pl schemas test -Dtest=GoldenTest -Dgolden.release=0.1.0</pre>
 *
 * writes the sets of that version into src/test/resources/golden; they are committed with the release.
 */
class GoldenTest {
    private static final Path RELEASED = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyReleasedVersionIsReadable() throws IOException {
        // Given
        Optional<String> release = Optional.ofNullable(System.getProperty("golden.release"));
        if (release.isPresent()) {
            write(RELEASED, release.get());
        }

        // Then
        for (GoldenSet set : GoldenSet.in(RELEASED)) {
            assertReadable(set);
        }
    }

    @Test
    void theNextReleaseWillBeReadable(@TempDir Path folder) throws IOException {
        write(folder, "next");

        assertThat(GoldenSet.in(folder)).hasSize(6).allSatisfy(GoldenTest::assertReadable);
    }

    @Test
    void whatWasReleasedIsNeverOverwritten(@TempDir Path folder) throws IOException {
        write(folder, "1");

        assertThatThrownBy(() -> write(folder, "1")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aValueThatChangedIsNoticed(@TempDir Path folder) throws IOException {
        write(folder, "1");
        Path json = folder.resolve("MetricsPane/1.json");
        Files.writeString(json, Files.readString(json).replaceFirst("\"chats\": ", "\"chats\": 1"));

        assertThatThrownBy(() -> assertReadable(new GoldenSet(folder, "MetricsPane", "1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("chats");
    }

    private static void write(Path folder, String version) throws IOException {
        for (Schema schema : GoldenSet.currentSchemas()) {
            new GoldenSet(folder, schema.getName(), version).write();
        }
    }

    private static void assertReadable(GoldenSet set) throws IOException {
        Schema current = GoldenSet.currentSchemas().stream()
                .filter(schema -> schema.getName().equals(set.schemaName()))
                .findFirst()
                .orElseThrow();
        List<JsonNode> expected = set.json();
        List<GenericRecord> asWritten = set.readAs(set.schema());
        List<GenericRecord> asToday = set.readAs(current);
        assertThat(asWritten).hasSameSizeAs(expected);
        assertThat(set.readWith(new SpecificDatumReader<>(set.schema(), current)))
                .hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(JSON.readTree(asWritten.get(i).toString())).isEqualTo(expected.get(i));
            assertThat(differences(
                            "", expected.get(i), JSON.readTree(asToday.get(i).toString())))
                    .as(set + ", record " + i)
                    .isEmpty();
        }
    }

    /** Paths at which a value of then is another today. A field that no longer exists is not one of them. */
    private static List<String> differences(String path, JsonNode then, JsonNode today) {
        List<String> paths = new ArrayList<>();
        if (then.isObject() && today.isObject()) {
            then.fieldNames().forEachRemaining(name -> {
                if (today.has(name)) {
                    paths.addAll(differences(path + "/" + name, then.get(name), today.get(name)));
                }
            });
        } else if (then.isArray() && today.isArray() && then.size() == today.size()) {
            for (int i = 0; i < then.size(); i++) {
                paths.addAll(differences(path + "/" + i, then.get(i), today.get(i)));
            }
        } else if (!then.equals(today)) {
            paths.add(path);
        }
        return paths;
    }
}
