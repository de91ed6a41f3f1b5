/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.AccessConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.config.SourceReader;
import dev.chatstream.gateway.metrics.SourceMetrics;
import dev.chatstream.schemas.settings.SettingsException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The senders in force. They change when what is written down about them does; as long as that cannot be read, they
 * stay as they are.
 */
public final class CurrentSources implements Supplier<Sources> {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSources.class);

    private final SourceReader reader;
    private final SourceMetrics metrics;
    private List<SourceConfig> configs;
    private @Nullable List<SourceConfig> seen;
    private @Nullable String complaint;
    private volatile Sources inForce;

    public CurrentSources(AccessConfig config, SourceMetrics metrics) {
        this.reader = config.reader();
        this.metrics = metrics;
        this.configs = config.sources();
        this.inForce = new Sources(configs);
    }

    @Override
    public Sources get() {
        return inForce;
    }

    /**
     * Looks whether something changed. What did must look the same twice, because a file may be half written. Blocks.
     */
    public synchronized void look() {
        List<SourceConfig> read;
        try {
            read = reader.read();
        } catch (SettingsException | IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()));
            return;
        }
        if (read.equals(configs)) {
            settle("the sources can be read again; they are the ones in force");
        } else if (read.equals(seen)) {
            inForce = inForce.next(read);
            LOG.info("sources changed: {}", SourceChanges.between(configs, read));
            configs = read;
            metrics.applied();
            settle("the sources can be read again");
        } else {
            seen = read;
            metrics.stale(true);
        }
    }

    private void settle(String relief) {
        if (complaint != null) {
            LOG.info(relief);
        }
        complaint = null;
        seen = null;
        metrics.stale(false);
    }

    private void complain(String found) {
        seen = null;
        metrics.stale(true);
        if (!found.equals(complaint)) {
            LOG.error("the sources cannot be read, those read before stay in force: {}", found);
            metrics.failed();
        }
        complaint = found;
    }
}
