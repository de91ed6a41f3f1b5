/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything that can be set.
 *
 * @param http where hooks are taken
 * @param ops where operators ask
 * @param access who may send
 * @param publish how hooks get into Kafka
 * @param registry how schema ids are found
 * @param spool where hooks wait while Kafka cannot take them
 * @param tracing where traces of hooks go
 * @param drainTimeout how long a stop waits for hooks under way
 */
public record GatewayConfig(
        HttpConfig http,
        OpsConfig ops,
        AccessConfig access,
        PublishConfig publish,
        RegistryConfig registry,
        SpoolConfig spool,
        TracingConfig tracing,
        Duration drainTimeout) {
    private static final String REFERENCE = "gateway-reference.conf";

    /** Within which every hook is answered when there is a spool. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    public GatewayConfig {
        Duration together = publish.ackTimeout().plus(spool.timeout());
        Check.that(
                spool.dir().isEmpty() || together.compareTo(LONGEST_WAIT) < 0,
                "ack.timeout + spool.timeout",
                together,
                "less than 5s together when spool.dir is set, so that every hook is answered by then");
    }

    /** Reads the settings from all their places. */
    public static Settings settings(Optional<Path> file, Map<String, String> environment, Properties properties) {
        return Settings.load(REFERENCE, file, environment, properties);
    }

    /** Effective value of every key and where it was set, the file of sources included; secrets are masked. */
    public static String printable(Settings settings) {
        return settings.printable() + SourceReader.of(settings).printable();
    }

    /**
     * Takes the configuration out of the settings.
     *
     * @throws dev.chatstream.schemas.settings.SettingsException or
     * @throws IllegalArgumentException when a value is wrong; the message says which, where and what is expected
     */
    public static GatewayConfig from(Settings settings) {
        HttpConfig http = HttpConfig.from(settings);
        return new GatewayConfig(
                http,
                OpsConfig.from(settings),
                AccessConfig.from(settings),
                PublishConfig.from(settings, http.maxBody()),
                RegistryConfig.from(settings),
                SpoolConfig.from(settings),
                TracingConfig.from(settings),
                settings.duration("drain.timeout"));
    }
}
