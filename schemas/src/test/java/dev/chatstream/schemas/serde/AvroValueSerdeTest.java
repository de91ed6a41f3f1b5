/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.registry.RegistryStub;
import dev.chatstream.schemas.registry.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroValueSerdeTest {
    private static final String TOPIC = "smartsupp.hook.v1";
    private static final String SUBJECT = "smartsupp.hook.v1-value";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroValueSerde<Conversation> serde = AvroValueSerde.of(Conversation.class, registry);

    private byte[] written(Conversation conversation) {
        return serde.serializer().serialize(TOPIC, conversation);
    }

    @Test
    void whatIsWrittenIsRead() {
        int id = registry.register(SUBJECT, Conversation.getClassSchema());

        byte[] value = written(Conversations.full());

        assertThat(WireFormat.schemaId(value)).isEqualTo(id);
        Conversations.assertSame(serde.deserializer().deserialize(TOPIC, value), Conversations.full());
    }

    @Test
    void tombstonesPass() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    }

    @Test
    void schemasAreNotRegisteredByTheWay() {
        assertThatThrownBy(() -> written(Conversations.full()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(SUBJECT + " does not have the schema dev.chatstream.avro.Conversation")
                .hasMessageContaining("auto.register.schemas=true");

        serde.configure(Map.of("auto.register.schemas", "true"), false);

        Conversations.assertSame(
                serde.deserializer().deserialize(TOPIC, written(Conversations.full())), Conversations.full());
        assertThat(registry.latest(SUBJECT)).isPresent();
    }

    @Test
    void anIncompatibleSchemaIsNotRetried() {
        registry.register(SUBJECT, Schema.create(Schema.Type.STRING));
        serde.configure(Map.of("auto.register.schemas", true), false);

        assertThatThrownBy(() -> written(Conversations.full()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("409");
    }

    @Test
    void anOutageIsRetriableAndBrokenValuesAreNot() {
        // Given
        registry.register(SUBJECT, Conversation.getClassSchema());
        byte[] value = written(Conversations.full());
        registry.setReachable(false);

        // Then
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, value))
                .isInstanceOf(RegistryUnavailableException.class)
                .isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> serde.serializer().serialize("another", Conversations.full()))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith(TOPIC + ": ");

        registry.setReachable(true);
        Conversations.assertSame(serde.deserializer().deserialize(TOPIC, value), Conversations.full());
    }

    @Test
    void aRecordThatDoesNotFitIsNotQuoted() {
        Schema schema =
                SchemaBuilder.record("Visit").fields().requiredLong("id").endRecord();
        registry.register(SUBJECT, schema);
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", "secret");
        AvroValueSerializer<IndexedRecord> serializer = new AvroValueSerializer<>(registry);

        assertThatThrownBy(() -> serializer.serialize(TOPIC, record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not fit its schema Visit")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void aGenericReaderNeedsNoClasses() {
        registry.register(SUBJECT, Conversation.getClassSchema());
        AvroValueDeserializer<IndexedRecord> generic = new AvroValueDeserializer<>(registry);

        assertThat(generic.deserialize(TOPIC, written(Conversations.full()))).isInstanceOf(GenericRecord.class);
    }

    @Test
    void aSpecificReaderFindsTheClassByName() {
        registry.register(SUBJECT, RejectedHook.getClassSchema());
        RejectedHook rejected = new RejectedHook(
                RejectionReason.NOT_JSON, "$", "shop", Instant.EPOCH, null, ByteBuffer.wrap(new byte[] {0, -1}));
        AvroValueSerde<IndexedRecord> configured = new AvroValueSerde<>(registry);
        configured.configure(Map.of("specific.avro.reader", "true"), false);

        byte[] value = configured.serializer().serialize(TOPIC, rejected);

        assertThat(configured.deserializer().deserialize(TOPIC, value)).isEqualTo(rejected);
    }

    @Test
    void aSpecificReaderWithoutTheClassSaysSo() {
        Schema schema =
                SchemaBuilder.record("x.Visit").fields().requiredLong("id").endRecord();
        registry.register(SUBJECT, schema);
        AvroValueSerde<IndexedRecord> configured = new AvroValueSerde<>(registry);
        configured.configure(Map.of("specific.avro.reader", "true"), false);
        byte[] value = configured
                .serializer()
                .serialize(TOPIC, new GenericRecordBuilder(schema).set("id", 1L).build());

        assertThatThrownBy(() -> configured.deserializer().deserialize(TOPIC, value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no generated class x.Visit");
    }

    @Test
    void useLatestWritesWithTheNewestSchemaWhereverItsFieldsStand() {
        // Given
        Schema own = SchemaBuilder.record("Visit")
                .fields()
                .requiredLong("id")
                .optionalString("page")
                .endRecord();
        Schema newest = SchemaBuilder.record("Visit")
                .fields()
                .optionalString("page")
                .requiredLong("id")
                .endRecord();
        registry.register(SUBJECT, own);
        int id = registry.register(SUBJECT, newest);
        AvroValueSerde<IndexedRecord> configured = new AvroValueSerde<>(registry);
        configured.configure(Map.of("use.latest.version", "true"), false);

        // When
        byte[] value = configured
                .serializer()
                .serialize(
                        TOPIC,
                        new GenericRecordBuilder(own)
                                .set("id", 7L)
                                .set("page", "p")
                                .build());

        // Then
        assertThat(WireFormat.schemaId(value)).isEqualTo(id);
        assertThat(configured.deserializer().deserialize(TOPIC, value)).hasToString("{\"page\": \"p\", \"id\": 7}");
    }

    @Test
    void useLatestAndAutoRegisterContradictEachOther() {
        assertThatThrownBy(
                        () -> serde.configure(Map.of("use.latest.version", true, "auto.register.schemas", true), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("use.latest.version");
    }

    @Test
    void keysAreRefused() {
        assertThatThrownBy(() -> serde.configure(Map.of(), true)).isInstanceOf(ConfigException.class);
    }

    @Test
    void kafkaCanMakeAndConfigureIt() throws IOException {
        try (RegistryStub stub = new RegistryStub(registry);
                AvroValueSerde<Conversation> configured = new AvroValueSerde<>()) {
            configured.configure(
                    Map.of(
                            "schema.registry.url", stub.url(),
                            "auto.register.schemas", "true",
                            "specific.avro.reader", "true",
                            "bootstrap.servers", "ignored:9092"),
                    false);

            byte[] value = configured.serializer().serialize(TOPIC, Conversations.bare());

            Conversations.assertSame(configured.deserializer().deserialize(TOPIC, value), Conversations.bare());
        }
    }
}
