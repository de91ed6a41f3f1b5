/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** An encoder writes one value after the other into the same array; none may show in another. */
class RecordEncoderTest {
    private static final Schema SCHEMA = SchemaBuilder.record("Note")
            .fields()
            .requiredString("text")
            .requiredInt("number")
            .endRecord();

    private final RecordEncoder<GenericRecord> encoder = RecordEncoder.generic(SCHEMA);

    private static GenericRecord note(int length, Object number) {
        GenericRecord note = new GenericData.Record(SCHEMA);
        note.put("text", "x".repeat(length));
        note.put("number", number);
        return note;
    }

    private static byte[] byAnotherOne(GenericRecord note, int schemaId) {
        return RecordEncoder.generic(SCHEMA).encode(note, schemaId);
    }

    @Test
    void writesValuesOfAnyLengthAfterEachOther() {
        for (int length : List.of(3, 5_000, 0, 200_000, 7)) {
            assertThat(encoder.encode(note(length, length), length + 1))
                    .isEqualTo(byAnotherOne(note(length, length), length + 1));
        }
    }

    @Test
    void givesEachValueAnArrayOfItsOwn() {
        // Given
        byte[] first = encoder.encode(note(3, 1), 7);

        // When
        byte[] second = encoder.encode(note(4, 2), 8);

        // Then
        assertThat(first).isEqualTo(byAnotherOne(note(3, 1), 7));
        assertThat(second).isEqualTo(byAnotherOne(note(4, 2), 8));
    }

    @Test
    void writesTheNextValueAfterOneThatDoesNotFitItsSchema() {
        // Given
        assertThatThrownBy(() -> encoder.encode(note(300, "no number"), 7)).isInstanceOf(RuntimeException.class);

        // When
        byte[] next = encoder.encode(note(3, 1), 8);

        // Then
        assertThat(next).isEqualTo(byAnotherOne(note(3, 1), 8));
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        // Given
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch together = new CountDownLatch(threads);
        byte[][] expected = IntStream.range(0, threads)
                .mapToObj(i -> byAnotherOne(note(i, i), i))
                .toArray(byte[][]::new);

        // When
        List<Future<Boolean>> same = IntStream.range(0, threads)
                .mapToObj(i -> pool.submit(() -> {
                    together.countDown();
                    together.await();
                    return IntStream.range(0, 20_000)
                            .allMatch(n -> Arrays.equals(encoder.encode(note(i, i), i), expected[i]));
                }))
                .toList();

        // Then
        for (Future<Boolean> each : same) {
            assertThat(each.get()).isTrue();
        }
        pool.shutdown();
    }

    @Test
    void keepsNoLargeArray() throws Exception {
        // Given
        ArrayEncoder array = new ArrayEncoder(1, 100);

        // When
        array.writeBytes(new byte[60_000]);
        array.end();
        int kept = array.capacity();
        array.begin(2);
        array.writeBytes(new byte[200_000]);
        array.end();

        // Then
        assertThat(kept).isGreaterThanOrEqualTo(60_000);
        assertThat(array.capacity()).isEqualTo(100);
    }
}
