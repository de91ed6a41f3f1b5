/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class InflationTest implements Inflation.Room {
    private static final int MOST = 4096;

    private final AtomicInteger reserved = new AtomicInteger();
    private int room = Integer.MAX_VALUE;
    private int highest;

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Override
    public boolean tryTake(int bytes) {
        if (reserved.get() + bytes > room) {
            return false;
        }
        highest = Math.max(highest, reserved.addAndGet(bytes));
        return true;
    }

    @Override
    public void giveBack(int bytes) {
        reserved.addAndGet(-bytes);
    }

    private Inflation inflation(byte[] compressed) {
        return new Inflation(compressed, MOST, this);
    }

    private static Inflation.State run(Inflation inflation, int step) throws GzipException {
        Inflation.State state = Inflation.State.MORE;
        while (state == Inflation.State.MORE) {
            state = inflation.step(step);
        }
        return state;
    }

    @Property(tries = 300)
    void givesBackWhatWasCompressedInAnyNumberOfMembersAndSteps(
            @ForAll @Size(max = 2000) byte[] one,
            @ForAll @Size(max = 2000) byte[] other,
            @ForAll @IntRange(min = 1, max = 5000) int step)
            throws GzipException {
        // When
        try (Inflation inflation = inflation(joined(gzip(one), gzip(new byte[0]), gzip(other)))) {
            Inflation.State state = run(inflation, step);

            // Then
            assertThat(state).isEqualTo(Inflation.State.DONE);
            assertThat(inflation.bytes()).isEqualTo(joined(one, other));
            assertThat(inflation.reserved()).isEqualTo(reserved.get()).isLessThanOrEqualTo(MOST);
        }
        reserved.set(0);
    }

    @Property(tries = 300)
    void takesNothingElseForWhatWasCompressedWhenGzipWasChanged(
            @ForAll @Size(min = 1, max = 500) byte[] plain, @ForAll @IntRange(max = 10_000) int where) {
        // Given
        byte[] changed = gzip(plain);
        int at = where % changed.length;
        changed[at] ^= 0x40;

        // When
        try (Inflation inflation = inflation(changed)) {
            Inflation.State state = run(inflation, 100);

            // Then
            if (state == Inflation.State.DONE) {
                assertThat(inflation.bytes()).isEqualTo(plain);
            } else {
                assertThat(state).isEqualTo(Inflation.State.TOO_LARGE);
            }
        } catch (GzipException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void givesUpOneByteBeyondTheLimitAndTakesExactlyTheLimit() throws GzipException {
        try (Inflation exact = inflation(gzip(new byte[MOST]));
                Inflation beyond = inflation(gzip(new byte[MOST + 1]))) {
            assertThat(run(exact, 1000)).isEqualTo(Inflation.State.DONE);
            assertThat(exact.bytes()).hasSize(MOST);
            assertThat(run(beyond, 1000)).isEqualTo(Inflation.State.TOO_LARGE);
        }
    }

    @Test
    void holdsNoMoreForABombThanTheLimit() throws GzipException {
        // Given
        byte[] bomb = gzip(new byte[50_000_000]);

        // When
        try (Inflation inflation = inflation(bomb)) {
            Inflation.State state = run(inflation, 1_000_000);

            // Then
            assertThat(state).isEqualTo(Inflation.State.TOO_LARGE);
            assertThat(highest).isEqualTo(MOST);
        }
    }

    @Test
    void takesTheRoomOfAnOrdinaryBodyOnceAndExactly() throws GzipException {
        // When
        try (Inflation inflation = inflation(gzip(new byte[3000]))) {
            run(inflation, 100);

            // Then
            assertThat(highest).isEqualTo(3000);
        }
    }

    @Test
    void believesNoLengthThatCannotBe() throws GzipException {
        // Given
        byte[] lying = gzip(new byte[10]);
        Arrays.fill(lying, lying.length - 4, lying.length, (byte) 0x7f);

        // When, Then
        try (Inflation inflation = new Inflation(lying, Integer.MAX_VALUE, this)) {
            assertThatThrownBy(() -> run(inflation, 100))
                    .isInstanceOf(GzipException.class)
                    .hasMessageContaining("length");
            assertThat(highest).isLessThanOrEqualTo(1032 * lying.length);
        }
    }

    @Test
    void stopsWhenThereIsNoRoom() throws GzipException {
        // Given
        room = 2000;

        // When, Then
        try (Inflation inflation = inflation(gzip(new byte[3000]))) {
            assertThat(run(inflation, 100)).isEqualTo(Inflation.State.NO_ROOM);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "9", "17", "19"})
    void refusesGzipThatIsCutOff(int length) {
        try (Inflation inflation = inflation(Arrays.copyOf(gzip(new byte[] {1, 2, 3, 4, 5}), length))) {
            assertThatThrownBy(() -> run(inflation, 100)).isInstanceOf(GzipException.class);
        }
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        try (Inflation inflation = inflation(joined(gzip(new byte[5]), new byte[] {0, 0, 0}))) {
            assertThatThrownBy(() -> run(inflation, 100)).isInstanceOf(GzipException.class);
        }
    }

    @Test
    void readsPastNamesCommentsExtraFieldsAndChecksumsOfTheHead() throws GzipException {
        // Given
        byte[] plain = gzip(new byte[] {1, 2, 3});
        byte[] head = {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9, 'n', 0, 'c', 0, 7, 7};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

        // When
        try (Inflation inflation = inflation(joined(head, rest))) {
            run(inflation, 100);

            // Then
            assertThat(inflation.bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void stepsPastManyEmptyMembersWithoutTakingLong() throws GzipException {
        // Given
        byte[] empty = gzip(new byte[0]);
        byte[] many = new byte[empty.length * 10_000];
        for (int i = 0; i < many.length; i += empty.length) {
            System.arraycopy(empty, 0, many, i, empty.length);
        }

        // When
        try (Inflation inflation = inflation(many)) {
            Inflation.State first = inflation.step(64 * 1024);

            // Then
            assertThat(first).isEqualTo(Inflation.State.MORE);
            assertThat(run(inflation, 64 * 1024)).isEqualTo(Inflation.State.DONE);
            assertThat(inflation.bytes()).isEmpty();
        }
    }
}
