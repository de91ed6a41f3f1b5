/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.StartListener;
import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.schemas.registry.RegistryConfig;
import dev.chatstream.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A pipeline as its users see it: hooks go in over HTTP, records come out of topics and figures out of the API. */
public final class TestRun implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final LocalPipeline pipeline;

    private TestRun(LocalPipeline pipeline) {
        this.pipeline = pipeline;
    }

    public static Installation installation() {
        return new Installation(Path.of("../.."));
    }

    public static Path dataFolder(String name) {
        return Path.of("target", "runs", name);
    }

    /** The whole pipeline on any free ports, without data. */
    public static TestRun fresh(String name) {
        return started(
                LocalOptions.whole(installation(), dataFolder(name), Ports.ANY).withFresh(true));
    }

    public static TestRun started(LocalOptions options) {
        return new TestRun(LocalPipeline.started(options, StartListener.SILENT));
    }

    public LocalPipeline pipeline() {
        return pipeline;
    }

    Topics topics() {
        return new Topics(pipeline.bootstrapServers());
    }

    SchemaRegistry registry() {
        return SchemaRegistry.open(Map.of(RegistryConfig.URL, pipeline.registryUrl()));
    }

    public URI hooks() {
        return URI.create("http://127.0.0.1:" + pipeline.ports().gateway() + "/hooks/smartsupp/local");
    }

    public HttpResponse<String> post(String body) {
        return post(hooks(), body);
    }

    HttpResponse<String> post(URI url, String body) {
        return send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> summary(long account, String window) {
        return get(URI.create("http://127.0.0.1:" + pipeline.ports().api() + "/api/v1/accounts/" + account
                + "/summary?window=" + window));
    }

    public HttpResponse<String> get(URI url) {
        return send(HttpRequest.newBuilder(url).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** What a program wrote. */
    String log(String program) {
        try {
            return Files.readString(pipeline.data().log(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything; fails when the gateway's event loops were blocked meanwhile, of which Vert.x tells the log. */
    @Override
    public void close() {
        pipeline.close();
        boolean gatewayRan = Files.exists(pipeline.data().log("gateway"));
        if (gatewayRan) {
            assertThat(log("gateway")).doesNotContain("has been blocked");
        }
    }
}
