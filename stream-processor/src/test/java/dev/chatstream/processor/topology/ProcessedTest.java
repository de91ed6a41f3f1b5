/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers are told by the stages themselves which partitions are being processed. */
class ProcessedTest {
    @TempDir
    private Path stateDir;

    @Test
    void lastsFromWhenTheStateIsThereUntilItIsGivenUp() {
        // Given
        PipelineFixture pipeline = new PipelineFixture(stateDir);
        assertThat(pipeline.processed.partitions()).containsExactly(0);

        // When
        pipeline.close();

        // Then
        assertThat(pipeline.processed.partitions()).isEmpty();
    }
}
