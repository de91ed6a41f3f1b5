/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where hooks wait while Kafka cannot take them.
 *
 * @param dir folder of the spool; empty when there is none
 * @param maxBytes bytes of the spool at most
 * @param minFree bytes that are left free on its disk
 * @param timeout within which a hook must be on disk
 */
public record SpoolConfig(Optional<Path> dir, long maxBytes, long minFree, Duration timeout) {
    static final long SMALLEST = 1024 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    public SpoolConfig {
        Check.that(maxBytes >= SMALLEST, "spool.max.bytes", maxBytes, "at least 1MiB");
        Check.that(minFree >= 0, "spool.min.free", minFree, "0 or more");
        Check.that(
                timeout.toMillis() > 0 && timeout.compareTo(LONGEST) <= 0,
                "spool.timeout",
                timeout,
                "more than zero, at most 30s");
    }

    static SpoolConfig from(Settings settings) {
        return new SpoolConfig(
                settings.optionalString("spool.dir").map(Path::of),
                settings.bytes("spool.max.bytes"),
                settings.bytes("spool.min.free"),
                settings.duration("spool.timeout"));
    }
}
