/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.jspecify.annotations.Nullable;

class RoundTripTest {
    private final ObjectMapper json = new ObjectMapper();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Provide
    Arbitrary<Schema> schemas() {
        return Arbitraries.of(Stream.of(Topic.values())
                .flatMap(topic -> topic.valueSchema().stream())
                .distinct()
                .toList());
    }

    /** Any text that can be written as UTF-8: what a hook's JSON may hold except halves of surrogate pairs. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(50)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    private static GenericRecord random(Schema schema, long seed) {
        return (GenericRecord) new RandomData(schema, 1, seed).iterator().next();
    }

    @Property(tries = 300)
    void everyRecordOfEverySchemaIsReadAsItWasWritten(@ForAll("schemas") Schema schema, @ForAll long seed)
            throws JsonProcessingException {
        // Given
        GenericRecord record = random(schema, seed);
        int id = registry.register(schema.getName(), schema);

        // When
        byte[] value = RecordEncoder.generic(schema).encode(record, id);

        // Then
        GenericRecord read = RecordDecoder.generic(registry).decode(value);
        assertThat(json.readTree(read.toString())).isEqualTo(json.readTree(record.toString()));
        Object generated = RecordDecoder.specific(registry).decode(value);
        assertThat(generated.getClass().getName()).isEqualTo(schema.getFullName());
    }

    @Property(tries = 300)
    void everyConversationIsReadAsItWasWritten(
            @ForAll long number,
            @ForAll("texts") String text,
            @ForAll @IntRange(max = 3) int messages,
            @ForAll boolean flag,
            @ForAll MessageType type) {
        // Given
        int id = registry.register("hook", Conversation.getClassSchema());
        Conversation conversation = Conversation.newBuilder(Conversations.full())
                .setAccountId(number)
                .setBeginAt(Instant.ofEpochMilli(number))
                .setMessages(
                        Stream.generate(() -> new Message(type, text, null, text, orNull(number, flag), null, text))
                                .limit(messages)
                                .toList())
                .setUnknown(Map.of(text, text))
                .build();

        // When
        byte[] value = RecordEncoder.of(Conversation.class).encode(conversation, id);

        // Then
        Conversations.assertSame(RecordDecoder.of(Conversation.class, registry).decode(value), conversation);
    }

    private static @Nullable Instant orNull(long number, boolean present) {
        return present ? Instant.ofEpochMilli(number) : null;
    }

    @Property(tries = 500)
    void aDamagedValueIsReadOrRefusedAndNeverDoesHarm(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int damages) {
        // Given
        int id = registry.register("hook", Conversation.getClassSchema());
        byte[] value = RecordEncoder.of(Conversation.class).encode(Conversations.full(), id);
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
        }

        // When
        List<Class<?>> outcome;
        try {
            outcome = List.of(
                    RecordDecoder.of(Conversation.class, registry).decode(value).getClass());
        } catch (UnreadableValueException e) {
            outcome = List.of(e.getClass());
        } catch (RuntimeException e) {
            outcome = fail("neither read nor refused", e);
        }

        // Then
        assertThat(outcome).isSubsetOf(Conversation.class, UnreadableValueException.class);
    }
}
