/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a disk may do to the file, and that the gateway goes on. */
class DamagedSpoolTest {
    private static final Spooling SPOOLED = new Spooling.Spooled();
    private static final byte[] GARBAGE = "garbage ".repeat(8192).getBytes(StandardCharsets.US_ASCII);

    /** More than the database keeps in memory. */
    private static final int HOOKS = 5000;

    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void fill() {
        database = folder.resolve("spool.db");
        try (RunningSpool running = new RunningSpool(folder)) {
            running.appendAll(Collections.nCopies(HOOKS, "x".repeat(2000)));
        }
    }

    /** Ways in which a file is not what it was. */
    enum Damage {
        EMPTY {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.setLength(0);
            }
        },
        TRUNCATED {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.setLength(file.length() / 2 + 77);
            }
        },
        GARBAGE_AT_THE_START {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.write(GARBAGE);
            }
        },
        GARBAGE_IN_THE_MIDDLE {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.seek(file.length() / 2);
                file.write(GARBAGE);
            }
        },
        ZEROS_IN_THE_SCHEMA {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.seek(100);
                file.write(new byte[4000]);
            }
        },
        GARBAGE_ONLY {
            @Override
            void doTo(RandomAccessFile file) throws IOException {
                file.setLength(0);
                file.write(GARBAGE);
            }
        };

        abstract void doTo(RandomAccessFile file) throws IOException;
    }

    private List<String> asideFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("spool-damaged-"))
                    .sorted()
                    .toList();
        }
    }

    private static double left(RunningSpool running, Departure where) {
        return running.meters
                .counter("chatstream.gateway.spool.left", "where", where.name().toLowerCase(Locale.ROOT))
                .count();
    }

    private void harm(Damage damage) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            damage.doTo(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSetAsideAndAFreshOneTaken(Damage damage) throws Exception {
        // Given
        harm(damage);
        byte[] asFound = Files.readAllBytes(database);

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            // Then
            assertThat(again.append("goes on")).isEqualTo(SPOOLED);
            assertThat(again.bodies()).containsExactly("goes on");
            assertThat(again.spool.state().damaged()).isEqualTo(1);
        }
        assertThat(asideFiles()).hasSize(1);
        assertThat(Arrays.equals(Files.readAllBytes(folder.resolve(asideFiles().get(0))), asFound))
                .isTrue();
        try (RunningSpool third = new RunningSpool(folder)) {
            assertThat(third.bodies()).containsExactly("goes on");
            assertThat(third.spool.state().damaged()).isEqualTo(1);
        }
    }

    @Test
    void isSetAsideAlsoWhenItIsDamagedWhileInUse() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            harm(Damage.GARBAGE_IN_THE_MIDDLE);

            // When
            int found = running.all().size();

            // Then
            assertThat(found).isLessThan(HOOKS);
            assertThat(running.append("goes on")).isEqualTo(SPOOLED);
            assertThat(running.bodies().contains("goes on")).isTrue();
            assertThat(running.spool.state().damaged() + running.spool.state().setAside())
                    .isPositive();
        }
    }

    @Test
    void doesNotRemoveNewHooksForTheSakeOfOldOnes() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            List<SpooledHook> old = running.spool.read(0, 3, 1_000_000);
            harm(Damage.GARBAGE_ONLY);
            running.all();
            assertThat(running.append("new")).isEqualTo(SPOOLED);

            // When
            old.forEach(hook -> running.spool.remove(hook.sequence(), Departure.STORED));
            assertThat(running.bodies()).containsExactly("new");
            running.touch();

            // Then
            assertThat(running.spool.state().hooks()).isEqualTo(1);
            assertThat(left(running, Departure.DAMAGED)).isEqualTo(HOOKS);
            assertThat(left(running, Departure.STORED)).isZero();
        }
    }

    @Test
    void jumpsOverWhatKafkaHasInOneGo() {
        // Given
        Acknowledged acknowledged = new Acknowledged();
        for (long sequence = 1; sequence <= HOOKS; sequence++) {
            acknowledged.add(sequence);
        }

        // Then
        assertThat(acknowledged.endOfRun(0)).isEqualTo(HOOKS);
        assertThat(acknowledged.endOfRun(HOOKS - 1)).isEqualTo(HOOKS);
        assertThat(acknowledged.endOfRun(HOOKS)).isEqualTo(HOOKS);
        assertThat(acknowledged.endOfRun(HOOKS + 7)).isEqualTo(HOOKS + 7);
    }

    @Test
    void theLogOfADatabaseThatIsGoneIsNoPartOfTheNextOne() throws Exception {
        // Given
        Files.delete(database);
        Files.write(folder.resolve("spool.db-wal"), GARBAGE);

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            // Then
            assertThat(again.append("goes on")).isEqualTo(SPOOLED);
            assertThat(again.bodies()).containsExactly("goes on");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".db-wal")))
                    .singleElement()
                    .satisfies(file -> {
                        assertThat(file.getFileName().toString()).startsWith("spool-damaged-");
                        assertThat(file).hasBinaryContent(GARBAGE);
                    });
        }
    }

    /** As sqlite3's .dump makes one: the rows, without the numbers in the file's head and without an empty table. */
    private void copyTo(Path copy, String columns) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + database + "' AS damaged");
            statement.execute("CREATE TABLE hook AS SELECT " + columns + " FROM damaged.hook LIMIT 10");
        }
    }

    @Test
    void takesACopyOfItsRowsForASpool() throws Exception {
        // Given
        Path copy = folder.resolve("recovered.db");
        copyTo(copy, "*");
        Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);

        // When
        try (RunningSpool again = new RunningSpool(folder)) {
            // Then
            assertThat(again.bodies()).hasSize(10).containsOnly("x".repeat(2000));
            assertThat(again.append("goes on")).isEqualTo(SPOOLED);
            again.spool.setAside(again.all().get(0).sequence(), "a test");
            await().until(() -> again.spool.state().setAside() == 1);
            again.removeAll();
        }
        try (RunningSpool third = new RunningSpool(folder)) {
            assertThat(third.spool.state().hooks()).isZero();
            assertThat(third.spool.state().damaged()).isZero();
        }
    }

    @Test
    void takesNoOtherDatabaseForACopy() throws Exception {
        // Given
        Path copy = folder.resolve("other.db");
        copyTo(copy, "sequence, body");
        Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);

        // When, Then
        assertThatThrownBy(() -> new RunningSpool(folder))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("no spool of this program");
    }
}
