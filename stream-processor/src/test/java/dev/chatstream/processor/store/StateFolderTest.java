/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StateFolderTest {
    @TempDir
    private Path dir;

    private StateFolder folder() {
        return new StateFolder(dir.toString(), "app");
    }

    @Test
    void isFineBeforeTheFirstStartAndStaysUntouched() throws IOException {
        // When
        StateFolder folder = new StateFolder(dir.resolve("a/b").toString(), "app");

        // Then
        assertThat(folder.problem()).isEmpty();
        assertThat(folder.bases()).isEmpty();
        assertThat(dir.resolve("a")).doesNotExist();
    }

    @Test
    void cannotBeAFile() throws IOException {
        // Given
        Path file = Files.writeString(dir.resolve("file"), "");

        // When, Then
        assertThat(new StateFolder(file.toString(), "app").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("state.dir", "cannot be written to"));
    }

    @Test
    void cannotBeSharedByTwoProcesses() throws IOException {
        // Given
        Files.createDirectories(dir.resolve("app"));
        try (FileChannel lockFile = FileChannel.open(
                        dir.resolve("app/.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.lock()) {
            // When, Then
            assertThat(lock.isValid()).isTrue();
            assertThat(folder().isInUse()).isTrue();
            assertThat(folder().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("state.dir", "another process"));
        }
        assertThat(folder().isInUse()).isFalse();
        assertThat(folder().problem()).isEmpty();
    }

    @Test
    void tellsByWhichRulesItsPanesWereCounted() throws IOException, RocksDBException {
        // Given
        store("0_0", "AGENT");
        store("0_1", "AGENT,GROUP");
        Files.createDirectories(dir.resolve("app/0_2/rocksdb"));

        // When, Then
        assertThat(folder().bases()).containsExactly("AGENT", "AGENT,GROUP");
    }

    private void store(String task, String basis) throws IOException, RocksDBException {
        Path store = Files.createDirectories(dir.resolve(Path.of("app", task, "rocksdb", StoreNames.CONVERSATION)));
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB rows = RocksDB.open(options, store.toString())) {
            rows.put(Keys.basis().get(), basis.getBytes(StandardCharsets.UTF_8));
        }
    }
}
