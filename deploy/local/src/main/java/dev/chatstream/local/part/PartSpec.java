/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How a part is started, when it counts as ready, and how long it may take to stop.
 *
 * @param prepare what has to happen before each start
 * @param ready whether the running part can do its work now; asked again and again
 * @param address where the part is reached, for people
 */
public record PartSpec(
        PartName name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Runnable prepare,
        BooleanSupplier ready,
        Duration stopWithin,
        String address) {
    public PartSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
