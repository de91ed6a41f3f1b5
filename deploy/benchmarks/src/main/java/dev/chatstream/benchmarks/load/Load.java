/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.load;

/**
 * A load on a server.
 *
 * @param connections how many connections send hooks, each the next one when the last was answered
 * @param connectionPerHook whether each hook comes through a connection of its own
 */
public record Load(int connections, boolean connectionPerHook) {

    /** For tables. */
    public String label() {
        return connectionPerHook ? connections + ", new connection per hook" : Integer.toString(connections);
    }
}
