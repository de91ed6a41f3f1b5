/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import dev.chatstream.processor.config.ClusterConfig;
import dev.chatstream.processor.query.Replica;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances, within bounds: of connections, of questions that wait for one, of time, and of bytes. */
public final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final int CONNECT_MILLIS = 500;

    /** Less than what the server takes before it closes a connection that rests. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final ClusterConfig config;
    private final HttpClientAgent client;
    private final Counter answered;
    private final Map<Silence, Counter> silences = new EnumMap<>(Silence.class);
    private final Map<Silence, Seldom> warnings = new EnumMap<>(Silence.class);
    private final Hanging hanging;

    public Peers(Vertx vertx, ClusterConfig config, MeterRegistry meters, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.config = config;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                .with(new PoolOptions().setHttp1MaxSize(config.connections()).setMaxWaitQueueSize(config.connections()))
                .build();
        this.hanging = new Hanging(nanoTime);
        this.answered = counter("answered", meters);
        for (Silence silence : Silence.values()) {
            silences.put(silence, counter(silence.tag(), meters));
            warnings.put(silence, new Seldom(nanoTime));
        }
    }

    /**
     * Whether others should be asked first, because the last question to this one got no answer in time. Now and then
     * says no all the same, to one question, which thereby finds out.
     */
    public boolean hangs(Address peer) {
        return hanging.isAvoided(peer);
    }

    /** Asks the same that was asked here. Never fails: whatever goes wrong is a {@link PeerAnswer.Silent}. */
    public Future<PeerAnswer> ask(Address peer, String pathAndQuery, Replica replica) {
        return ask(peer, pathAndQuery, replica, HopScope.OF_THE_PATH);
    }

    /**
     * Asks the same about several accounts or partitions.
     *
     * @param scope which ones
     */
    public Future<PeerAnswer> ask(Address peer, String pathAndQuery, Replica replica, HopScope scope) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(peer.host())
                .setPort(peer.port())
                .setURI(pathAndQuery)
                .putHeader(Hops.HEADER, Hops.value(replica));
        config.token().ifPresent(token -> options.putHeader(HttpHeaders.AUTHORIZATION, Hops.BEARER + token));
        scope.headers().forEach(options::putHeader);
        return new PeerExchange(vertx, replica)
                .run(() -> client.request(options), config.timeout())
                .onSuccess(answer -> {
                    hanging.heard(peer, answer);
                    count(peer, answer);
                });
    }

    private void count(Address peer, PeerAnswer answer) {
        if (!(answer instanceof PeerAnswer.Silent silent)) {
            answered.increment();
            return;
        }
        Silence silence = silent.silence();
        Objects.requireNonNull(silences.get(silence)).increment();
        if (silence != Silence.NOT_HERE) {
            warn(peer, silence);
        }
    }

    private void warn(Address peer, Silence silence) {
        Seldom seldom = warnings.get(silence);
        if (seldom != null && seldom.now()) {
            log.atWarn().addKeyValue("peer", peer).log("another instance {}", silence.words());
        }
    }

    /** Counts from 0 on: an alert does not see the first event of a counter that is born with it. */
    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("chatstream.processor.hops")
                .description("Questions passed on to other instances, by what came of it")
                .tag("outcome", outcome)
                .register(meters);
    }

    public Future<Void> close() {
        return client.close();
    }
}
