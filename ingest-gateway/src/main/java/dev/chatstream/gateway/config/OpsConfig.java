/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;

/**
 * Where operators ask.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes any free one
 */
public record OpsConfig(String host, int port) {
    private static final int PORTS = 65_536;

    public OpsConfig {
        Check.that(!host.isBlank(), "ops.host", '"' + host + '"', "an address such as 0.0.0.0");
        Check.that(port >= 0 && port < PORTS, "ops.port", port, "0 to 65535");
    }

    static OpsConfig from(Settings settings) {
        return new OpsConfig(settings.string("ops.host"), settings.integer("ops.port", 0, PORTS - 1));
    }
}
