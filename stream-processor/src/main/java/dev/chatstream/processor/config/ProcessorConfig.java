/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.SecondsBuckets;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * All settings of the program, checked.
 *
 * @param registry the schema registry client's own settings
 * @param registersSchemas whether missing schemas are registered
 * @param dimensions what is aggregated beside the account
 * @param replyWithin seconds T of each "share answered within T", every one a bucket's edge
 * @param breaker when too much goes to the dead-letter topic
 * @param cluster how instances ask each other
 * @param streamLimit event streams that may be open at a time
 * @param rolling which rolling values are published
 * @param access who may ask the query API
 * @param retention how long after its event time a conversation is remembered
 */
public record ProcessorConfig(
        TopicNames topics,
        Map<String, String> registry,
        boolean registersSchemas,
        StreamsConfigs streams,
        Set<Dimension> dimensions,
        RollingConfig rolling,
        Duration retention,
        ZonesConfig zones,
        List<Integer> replyWithin,
        ListenConfig http,
        ListenConfig ops,
        BreakerConfig breaker,
        int streamLimit,
        ClusterConfig cluster,
        AccessConfig access,
        Duration drainTimeout) {
    /** Class path resource that documents every key. */
    public static final String REFERENCE = "processor-reference.conf";

    public ProcessorConfig {
        registry = Map.copyOf(registry);
        dimensions = Set.copyOf(dimensions);
        replyWithin = List.copyOf(replyWithin);
    }

    public static ProcessorConfig from(Settings settings) {
        Duration retention = settings.duration("conversation.retention");
        if (retention.compareTo(Duration.ofDays(1)) < 0 || retention.compareTo(Duration.ofDays(65)) > 0) {
            throw settings.wrong("conversation.retention", "1d to 65d, as long as panes are kept");
        }
        Set<Dimension> dimensions = dimensions(settings);
        return new ProcessorConfig(
                new TopicNames(settings.string("topic.prefix")),
                settings.map("registry"),
                settings.bool("registry.auto.register.schemas"),
                StreamsConfigs.from(settings),
                dimensions,
                RollingConfig.from(settings, dimensions),
                retention,
                ZonesConfig.from(settings),
                replyWithin(settings),
                ListenConfig.from(settings, "http"),
                ListenConfig.from(settings, "ops"),
                BreakerConfig.from(settings),
                settings.integer("stream.limit", 1, 100_000),
                ClusterConfig.from(settings),
                AccessConfig.from(settings),
                settings.duration("drain.timeout"));
    }

    /** Who may read every account without a token, though this machine is not alone; empty when nobody may. */
    public Optional<String> openTo() {
        return access.tokens().isEmpty() && !http.isLoopback()
                ? Optional.of("whoever reaches " + http.host() + ":" + http.port()
                        + " may read every account; set api.tokens.<name>.token and .accounts")
                : Optional.empty();
    }

    /**
     * A client of the registry; asks nothing yet.
     *
     * @throws SettingsException when one of its settings is wrong
     */
    public SchemaRegistry openRegistry() {
        try {
            return SchemaRegistry.open(registry);
        } catch (ConfigException e) {
            throw new SettingsException("registry.*: " + e.getMessage());
        }
    }

    private static Set<Dimension> dimensions(Settings settings) {
        Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        for (Dimension dimension : EnumSet.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER)) {
            if (settings.bool("dimensions." + dimension.name().toLowerCase(Locale.ROOT))) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    private static List<Integer> replyWithin(Settings settings) {
        String key = "reply.within";
        List<Integer> limits = new ArrayList<>();
        for (String limit : settings.strings(key)) {
            try {
                limits.add(Integer.parseInt(limit));
            } catch (NumberFormatException e) {
                throw settings.wrong(key, "whole seconds, separated by commas");
            }
        }
        if (!limits.stream().allMatch(SecondsBuckets::isEdge)) {
            throw settings.wrong(key, "seconds up to 120, or each the last of a histogram's bucket");
        }
        return limits;
    }
}
