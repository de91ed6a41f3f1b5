/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Conversation;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RecordEncoder<Conversation> encoder = RecordEncoder.of(Conversation.class);
    private final RecordDecoder<Conversation> decoder = RecordDecoder.of(Conversation.class, registry);
    private int id;

    @BeforeEach
    void register() {
        registry.register("other-value", Schema.create(Schema.Type.STRING));
        id = registry.register("hook-value", encoder.schema());
    }

    @Test
    void aValueStartsWithZeroAndTheSchemaId() {
        byte[] value = encoder.encode(Conversations.full(), 0x01020304);

        assertThat(value).startsWith(0, 1, 2, 3, 4);
        // accountId 208 is the first field: zig-zag 416 = 0xA0 0x03
        assertThat(Arrays.copyOfRange(value, 5, 7)).containsExactly(0xA0, 0x03);
    }

    @Test
    void whatIsWrittenIsRead() {
        Conversations.assertSame(decoder.decode(encoder.encode(Conversations.full(), id)), Conversations.full());
        Conversations.assertSame(decoder.decode(encoder.encode(Conversations.bare(), id)), Conversations.bare());
    }

    @Test
    void genericRecordsShowTheSchemaThatWasWritten() {
        GenericRecord read = RecordDecoder.generic(registry).decode(encoder.encode(Conversations.full(), id));

        assertThat(read.get("accountId")).isEqualTo(208L);
        assertThat(((GenericRecord) read.get("channel")).get("ratingDesc")).hasToString("díky");
    }

    @Test
    void genericRecordsAreWritten() {
        Schema schema =
                SchemaBuilder.record("Visit").fields().requiredLong("id").endRecord();
        int visit = registry.register("visit-value", schema);
        GenericRecord record = new GenericRecordBuilder(schema).set("id", 7L).build();

        byte[] value = RecordEncoder.generic(schema).encode(record, visit);

        assertThat(RecordDecoder.generic(registry).decode(value)).isEqualTo(record);
    }

    @Test
    void itsOwnReaderReadsItsOwnSchemaAlone() {
        // Given
        Conversation own = Conversations.bare();
        RecordDecoder<Conversation> decoder = RecordDecoder.of(Conversation.class, new OneAnswer(own), registry);
        Schema other =
                new Schema.Parser().parse(encoder.schema().toString().replace("\"wordsCount\"", "\"moreWordsCount\""));
        int otherId = registry.register("other-hook-value", other);
        int documented = registry.register(
                "documented-hook-value",
                new Schema.Parser().parse(encoder.schema().toString().replace("Smartsupp account.", "Account.")));

        // When
        Conversation readAsOther = decoder.decode(encoder.encode(Conversations.full(), otherId));

        // Then
        assertThat(readAsOther.getChannel().getId())
                .isEqualTo(Conversations.full().getChannel().getId());
        assertThat(readAsOther.getChannel().getWordsCount()).isNull();
        assertThat(decoder.decode(encoder.encode(Conversations.full(), id))).isSameAs(own);
        assertThat(decoder.decode(encoder.encode(Conversations.full(), documented)))
                .isSameAs(own);
    }

    /** Reads the bytes to their end, and knows the answer. */
    private record OneAnswer(Conversation answer) implements DatumReader<Conversation> {
        @Override
        public void setSchema(Schema schema) {
            // there is one that it can read
        }

        @Override
        public Conversation read(Conversation reuse, Decoder in) throws IOException {
            new SpecificDatumReader<>(Conversation.class).read(null, in);
            return answer;
        }
    }

    @Test
    void oneDecoderServesManyThreads() {
        byte[] value = encoder.encode(Conversations.full(), id);

        List<String> read = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> decoder.decode(value).toString())
                .distinct()
                .toList();

        assertThat(read).containsExactly(Conversations.full().toString());
    }

    @Test
    void aKnownSchemaNeedsNoRegistry() {
        byte[] value = encoder.encode(Conversations.full(), id);
        decoder.decode(value);
        registry.setReachable(false);

        Conversations.assertSame(decoder.decode(value), Conversations.full());
    }

    @Test
    void anOutageSaysNothingAboutTheValue() {
        registry.setReachable(false);

        assertThatThrownBy(() -> decoder.decode(encoder.encode(Conversations.full(), id)))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void anIdThatTheRegistryDoesNotHaveMakesAValueUnreadable() {
        assertThatThrownBy(() -> decoder.decode(encoder.encode(Conversations.full(), 404)))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("schema 404");
    }

    @Test
    void aValueWithoutHeaderIsUnreadable() {
        for (String value : List.of("", "{\"a\":1}", "\0\0\0\0")) {
            assertThatThrownBy(() -> decoder.decode(value.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnreadableValueException.class)
                    .hasMessageContaining("no header");
        }
    }

    @Test
    void aValueOfAnotherKindIsUnreadable() {
        byte[] value =
                RecordEncoder.ofAny(Schema.create(Schema.Type.STRING), false).encode("secret", 1);

        assertThatThrownBy(() -> decoder.decode(value))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aValueThatIsTooLongIsUnreadable() {
        byte[] value = encoder.encode(Conversations.full(), id);

        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(value, value.length + 1)))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("more than its schema");
    }

    @Test
    void aValueCutAnywhereIsUnreadable() {
        byte[] value = encoder.encode(Conversations.full(), id);

        for (int length = WireFormat.HEADER_BYTES; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(UnreadableValueException.class);
        }
    }
}
