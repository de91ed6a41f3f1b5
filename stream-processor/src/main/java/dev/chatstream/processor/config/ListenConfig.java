/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where an HTTP server listens.
 *
 * @param port 0 for any free one
 */
public record ListenConfig(String host, int port) {

    static ListenConfig from(Settings settings, String key) {
        return new ListenConfig(settings.string(key + ".host"), settings.integer(key + ".port", 0, 65_535));
    }

    /** Whether nobody but this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
