/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SchemaTextTest {

    @ParameterizedTest
    @EnumSource(value = Topic.class, mode = Mode.EXCLUDE, names = "PROCESSOR_DLQ")
    void aClassAndItsFileAreOneSchema(Topic topic) throws IOException {
        Schema ofClass = topic.valueSchema().orElseThrow();
        Schema ofFile =
                new Schema.Parser().parse(Files.readString(Path.of("src/main/avro", ofClass.getName() + ".avsc")));

        assertThat(SchemaText.of(ofClass)).isEqualTo(ofFile.toString()).isEqualTo(SchemaText.of(ofFile));
    }
}
