/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSpoolTest {
    private static final Spooling SPOOLED = new Spooling.Spooled();
    private static final Spooling FULL = new Spooling.Refused(Refusal.SPOOL_FULL);
    private static final String KIBIBYTE = "x".repeat(1024);

    @TempDir
    private Path folder;

    private long sizeOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }

    @Test
    void givesBackWhatItWasGivenInOrderAlsoAfterARestart() throws Exception {
        // Given
        try (RunningSpool running = new RunningSpool(folder)) {
            assertThat(Stream.of("a", "b", "c").map(running::append)).containsOnly(SPOOLED);
        }

        // When
        List<String> bodies;
        try (RunningSpool again = new RunningSpool(folder)) {
            bodies = again.bodies();
            assertThat(again.spool.state().hooks()).isEqualTo(3);
            assertThat(again.spool.state().oldest()).contains(Instant.ofEpochMilli(1234));
        }

        // Then
        assertThat(bodies).containsExactly("a", "b", "c");
    }

    @Test
    void keepsAllThatCameWithABody() throws Exception {
        // Given
        byte[] body = {0, 1, (byte) 0xff, '{'};
        Rejection rejection =
                new Rejection(RejectionReason.NOT_JSON, "a detail \u20ac", Optional.of("/a"), Optional.of("b"));
        try (RunningSpool running = new RunningSpool(folder)) {
            running.append(new SpoolEntry(
                    new Delivery(body, "shop", Instant.ofEpochMilli(-7), null, null), Optional.of(rejection)));

            // When
            SpoolEntry back = running.all().get(0).entry();

            // Then
            assertThat(back.rejection()).contains(rejection);
            assertThat(back.delivery().body()).isEqualTo(body);
            assertThat(back.delivery().source()).isEqualTo("shop");
            assertThat(back.delivery().receivedAt()).isEqualTo(Instant.ofEpochMilli(-7));
            assertThat(back.delivery().contentType()).isEmpty();
            assertThat(back.delivery().traceparent()).isEmpty();
            assertThat(running.append("next")).isEqualTo(SPOOLED);
            assertThat(running.all().get(1).entry().delivery().traceparent()).contains("trace");
        }
    }

    @Test
    void letsNobodyElseReadTheBodiesAlsoInAFolderThatOthersMayRead() throws Exception {
        // Given
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RunningSpool running = new RunningSpool(folder)) {
            running.append("a");

            // Then
            assertThat(permissions()).containsOnly("rw-------");
        }
        Files.setPosixFilePermissions(folder.resolve("spool.db"), PosixFilePermissions.fromString("rw-r--r--"));

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            again.append("b");

            // Then
            assertThat(permissions()).containsOnly("rw-------");
        }
    }

    private List<String> permissions() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                found.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return found;
    }

    @Test
    void readsInPagesOfBoundedSize() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            Stream.of("aa", "bb", "cc", "dd").forEach(running::append);

            // When
            List<SpooledHook> byCount = running.spool.read(0, 3, 100);
            List<SpooledHook> byBytes = running.spool.read(0, 100, 3);
            List<SpooledHook> rest = running.spool.read(byCount.get(2).sequence(), 100, 100);

            // Then
            assertThat(byCount).hasSize(3);
            assertThat(byBytes).hasSize(2);
            assertThat(rest)
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.entry().delivery().body())
                            .isEqualTo("dd".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void forgetsWhatWasRemovedNowAndAfterARestart() throws Exception {
        // Given
        try (RunningSpool running = new RunningSpool(folder)) {
            Stream.of("a", "b", "c").forEach(running::append);

            // When
            running.spool.remove(running.all().get(1).sequence(), Departure.STORED);

            // Then
            assertThat(running.bodies()).containsExactly("a", "c");
        }
        try (RunningSpool again = new RunningSpool(folder)) {
            assertThat(again.bodies()).containsExactly("a", "c");
        }
    }

    @Test
    void givesTheDiskBackWithTheBodiesWhenItIsEmpty() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            running.appendAll(Collections.nCopies(300, "personal data " + KIBIBYTE + KIBIBYTE));
            assertThat(sizeOnDisk()).isGreaterThan(600_000);

            // When
            running.spool.setAside(running.all().get(7).sequence(), "nobody wants it");
            running.removeAll();

            // Then
            await().untilAsserted(() -> assertThat(sizeOnDisk()).isLessThan(100_000));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(SqliteSpoolTest::text))
                    .filteredOn(text -> text.contains("personal data"))
                    .hasSize(1);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhenItIsFullAndTakesAgainWhenThereIsRoom() throws Exception {
        try (RunningSpool running = new RunningSpool(folder, RunningSpool.MEBIBYTE, 0)) {
            // Given
            int taken = running.fill(KIBIBYTE);
            assertThat(running.append("one more")).isEqualTo(FULL);
            assertThat(running.spool.problem().orElseThrow()).contains("spool.max.bytes");
            assertThat(running.all()).hasSize(taken).hasSizeGreaterThan(400);
            assertThat(running.spool.state().bytes()).isLessThanOrEqualTo(RunningSpool.MEBIBYTE);

            // When
            running.removeAll();

            // Then
            await().untilAsserted(() -> assertThat(running.spool.problem()).isEmpty());
            assertThat(running.append("again")).isEqualTo(SPOOLED);
        }
    }

    @Test
    void refusesAHookThatIsLargerThanWhatIsLeft() throws Exception {
        try (RunningSpool running = new RunningSpool(folder, RunningSpool.MEBIBYTE, 0)) {
            // When
            Spooling answer = running.append("x".repeat((int) RunningSpool.MEBIBYTE));

            // Then
            assertThat(answer).isEqualTo(FULL);
            await().untilAsserted(() -> assertThat(running.append("small")).isEqualTo(SPOOLED));
            assertThat(running.bodies()).containsExactly("small");
        }
    }

    @Test
    void refusesWhenTheDiskHasTooLittleLeft() {
        try (RunningSpool running = new RunningSpool(folder, RunningSpool.MEBIBYTE, Long.MAX_VALUE)) {
            // When
            Spooling answer = running.append("a");

            // Then
            assertThat(answer).isEqualTo(FULL);
            assertThat(running.spool.problem().orElseThrow()).contains("spool.min.free");
        }
    }

    @Test
    void setsAsideWhatNobodyWants() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            running.append("a");
            running.append("b");

            // When
            running.spool.setAside(running.all().get(0).sequence(), "nobody wants it");

            // Then
            assertThat(running.bodies()).containsExactly("b");
            await().untilAsserted(() -> assertThat(running.spool.state())
                    .satisfies(state -> assertThat(state.setAside()).isEqualTo(1))
                    .satisfies(state -> assertThat(state.hooks()).isEqualTo(1)));
        }
        try (RunningSpool again = new RunningSpool(folder)) {
            assertThat(again.spool.state().setAside()).isEqualTo(1);
            assertThat(again.bodies()).containsExactly("b");
        }
    }

    @Test
    void setsAsideABodyThatIsNotWhatItWas() throws Exception {
        // Given
        try (RunningSpool running = new RunningSpool(folder)) {
            Stream.of("a", "b", "c").forEach(running::append);
        }
        sql("UPDATE hook SET body = x'00' WHERE sequence = 2");

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            // Then
            assertThat(again.bodies()).containsExactly("a", "c");
            await().untilAsserted(
                            () -> assertThat(again.spool.state().setAside()).isEqualTo(1));
        }
    }

    @Test
    void belongsToOneGatewayAlone() {
        try (RunningSpool running = new RunningSpool(folder)) {
            assertThat(running.append("a")).isEqualTo(SPOOLED);
            assertThatThrownBy(() -> new RunningSpool(folder))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("spool.dir");
        }
    }

    @Test
    void saysWhenTheFolderCannotBeUsed() throws Exception {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // Then
        assertThatThrownBy(() -> new RunningSpool(file.resolve("below")))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("spool.dir")
                .hasMessageContaining("cannot be written to");
    }

    @Test
    void refusesAnotherVersionsLayoutAndAnotherProgramsDatabase() throws Exception {
        // Given
        new RunningSpool(folder).close();
        sql("PRAGMA user_version=99");

        // Then
        assertThatThrownBy(() -> new RunningSpool(folder))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("layout 99");
        sql("PRAGMA application_id=1");
        assertThatThrownBy(() -> new RunningSpool(folder))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("no spool");
    }

    @Test
    void answersWhatComesAfterItsEnd() {
        // Given
        RunningSpool running = new RunningSpool(folder);
        running.close();

        // Then
        assertThat(running.append("a")).isEqualTo(new Spooling.Refused(Refusal.SPOOL_ERROR));
    }
}
