/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderIT {
    @TempDir
    private Path temp;

    @Test
    void a_folder_in_use_is_refused_with_the_process_that_uses_it() {
        try (DataFolder first = DataFolder.open(temp)) {
            // When, Then
            assertThatThrownBy(() -> DataFolder.open(first.path()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("in use by another local run (process "
                            + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void a_folder_can_be_used_again_once_it_is_closed() {
        // Given
        DataFolder.open(temp).close();

        // When
        DataFolder again = DataFolder.open(temp);

        // Then
        assertThat(again.path()).isEqualTo(temp);
        again.close();
    }

    @Test
    void a_wipe_deletes_what_runs_write_and_nothing_else() throws IOException {
        try (DataFolder data = DataFolder.open(temp)) {
            // Given
            data.write("kafka/log/0.log", "old");
            data.write("config/broker.properties", "old");
            Path foreign = Files.writeString(temp.resolve("thesis.txt"), "mine");

            // When
            data.wipe();

            // Then
            assertThat(foreign).exists();
            assertThat(temp.resolve("kafka")).doesNotExist();
            assertThat(temp.resolve("config")).doesNotExist();
        }
    }

    @Test
    void logs_of_the_last_run_are_kept_aside() {
        try (DataFolder data = DataFolder.open(temp)) {
            // Given
            data.write("logs/broker.log", "last run");

            // When
            data.rotateLogs();

            // Then
            assertThat(data.log("broker")).doesNotExist();
            assertThat(data.read("logs/broker.log.1")).isEqualTo("last run");
        }
    }
}
