/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.Test;

class LastErrorTest {

    @Test
    void isForgottenAfterAWhile() {
        // Given
        LastError error = new LastError(Duration.ofMillis(20));

        // When
        error.failed(new ClusterAuthorizationException("no"));

        // Then
        await().untilAsserted(() -> assertThat(error.problem()).isEmpty());
    }
}
