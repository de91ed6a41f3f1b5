/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the parts of one pipeline. */
public final class Parts {
    private Parts() {}

    /** The wanted parts by name, none of them started. */
    public static Map<PartName, Part> of(
            Collection<PartName> wanted,
            Installation installation,
            DataFolder data,
            Ports ports,
            ProgramSettings settings,
            Consumer<Part> onUnexpectedEnd) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        Programs programs = new Programs(installation, data, client, ports, settings);
        Map<PartName, Part> parts = new EnumMap<>(PartName.class);
        for (PartName name : Set.copyOf(wanted)) {
            PartSpec spec = switch (name) {
                case BROKER -> new Broker(installation, data, ports.kafka()).spec();
                case REGISTRY -> new RegistryServer(installation, data, client, ports.registry()).spec();
                case PROCESSOR -> programs.processor();
                case GATEWAY -> programs.gateway();
            };
            parts.put(name, new Part(spec, onUnexpectedEnd));
        }
        return parts;
    }

    /** Base of the registry's Confluent-compatible API. */
    public static String registryUrl(Ports ports) {
        return RegistryServer.baseUrl(ports.registry());
    }
}
