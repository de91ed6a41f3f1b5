/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** A registry's REST API on a loopback port, which can be told to misbehave. */
public final class RegistryStub implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final SchemaRegistry registry;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<HttpHandler> misbehaviour = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Headers> headers = new ConcurrentLinkedDeque<>();

    public RegistryStub(SchemaRegistry registry) throws IOException {
        this.registry = registry;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    /** The next request is answered by the handler, the one after it as usual. */
    void next(HttpHandler handler) {
        misbehaviour.add(handler);
    }

    void nextAnswers(int status, String body) {
        next(exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    Headers lastHeaders() {
        return headers.getLast();
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        headers.add(exchange.getRequestHeaders());
        HttpHandler misbehaving = misbehaviour.poll();
        if (misbehaving != null) {
            misbehaving.handle(exchange);
            return;
        }
        try {
            send(exchange, 200, json.writeValueAsBytes(answer(exchange)));
        } catch (RegistryException e) {
            Map<String, Object> error = Map.of("error_code", e.errorCode(), "message", "stub: " + e.getMessage());
            send(exchange, e.status(), json.writeValueAsBytes(error));
        }
    }

    private JsonNode answer(HttpExchange exchange) throws IOException {
        Queue<String> path = new ArrayDeque<>(List.of(exchange.getRequestURI()
                .getRawPath()
                .substring("/api/".length())
                .split("/")));
        String resource = path.remove();
        ObjectNode body = body(exchange);
        if (resource.equals("schemas")) {
            path.remove();
            return json.createObjectNode()
                    .put(
                            "schema",
                            registry.byId(Integer.parseInt(path.remove())).toString());
        }
        String subject = URLDecoder.decode(path.remove(), StandardCharsets.UTF_8);
        if (resource.equals("config")) {
            return config(exchange, subject, body);
        }
        boolean get = exchange.getRequestMethod().equals("GET");
        if (get || path.isEmpty()) {
            return get ? registered(registry.latest(subject), 40401) : lookedUp(subject, schemaOf(body));
        }
        return json.createObjectNode().put("id", registry.register(subject, schemaOf(body)));
    }

    private ObjectNode config(HttpExchange exchange, String subject, ObjectNode body) {
        if (exchange.getRequestMethod().equals("PUT")) {
            registry.setCompatibility(subject, body.path("compatibility").asText());
            return body;
        }
        String level = registry.compatibility(subject).orElseThrow(() -> missing(40408));
        return json.createObjectNode().put("compatibilityLevel", level);
    }

    private ObjectNode lookedUp(String subject, Schema schema) {
        int id = registry.lookUp(subject, schema).orElseThrow(() -> missing(40403));
        return json.createObjectNode().put("subject", subject).put("id", id).put("version", 1);
    }

    private ObjectNode registered(Optional<SchemaRegistry.RegisteredSchema> found, int code) {
        SchemaRegistry.RegisteredSchema schema = found.orElseThrow(() -> missing(code));
        return json.createObjectNode()
                .put("subject", schema.subject())
                .put("id", schema.id())
                .put("version", schema.version())
                .put("schema", schema.schema().toString());
    }

    private ObjectNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        return bytes.length == 0 ? json.createObjectNode() : (ObjectNode) json.readTree(bytes);
    }

    private static Schema schemaOf(ObjectNode body) {
        return new Schema.Parser().parse(body.path("schema").asText());
    }

    private static RegistryException missing(int code) {
        return RegistryException.refused("not found", 404, code);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
