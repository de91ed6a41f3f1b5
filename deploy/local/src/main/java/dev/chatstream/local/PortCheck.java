/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.PartName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out that a port is taken before anything is started. */
final class PortCheck {
    private PortCheck() {}

    /** Fails with one message that names every port that is taken or wanted twice. */
    static void requireFree(Map<String, Integer> portsByUse) {
        List<String> problems = new ArrayList<>();
        Map<Integer, String> wanted = new HashMap<>();
        portsByUse.forEach((use, port) -> {
            String other = wanted.putIfAbsent(port, use);
            if (other != null) {
                problems.add("port " + port + " is wanted by " + other + " and by " + use);
            } else if (!isFree(port)) {
                problems.add("port " + port + ", wanted for " + use + ", is in use (find its owner with: ss -ltnp"
                        + " 'sport = :" + port + "' or lsof -i :" + port + ")");
            }
        });
        if (!problems.isEmpty()) {
            throw new StartException(String.join("\n", problems)
                    + "\nStop the owner or choose another port; see deploy/local/up --help");
        }
    }

    /** The ports that the parts need, by what they are wanted for. */
    static Map<String, Integer> byUse(Ports ports, Set<PartName> parts) {
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (PartName part : PartName.values()) {
            if (parts.contains(part)) {
                switch (part) {
                    case BROKER -> uses.put("the Kafka broker", ports.kafka());
                    case REGISTRY -> uses.put("the schema registry", ports.registry());
                    case PROCESSOR -> {
                        uses.put("the processor's API", ports.api());
                        uses.put("the processor's operations", ports.processorOps());
                    }
                    case GATEWAY -> {
                        uses.put("the gateway's hooks", ports.gateway());
                        uses.put("the gateway's operations", ports.gatewayOps());
                    }
                }
            }
        }
        return uses;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
