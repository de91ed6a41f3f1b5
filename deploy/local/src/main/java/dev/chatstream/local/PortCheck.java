/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
