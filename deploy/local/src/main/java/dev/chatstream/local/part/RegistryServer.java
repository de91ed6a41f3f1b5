/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Installation;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Apicurio Registry that keeps its schemas in an H2 database below the data folder. */
final class RegistryServer {
    /**
     * WRITE_DELAY=0 writes each commit at once, so that an id that was given out survives SIGKILL; the registry closes
     * the database itself, before H2's own shutdown hook could do it under its feet.
     */
    private static final String DATABASE_SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private final Installation installation;
    private final DataFolder data;
    private final HttpClient client;
    private final int port;

    RegistryServer(Installation installation, DataFolder data, HttpClient client, int port) {
        this.installation = installation;
        this.data = data;
        this.client = client;
        this.port = port;
    }

    PartSpec spec() {
        URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
        return new PartSpec(
                PartName.REGISTRY,
                List.of(
                        Installation.java().toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-javaagent:" + installation.lifelineJar(),
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        installation.registryJar().toString()),
                Map.of(
                        "REGISTRY_DATASOURCE_URL",
                        "jdbc:h2:file:" + data.path().resolve("registry/registry") + DATABASE_SETTINGS),
                data.log(PartName.REGISTRY.label()),
                () -> data.folder("registry"),
                () -> Probe.answers(client, ready),
                Duration.ofSeconds(15),
                baseUrl(port));
    }

    /** Base of the registry's Confluent-compatible API. */
    static String baseUrl(int port) {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }
}
