/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.PartName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void a_busy_port_is_named_with_what_wanted_it_and_how_to_find_its_owner() throws IOException {
        try (ServerSocket owner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            int port = owner.getLocalPort();

            // When, Then
            assertThatThrownBy(() -> PortCheck.requireFree(Map.of("the Kafka broker", port)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("port " + port + ", wanted for the Kafka broker, is in use")
                    .hasMessageContaining("ss -ltnp 'sport = :" + port + "'");
        }
    }

    @Test
    void a_port_on_all_addresses_is_busy_too() throws IOException {
        try (ServerSocket owner = new ServerSocket(0)) {
            // Given
            int port = owner.getLocalPort();

            // When, Then
            assertThatThrownBy(() -> PortCheck.requireFree(Map.of("the gateway's hooks", port)))
                    .hasMessageContaining("is in use");
        }
    }

    @Test
    void a_port_wanted_twice_is_named_with_both_uses() {
        // Given
        Map<String, Integer> uses = new TreeMap<>(Map.of("a", 1, "b", 1));

        // When, Then
        assertThatThrownBy(() -> PortCheck.requireFree(uses)).hasMessageContaining("port 1 is wanted by a and by b");
    }

    @Test
    void free_ports_pass() {
        // Given
        Ports ports = Ports.ANY.resolved();

        // When, Then
        assertThatCode(() -> PortCheck.requireFree(PortCheck.byUse(ports, Set.of(PartName.values()))))
                .doesNotThrowAnyException();
    }
}
