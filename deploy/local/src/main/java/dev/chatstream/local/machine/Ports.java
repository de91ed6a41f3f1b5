/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The ports of a local pipeline, all on the loopback address. */
public record Ports(int kafka, int registry, int gateway, int gatewayOps, int api, int processorOps) {
    /** The ports that the documentation names. */
    public static final Ports DEFAULT = new Ports(9092, 8081, 8080, 8480, 8090, 8490);

    /** Every port 0: free ones are taken. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);

    /**
     * Free ports are looked for from here on, below those that systems give to outgoing connections: one that is free
     * now must not be taken by any of them before it is listened on.
     */
    private static final int LOWEST_FREE = 10_000;

    private static final int BEYOND_FREE = 32_768;

    /** One after the other, from anywhere on: two programs that look at the same time find others. */
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(BEYOND_FREE - LOWEST_FREE));

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
        for (int tries = LOWEST_FREE; tries < BEYOND_FREE; tries++) {
            int next = LOWEST_FREE + Math.floorMod(NEXT.getAndIncrement(), BEYOND_FREE - LOWEST_FREE);
            try {
                held.add(new ServerSocket(next, 1, InetAddress.getLoopbackAddress()));
                return next;
            } catch (BindException e) {
                // taken, so on to the one after it
            }
        }
        throw new IOException("all from " + LOWEST_FREE + " to " + (BEYOND_FREE - 1) + " are taken");
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
