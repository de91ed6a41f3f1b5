/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.MessageType;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation's schema as it may have been and may become, read by the class of today and the other way round. */
class EvolutionTest {
    private static final String TOPIC = "smartsupp.hook.v1";
    private static final Schema TODAY = Conversation.getClassSchema();

    private final ObjectMapper json = new ObjectMapper();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroValueSerde<Conversation> today = AvroValueSerde.of(Conversation.class, registry);
    private Schema older = TODAY;
    private Schema newer = TODAY;

    @BeforeEach
    void release() throws JsonProcessingException {
        older = withoutRatingDescriptionAndSystemMessages();
        newer = withMoodAndBotMessages();
        registry.setCompatibility(TOPIC + "-value", "FULL_TRANSITIVE");
        for (Schema version : List.of(older, TODAY, newer)) {
            registry.register(TOPIC + "-value", version);
        }
    }

    private Schema withoutRatingDescriptionAndSystemMessages() throws JsonProcessingException {
        ObjectNode root = (ObjectNode) json.readTree(TODAY.toString());
        ArrayNode channel = (ArrayNode) fieldOf(root, "channel").at("/type/fields");
        channel.remove(indexOf(channel, "ratingDesc"));
        ArrayNode symbols = symbolsOf(root);
        symbols.remove(symbols.size() - 1);
        return new Schema.Parser().parse(root.toString());
    }

    private Schema withMoodAndBotMessages() throws JsonProcessingException {
        ObjectNode root = (ObjectNode) json.readTree(TODAY.toString());
        ((ArrayNode) fieldOf(root, "channel").at("/type/fields"))
                .insert(0, json.readTree("{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}"));
        symbolsOf(root).add("BOT");
        return new Schema.Parser().parse(root.toString());
    }

    private static ArrayNode symbolsOf(ObjectNode root) {
        return (ArrayNode) fieldOf(root, "messages").at("/type/items/fields/0/type/symbols");
    }

    private static ObjectNode fieldOf(ObjectNode root, String name) {
        ArrayNode fields = (ArrayNode) root.path("fields");
        return (ObjectNode) fields.get(indexOf(fields, name));
    }

    private static int indexOf(ArrayNode fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            JsonNode field = fields.get(i);
            if (field.path("name").asText().equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no field " + name);
    }

    private int idOf(Schema schema) {
        return registry.lookUp(TOPIC + "-value", schema).orElseThrow();
    }

    /** The full conversation as a program with that schema would have written it. */
    private byte[] writtenWith(Schema schema) {
        byte[] value = today.serializer().serialize(TOPIC, Conversations.full());
        return RecordEncoder.generic(schema).encode(read(value, schema), idOf(schema));
    }

    private GenericRecord read(byte[] value, Schema wanted) {
        return new RecordDecoder<>(registry, written -> new GenericDatumReader<GenericRecord>(written, wanted))
                .decode(value);
    }

    @Test
    void theThreeVersionsGoTogether() {
        for (Schema reader : List.of(older, TODAY, newer)) {
            for (Schema writer : List.of(older, TODAY, newer)) {
                assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }

    @Test
    void todaysClassReadsWhatAnOlderVersionWrote() {
        Conversation conversation = today.deserializer().deserialize(TOPIC, writtenWith(older));

        Conversation expected = Conversations.full();
        Conversations.assertSame(
                conversation,
                Conversation.newBuilder(expected)
                        .setChannel(Channel.newBuilder(expected.getChannel())
                                .setRatingDesc(null)
                                .build())
                        .build());
    }

    @Test
    void todaysClassReadsWhatANewerVersionWrites() {
        // Given
        GenericRecord record = read(writtenWith(newer), newer);
        GenericRecord channel = (GenericRecord) record.get("channel");
        channel.put("mood", "sunny");
        GenericRecord message = (GenericRecord) ((List<?>) record.get("messages")).get(1);
        message.put(
                "type",
                new GenericData.EnumSymbol(message.getSchema().getField("type").schema(), "BOT"));

        // When
        byte[] value = RecordEncoder.generic(newer).encode(record, idOf(newer));
        Conversation conversation = today.deserializer().deserialize(TOPIC, value);

        // Then
        assertThat(conversation.getMessages().get(1).getType()).isEqualTo(MessageType.OTHER);
        assertThat(conversation.getChannel().getRatingDesc()).isEqualTo("díky");
        assertThat(conversation.getHook().getSource()).isEqualTo("shop");
    }

    @Test
    void readersOnOtherVersionsReadWhatTodaysClassWrites() {
        byte[] value = today.serializer().serialize(TOPIC, Conversations.full());

        GenericRecord inOlder = read(value, older);
        GenericRecord inNewer = read(value, newer);

        assertThat(((GenericRecord) inOlder.get("channel")).hasField("ratingDesc"))
                .isFalse();
        assertThat(((GenericRecord) inOlder.get("channel")).get("wordsCount")).isEqualTo(4L);
        assertThat(((GenericRecord) inNewer.get("channel")).get("mood")).isNull();
        assertThat(((GenericRecord) inNewer.get("hook")).get("source")).hasToString("shop");
    }

    @Test
    void oneReaderTakesAllVersionsInTurn() {
        for (Schema version : List.of(newer, older, TODAY, older, newer)) {
            assertThat(today.deserializer().deserialize(TOPIC, writtenWith(version)))
                    .extracting(Conversation::getAccountId)
                    .isEqualTo(208L);
        }
    }
}
