/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The ports of a local pipeline, all on the loopback address. */
public record Ports(int kafka, int registry, int gateway, int gatewayOps, int api, int processorOps) {
    /** The ports that the documentation names. */
    public static final Ports DEFAULT = new Ports(9092, 8081, 8080, 8480, 8090, 8490);

    /** Every port 0: the system picks free ones. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);

    /** Highest port there is. */
    public static final int HIGHEST = 65_535;

    public Ports {
        for (int port : new int[] {kafka, registry, gateway, gatewayOps, api, processorOps}) {
            if (port < 0 || port > HIGHEST) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + HIGHEST + ")");
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
