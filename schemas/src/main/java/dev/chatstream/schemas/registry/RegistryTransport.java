/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.schemas.registry.RegistryConfig.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one request to whichever endpoint answers, and one answer back. */
final class RegistryTransport {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
    private static final int ANSWER_LIMIT = 16 * 1024 * 1024;
    private static final int NOT_FOUND = 404;
    private static final String MISSING_PATH =
            "is the path of the registry's API missing in schema.registry.url, such as /apis/ccompat/v7?";
    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final RegistryConfig config;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger preferred = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    RegistryTransport(RegistryConfig config) {
        this.config = config;
        // HTTP/1.1: an upgrade header towards plain HTTP/2 confuses some proxies and gains nothing for rare requests.
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.connectTimeout());
        config.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Sends the request until an endpoint answers it for good, the retries are used up or the deadline is reached. */
    JsonNode send(RegistryRequest request) {
        long end = System.nanoTime() + config.deadline().toNanos();
        for (int round = 0; ; round++) {
            RegistryException failure = null;
            List<Endpoint> endpoints = config.endpoints();
            int first = preferred.get();
            for (int i = 0; i < endpoints.size() && (failure == null || end - System.nanoTime() > 0); i++) {
                int index = (first + i) % endpoints.size();
                try {
                    JsonNode answer = sendTo(endpoints.get(index), request, end);
                    preferred.set(index);
                    return answer;
                } catch (RegistryException e) {
                    if (!e.retriable()) {
                        throw e;
                    }
                    LOG.warn("{}", e.getMessage());
                    if (failure != null) {
                        e.addSuppressed(failure);
                    }
                    failure = e;
                }
            }
            if (failure != null && !pauseAfter(round, end)) {
                throw failure;
            }
        }
    }

    /** Whether there is another round; waits for its time. */
    private boolean pauseAfter(int round, long end) {
        if (round >= config.maxRetries()) {
            return false;
        }
        long longest =
                Math.min(config.retryMaxWait().toNanos(), config.retryWait().toNanos() << Math.min(round, 20));
        long pause = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        if (end - System.nanoTime() <= pause) {
            return false;
        }
        try {
            return !closed.await(pause, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends pauses between rounds; connections are closed by the JDK's client when they idle. */
    void close() {
        closed.countDown();
    }

    private JsonNode sendTo(Endpoint endpoint, RegistryRequest request, long end) {
        long nanos = Math.min(config.requestTimeout().toNanos(), end - System.nanoTime());
        if (nanos <= 0) {
            throw unreachable(endpoint, request, "not asked, the deadline of " + config.deadline() + " is over", null);
        }
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(httpRequest(endpoint, request), info -> new BoundedBody(ANSWER_LIMIT));
        try {
            return read(endpoint, request, pending.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw unreachable(
                    endpoint,
                    request,
                    "no answer within " + Duration.ofNanos(nanos).toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(endpoint, request, "interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable(endpoint, request, reasonOf(cause), cause);
        }
    }

    private static HttpRequest httpRequest(Endpoint endpoint, RegistryRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(endpoint.url() + request.path()))
                .header("Accept", JSON + ", application/json;q=0.9")
                .header("User-Agent", "chatstream");
        endpoint.authorization().ifPresent(value -> builder.header("Authorization", value));
        request.body().ifPresent(body -> builder.header("Content-Type", JSON));
        return builder.method(
                        request.method(),
                        request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody))
                .build();
    }

    private JsonNode read(Endpoint endpoint, RegistryRequest request, HttpResponse<byte[]> response) {
        JsonNode answer = parse(response.body());
        int status = response.statusCode();
        if (status >= 200 && status < 300 && answer != null) {
            return answer;
        }
        String where = describe(endpoint, request) + ": ";
        if (answer != null && answer.has("error_code")) {
            int code = answer.path("error_code").asInt();
            String message = answer.path("message").asText("no message");
            throw RegistryException.refused(
                    where + "HTTP " + status + ", error code " + code + ": " + shortened(message)
                            + (status == NOT_FOUND && code == NOT_FOUND ? " (" + MISSING_PATH + ")" : ""),
                    status,
                    code);
        }
        throw RegistryException.refused(
                where + "HTTP " + status + " without the JSON of a schema registry (" + hint(status) + ")", status, 0);
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> "check the credentials";
            case NOT_FOUND -> MISSING_PATH;
            default -> "is this the root of its API?";
        };
    }

    private @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode answer = json.readTree(body);
            return answer.isObject() ? answer : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static RegistryException unreachable(
            Endpoint endpoint, RegistryRequest request, String reason, @Nullable Throwable cause) {
        return RegistryException.unreachable(describe(endpoint, request) + ": " + reason, cause);
    }

    private static String describe(Endpoint endpoint, RegistryRequest request) {
        return "schema registry " + endpoint.url() + ", " + request.purpose();
    }

    private static String reasonOf(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "cannot be reached (" + cause.getClass().getSimpleName() + ")" : shortened(message);
    }

    private static String shortened(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= 500 ? oneLine : oneLine.substring(0, 500) + "…";
    }
}
