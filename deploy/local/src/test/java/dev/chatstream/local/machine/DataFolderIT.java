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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void a_folder_with_other_people_s_content_is_refused_and_left_as_it_was() throws IOException {
        // Given
        Path foreign =
                Files.writeString(Files.createDirectory(temp.resolve("config")).resolve("editor.json"), "mine");

        // When, Then
        assertThatThrownBy(() -> DataFolder.open(temp))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(temp + " is not empty, and no local run has made it")
                .hasMessageContaining("--data");
        assertThat(foreign).hasContent("mine");
        assertThat(temp).isDirectoryNotContaining(file -> !file.endsWith("config"));
    }

    @Test
    void a_folder_of_an_earlier_run_is_known_whatever_was_put_beside_it() throws IOException {
        // Given
        DataFolder.open(temp).close();
        Files.writeString(temp.resolve("thesis.txt"), "mine");

        // When
        DataFolder again = DataFolder.open(temp);

        // Then
        assertThat(again.path()).isEqualTo(temp);
        again.close();
    }

    @Test
    void a_file_in_the_place_of_a_folder_is_named() throws IOException {
        try (DataFolder data = DataFolder.open(temp)) {
            // Given
            Path file = Files.writeString(temp.resolve("logs"), "");

            // When, Then
            assertThatThrownBy(() -> data.log("broker"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(file + " cannot be used: a file is in its place");
            assertThatThrownBy(() -> data.write("logs/broker.log", ""))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a:b", "a,b", "a;b", "a=b", "a\"b", "a$b", "a*b", "a%b", "a\nb"})
    void a_path_with_characters_that_mean_something_elsewhere_is_refused(String name) {
        // Given
        Path folder = temp.resolve(name);

        // When, Then
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("characters that cannot be used");
        assertThat(folder).doesNotExist();
    }

    @Test
    void spaces_and_brackets_may_be_in_a_path() {
        // Given
        Path folder = temp.resolve("data of the shop (1) + more_2");

        // When
        DataFolder data = DataFolder.open(folder);

        // Then
        assertThat(data.path()).isEqualTo(folder);
        data.close();
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
