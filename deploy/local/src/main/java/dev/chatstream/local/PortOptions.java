/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import picocli.CommandLine.Option;

/** Options that choose the ports. */
final class PortOptions {
    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Kafka broker (default: 9092; 0 picks any).")
    private int kafka = Ports.DEFAULT.kafka();

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Schema registry (default: 8081).")
    private int registry = Ports.DEFAULT.registry();

    @Option(names = "--gateway-port", paramLabel = "PORT", description = "Hooks (default: 8080).")
    private int gateway = Ports.DEFAULT.gateway();

    @Option(names = "--gateway-ops-port", paramLabel = "PORT", description = "Gateway's operations (default: 8480).")
    private int gatewayOps = Ports.DEFAULT.gatewayOps();

    @Option(names = "--api-port", paramLabel = "PORT", description = "Query API (default: 8090).")
    private int api = Ports.DEFAULT.api();

    @Option(
            names = "--processor-ops-port",
            paramLabel = "PORT",
            description = "Processor's operations (default: 8490).")
    private int processorOps = Ports.DEFAULT.processorOps();

    Ports toPorts() {
        return new Ports(
                port("--kafka-port", kafka),
                port("--registry-port", registry),
                port("--gateway-port", gateway),
                port("--gateway-ops-port", gatewayOps),
                port("--api-port", api),
                port("--processor-ops-port", processorOps));
    }

    private static int port(String option, int port) {
        if (port < 0 || port > Ports.HIGHEST) {
            throw new StartException(option + " " + port + " (expected: 0 to " + Ports.HIGHEST + ", 0 picks any)");
        }
        return port;
    }
}
