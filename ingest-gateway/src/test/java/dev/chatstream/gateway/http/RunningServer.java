/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.EventLoopWatch;
import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.address.TrustedProxies;
import dev.chatstream.gateway.config.HttpConfig;
import dev.chatstream.gateway.config.LimitConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.config.TimeoutConfig;
import dev.chatstream.gateway.config.TlsConfig;
import dev.chatstream.gateway.connection.ConnectionLimit;
import dev.chatstream.gateway.connection.Tls;
import dev.chatstream.gateway.connection.TlsException;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.intake.BugLog;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.intake.Keeper;
import dev.chatstream.gateway.metrics.AnswerMetrics;
import dev.chatstream.gateway.metrics.ConnectionMetrics;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.metrics.TlsMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.source.Access;
import dev.chatstream.gateway.source.Sources;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.trace.Tracing;
import dev.chatstream.schemas.topic.TopicNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The port for hooks with everything behind it, up to a publisher that does as told. */
final class RunningServer implements AutoCloseable {
    static final int MAX_BODY = 64 * 1024;
    static final Duration HOUR = Duration.ofHours(1);
    static final TimeoutConfig PATIENT = new TimeoutConfig(HOUR, HOUR, HOUR, HOUR);
    static final LimitConfig LIMITS = new LimitConfig(1000, 4096, 8192, 100);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HookServer> servers = new CopyOnWriteArrayList<>();
    private final EventLoopWatch watch = new EventLoopWatch();
    private final Vertx vertx;
    private final String deployment;
    final Optional<Tls> tls;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final StubPublisher publisher = new StubPublisher();
    final InflightBytes inflight;
    volatile Sources sources =
            new Sources(List.of(new SourceConfig("shop", "t0ken"), new SourceConfig("stubborn", "t0ken", true)));
    volatile Optional<SchemaIds> schemaIds = Optional.of(new SchemaIds(7, 9, 8));

    RunningServer(Duration bodyTimeout) {
        this(bodyTimeout, MAX_BODY);
    }

    RunningServer(Duration bodyTimeout, int maxBody) {
        this(bodyTimeout, maxBody, List.of());
    }

    RunningServer(Duration bodyTimeout, int maxBody, List<AddressRange> trustedProxies) {
        this(bodyTimeout, maxBody, trustedProxies, null);
    }

    RunningServer(Duration bodyTimeout, int maxBody, List<AddressRange> trustedProxies, @Nullable Tracing tracing) {
        this(
                maxBody,
                new TimeoutConfig(HOUR, bodyTimeout, HOUR, HOUR),
                LIMITS,
                Optional.empty(),
                new TrustedProxies(trustedProxies),
                Optional.empty(),
                tracing);
    }

    RunningServer(TimeoutConfig timeouts, LimitConfig limits, Optional<TlsConfig> files) {
        this(MAX_BODY, timeouts, limits, files, new TrustedProxies(List.of()), Optional.empty(), null);
    }

    static RunningServer withSpool(Spool spool) {
        return new RunningServer(
                MAX_BODY, PATIENT, LIMITS, Optional.empty(), new TrustedProxies(List.of()), Optional.of(spool), null);
    }

    private RunningServer(
            int maxBody,
            TimeoutConfig timeouts,
            LimitConfig limits,
            Optional<TlsConfig> files,
            TrustedProxies proxies,
            Optional<Spool> spool,
            @Nullable Tracing tracing) {
        inflight = new InflightBytes(2L * maxBody);
        HttpConfig config = new HttpConfig("127.0.0.1", 0, 2, maxBody, timeouts, limits, files);
        ConnectionLimit limit = new ConnectionLimit(limits.maxConnections(), new ConnectionMetrics(meters));
        vertx = watch.watched(Vertx.builder().withTransport(limit.on(Transport.NIO)));
        tls = files.map(this::certificate);
        int maxRecord = TopicNames.maxMessageBytes(maxBody);
        HookMetrics metrics = new HookMetrics(meters);
        BugLog bugs = new BugLog();
        HookIntake intake = new HookIntake(
                new Judge(new HookParser(maxRecord)::parse, bugs),
                new Keeper(new Recording(maxRecord, bugs), publisher, () -> schemaIds, Breaker.never(), spool, metrics),
                metrics);
        deployment = await(vertx.deployVerticle(
                () -> {
                    HookServer server = new HookServer(
                            config,
                            Duration.ofSeconds(5),
                            new Access(() -> sources, proxies),
                            inflight,
                            intake,
                            new AnswerMetrics(meters),
                            limit,
                            tls,
                            tracing);
                    servers.add(server);
                    return server;
                },
                new DeploymentOptions().setInstances(2)));
    }

    Instant check(TlsConfig files) throws TlsException {
        return Tls.check(vertx, files);
    }

    private Tls certificate(TlsConfig files) {
        try {
            return Tls.load(vertx, files, new TlsMetrics(meters));
        } catch (TlsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    int port() {
        return servers.get(0).port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return sendAsync(request).join();
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(
                        request.version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    HttpRequest sent = response.request();
                    OpenApiDocument.INSTANCE.check(sent.method(), sent.uri().getRawPath(), Answer.of(response));
                    return response;
                });
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Writes the very bytes and reads until the server closes. */
    String raw(String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            try (InputStream in = socket.getInputStream()) {
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                String[] line = text.split("[ \r]", 3);
                Answer.of(answer).ifPresent(first -> OpenApiDocument.INSTANCE.check(line[0], line[1], first));
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double count(String name) {
        return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    /** A client that speaks HTTP/2 and trusts anybody. */
    io.vertx.core.http.HttpClient http2Client() {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    long gauge(String name) {
        return (long) meters.get(name).gauge().value();
    }

    Future<Void> stop() {
        return vertx.undeploy(deployment);
    }

    @Override
    public void close() {
        await(vertx.close());
        watch.assertNeverBlocked();
    }
}
