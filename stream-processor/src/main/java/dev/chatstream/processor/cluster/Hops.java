/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import dev.chatstream.processor.config.ClusterConfig;
import dev.chatstream.processor.query.Replica;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that come from another instance of the group: answered from what is here, never sent on. With
 * {@code cluster.token} set they must show it. Without it anybody may send one, which gets nothing that asking directly
 * would not, unless asking wants an API token: then nobody may.
 */
public final class Hops {
    /** Says that a request is a hop, and which state may answer; the answer has it too. */
    public static final String HEADER = "Chatstream-Hop";

    static final String BEARER = "Bearer ";

    private static final Logger log = LoggerFactory.getLogger(Hops.class);

    private final List<byte[]> accepted = new ArrayList<>();
    private final boolean openToAnybody;
    private final Counter refused;
    private final Seldom seldom;

    /** @param wantsApiToken whether who asks directly must show an API token */
    public Hops(ClusterConfig config, boolean wantsApiToken, MeterRegistry meters, LongSupplier nanoTime) {
        config.token().map(Hops::digest).ifPresent(accepted::add);
        config.previous().map(Hops::digest).ifPresent(accepted::add);
        this.openToAnybody = accepted.isEmpty() && !wantsApiToken;
        this.refused = Counter.builder("chatstream.processor.hops.refused")
                .description("Requests of other instances refused because their token is not this instance's")
                .register(meters);
        this.seldom = new Seldom(nanoTime);
    }

    /** Which state may answer; empty for a request that is no hop. */
    public Optional<Replica> replica(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER)).flatMap(Hops::parse);
    }

    /** Whether a request certainly comes from another instance, which has looked at who asks. */
    public boolean isOfPeer(HttpServerRequest request) {
        return replica(request).isPresent() && showsToken(request);
    }

    /** Whether a request says that it is a hop but does not prove it, though it must; counts it. */
    public boolean refuses(HttpServerRequest request) {
        if (openToAnybody || replica(request).isEmpty() || showsToken(request)) {
            return false;
        }
        refused.increment();
        if (seldom.now()) {
            log.atWarn()
                    .addKeyValue("from", request.remoteAddress().hostAddress())
                    .log("a hop without this instance's cluster.token was refused");
        }
        return true;
    }

    private boolean showsToken(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return false;
        }
        byte[] shown = digest(header.substring(BEARER.length()));
        boolean known = false;
        for (byte[] token : accepted) {
            known |= MessageDigest.isEqual(token, shown);
        }
        return known;
    }

    static String value(Replica replica) {
        return replica.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Replica> parse(String value) {
        for (Replica replica : Replica.values()) {
            if (value(replica).equals(value)) {
                return Optional.of(replica);
            }
        }
        return Optional.empty();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
