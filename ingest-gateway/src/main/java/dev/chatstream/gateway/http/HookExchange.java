/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.intake.Outcome;
import dev.chatstream.gateway.intake.WithoutMessage;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.source.Source;
import dev.chatstream.gateway.trace.HookTrace;
import dev.chatstream.gateway.trace.Tracing;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One admitted request: reads its body within the bounds, hands it on, writes the answer. Lives on one context. */
final class HookExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HookExchange.class);
    /** HMAC-SHA256 of the body in hex, with which Smartsupp's apps sign events. */
    static final String SIGNATURE = "X-Smartsupp-Hmac";

    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    private final HttpServerRequest request;
    private final Source source;
    private final Surroundings around;
    private final long startedNanos = System.nanoTime();
    private Buffer body = Buffer.buffer();
    private long reserved;
    private @Nullable HookTrace trace;
    private boolean over;

    /**
     * What all requests of one event loop share.
     *
     * @param reading the exchanges whose body is still arriving
     * @param tracing null when hooks are not traced
     */
    record Surroundings(
            Context context,
            int maxBody,
            InflightBytes inflight,
            HookIntake intake,
            Answers answers,
            Farewell farewell,
            Clock clock,
            Set<HookExchange> reading,
            @Nullable Tracing tracing) {}

    HookExchange(HttpServerRequest request, Source source, Surroundings around) {
        this.request = request;
        this.source = source;
        this.around = around;
    }

    /** Starts to read. */
    void begin() {
        long declared = declaredLength(request);
        if (declared > around.maxBody()) {
            giveUp(Problem.BODY_TOO_LARGE);
        } else if (!reserve(declared)) {
            giveUp(Problem.BUSY);
        } else {
            around.reading().add(this);
            request.handler(this::take).endHandler(end -> complete()).exceptionHandler(e -> abandon());
            if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
                request.response().writeContinue();
            }
        }
    }

    /** Length that the request declares; 0 when it declares none. */
    static long declaredLength(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    /** Nanoseconds since the request's head arrived. */
    long ageNanos(long now) {
        return now - startedNanos;
    }

    private void take(Buffer chunk) {
        if (over) {
            return;
        }
        long length = (long) body.length() + chunk.length();
        if (length > around.maxBody()) {
            giveUp(Problem.BODY_TOO_LARGE);
        } else if (!reserve(length)) {
            giveUp(Problem.BUSY);
        } else {
            body.appendBuffer(chunk);
        }
    }

    private boolean reserve(long length) {
        long more = length - reserved;
        if (more <= 0) {
            return true;
        }
        if (!around.inflight().tryAcquire(more)) {
            return false;
        }
        reserved = length;
        return true;
    }

    private void complete() {
        if (over) {
            return;
        }
        around.reading().remove(this);
        try {
            handOn();
        } catch (RuntimeException e) {
            LOG.error("a hook could not be handled", WithoutMessage.of(e));
            finish();
            around.answers().problem(request.response(), Problem.INTERNAL, source.name());
            endTrace("failed");
        }
    }

    private void handOn() {
        byte[] bytes = body.getBytes();
        body = Buffer.buffer(0);
        if (source.isSigned() && !source.vouchesFor(bytes, request.getHeader(SIGNATURE))) {
            finish();
            around.answers().problem(request.response(), Problem.BAD_SIGNATURE, source.name());
            return;
        }
        @Nullable String traceparent = request.getHeader(TRACEPARENT);
        if (around.tracing() != null) {
            trace = around.tracing().begin(source.name(), traceparent, request.getHeader(TRACESTATE), startedNanos);
            traceparent = trace.traceparent();
        }
        Delivery delivery = new Delivery(
                bytes,
                source.name(),
                around.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                request.getHeader(HttpHeaders.CONTENT_TYPE),
                traceparent);
        around.intake()
                .take(delivery, source.accounts(), outcome -> around.context().runOnContext(go -> answer(outcome)));
    }

    private void answer(Outcome outcome) {
        if (!over) {
            finish();
            String word = around.answers().outcome(request.response(), outcome, source);
            around.answers().took(word, System.nanoTime() - startedNanos);
            endTrace(word);
        }
    }

    private void endTrace(String outcome) {
        HookTrace current = trace;
        if (current != null) {
            current.end(outcome, request.response().getStatusCode());
        }
    }

    /** Answers before the body is complete; the rest of it is not wanted. */
    void giveUp(Problem problem) {
        finish();
        around.answers().problem(around.farewell().announce(request), problem, source.name());
        around.farewell().closeSoon(request);
    }

    /** The connection is gone before the body was complete: nobody to answer. */
    private void abandon() {
        if (!over) {
            finish();
        }
    }

    private void finish() {
        over = true;
        body = Buffer.buffer(0);
        around.reading().remove(this);
        around.inflight().release(reserved);
        reserved = 0;
    }
}
