/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.part.PartName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ports of a local pipeline, all on the loopback address. */
public record Ports(int kafka, int registry, int gateway, int gatewayOps, int api, int processorOps) {
    /** The ports that the documentation names. */
    public static final Ports DEFAULT = new Ports(9092, 8081, 8080, 8480, 8090, 8490);

    /** Every port 0: the system picks free ones. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);

    public Ports {
        for (int port : new int[] {kafka, registry, gateway, gatewayOps, api, processorOps}) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
            }
        }
    }

    /** These ports, with a free port in the place of each 0. */
    public Ports resolved() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return new Ports(
                    orFree(kafka, held),
                    orFree(registry, held),
                    orFree(gateway, held),
                    orFree(gatewayOps, held),
                    orFree(api, held),
                    orFree(processorOps, held));
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        } finally {
            held.forEach(Ports::release);
        }
    }

    /** A port that is free now. */
    public static int free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return orFree(0, held);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        } finally {
            held.forEach(Ports::release);
        }
    }

    /** The ports that the parts need, by what they are wanted for. */
    public Map<String, Integer> byUse(Set<PartName> parts) {
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (PartName part : PartName.values()) {
            if (parts.contains(part)) {
                switch (part) {
                    case BROKER -> uses.put("the Kafka broker", kafka);
                    case REGISTRY -> uses.put("the schema registry", registry);
                    case PROCESSOR -> {
                        uses.put("the processor's API", api);
                        uses.put("the processor's operations", processorOps);
                    }
                    case GATEWAY -> {
                        uses.put("the gateway's hooks", gateway);
                        uses.put("the gateway's operations", gatewayOps);
                    }
                }
            }
        }
        return uses;
    }

    private static int orFree(int port, List<ServerSocket> held) throws IOException {
        if (port != 0) {
            return port;
        }
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
