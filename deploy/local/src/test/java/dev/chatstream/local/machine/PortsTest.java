/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void freeOnesAreDifferentAndNotThoseOfOutgoingConnections() {
        // When
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            Ports ports = Ports.ANY.resolved();
            found.addAll(List.of(
                    ports.kafka(),
                    ports.registry(),
                    ports.gateway(),
                    ports.gatewayOps(),
                    ports.api(),
                    ports.processorOps()));
        }

        // Then
        assertThat(found).hasSize(30).allMatch(port -> port >= 10_000 && port < 32_768);
    }

    @Test
    void aTakenOneIsPassedOver() throws IOException {
        // Given
        int after = Ports.free() + 1;
        try (ServerSocket taken = new ServerSocket(after, 1, InetAddress.getLoopbackAddress())) {
            // When, Then
            assertThat(Ports.free()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void givenOnesStay() {
        assertThat(Ports.DEFAULT.resolved()).isEqualTo(Ports.DEFAULT);
    }
}
