/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PortOptionsTest {
    @Test
    void without_options_the_ports_are_those_of_the_documentation() {
        assertThat(parsed().toPorts()).isEqualTo(Ports.DEFAULT);
    }

    @Test
    void a_port_that_cannot_be_is_named_with_its_option_and_what_can_be() {
        // Given
        PortOptions options = parsed("--gateway-port", "70000");

        // When, Then
        assertThatThrownBy(options::toPorts)
                .isInstanceOf(StartException.class)
                .hasMessage("--gateway-port 70000 (expected: 0 to 65535, 0 picks any)");
    }

    private static PortOptions parsed(String... arguments) {
        return CommandLine.populateCommand(new PortOptions(), arguments);
    }
}
