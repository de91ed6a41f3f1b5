/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.schemas.topic.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * House rules of the schemas. They keep every later version readable by every earlier reader and the other way round.
 */
class SchemaRulesTest {
    private static final Set<String> PII = Set.of("none", "direct", "indirect", "free-text");

    static Stream<Schema> schemas() {
        return Stream.of(Topic.values())
                .flatMap(topic -> topic.valueSchema().stream())
                .distinct();
    }

    @Test
    void thereAreSixSchemas() {
        assertThat(schemas().map(Schema::getName))
                .containsExactlyInAnyOrder(
                        "Conversation",
                        "ConversationFacts",
                        "MetricsPane",
                        "RejectedHook",
                        "RollingMetrics",
                        "WebhookEvent");
    }

    @Test
    void aConversationStartsWithWhoWhenAndWhat() {
        assertThat(Conversation.getClassSchema().getFields())
                .extracting(Field::name)
                .startsWith("accountId", "beginAt", "endAt", "channel");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFieldSaysWhatItIsAndHowPersonal(Schema schema) {
        assertThat(fieldsOf(schema)).allSatisfy(field -> {
            assertThat(field.doc()).as(field.name()).isNotBlank().endsWith(".");
            assertThat(field.getProp("pii")).as(field.name()).isIn(PII);
        });
        assertThat(typesOf(schema))
                .filteredOn(type -> type.getType() == Schema.Type.RECORD || type.getType() == Schema.Type.ENUM)
                .allSatisfy(type -> assertThat(type.getDoc()).as(type.getName()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void unionsAreNullableTypesThatDefaultToNull(Schema schema) {
        assertThat(typesOf(schema)).filteredOn(Schema::isUnion).allSatisfy(union -> {
            assertThat(union.getTypes()).hasSize(2);
            assertThat(union.getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
        });
        assertThat(fieldsOf(schema))
                .filteredOn(field -> field.schema().isUnion())
                .allSatisfy(field -> assertThat(field.defaultVal()).isSameAs(JsonProperties.NULL_VALUE));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void instantsAreMilliseconds(Schema schema) {
        assertThat(typesOf(schema).map(type -> type.getProp("logicalType")).filter(Objects::nonNull))
                .containsOnly("timestamp-millis");
        assertThat(fieldsOf(schema))
                .filteredOn(field -> field.name().endsWith("At"))
                .allSatisfy(field -> assertThat(typesOf(field.schema()))
                        .as(field.name())
                        .anyMatch(type -> "timestamp-millis".equals(type.getProp("logicalType"))));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void enumsHaveASymbolForWhatALaterVersionAdds(Schema schema) {
        assertThat(typesOf(schema))
                .filteredOn(type -> type.getType() == Schema.Type.ENUM)
                .allSatisfy(type -> {
                    assertThat(type.getEnumDefault())
                            .as(type.getName())
                            .isEqualTo(type.getEnumSymbols().get(0));
                });
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theKindOfARecordIsNoLessPersonalThanItsFields(Schema schema) {
        List<String> order = List.of("none", "indirect", "direct", "free-text");
        assertThat(fieldsOf(schema)).allSatisfy(field -> {
            int own = order.indexOf(field.getProp("pii"));
            int inside = typesOf(field.schema())
                    .filter(type -> type.getType() == Schema.Type.RECORD)
                    .flatMap(type -> type.getFields().stream())
                    .mapToInt(nested -> order.indexOf(nested.getProp("pii")))
                    .max()
                    .orElse(0);
            assertThat(own).as(field.name()).isGreaterThanOrEqualTo(Math.min(inside, order.indexOf("direct")));
        });
    }

    private static List<Field> fieldsOf(Schema schema) {
        return typesOf(schema)
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .flatMap(type -> type.getFields().stream())
                .toList();
    }

    /** The schema and all schemas in it, each named one once. */
    private static Stream<Schema> typesOf(Schema schema) {
        Set<Schema> found = new HashSet<>();
        collect(schema, found);
        return found.stream();
    }

    private static void collect(Schema schema, Set<Schema> into) {
        if (!into.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> collect(field.schema(), into));
            case UNION -> schema.getTypes().forEach(type -> collect(type, into));
            case ARRAY -> collect(schema.getElementType(), into);
            case MAP -> collect(schema.getValueType(), into);
            default -> {}
        }
    }
}
