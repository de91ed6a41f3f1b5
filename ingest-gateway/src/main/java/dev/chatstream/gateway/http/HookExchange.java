/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.config.TimeoutConfig;
import dev.chatstream.gateway.connection.Connections;
import dev.chatstream.gateway.connection.Farewell;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.intake.Outcome;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.record.WithoutMessage;
import dev.chatstream.gateway.source.Source;
import dev.chatstream.gateway.trace.HookTrace;
import dev.chatstream.gateway.trace.LoggedTrace;
import dev.chatstream.gateway.trace.Tracing;
import io.vertx.core.Context;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
    private static final int QUICKLY_JUDGED = 128 * 1024;

    private final HttpServerRequest request;
    private final Source source;
    private final Surroundings around;
    private final long startedNanos = System.nanoTime();
    private ContentCoding coding = ContentCoding.PLAIN;
    private @Nullable GatheredBody body;
    private long reserved;
    private @Nullable HookTrace trace;
    private boolean moved;
    private long quietSinceNanos = startedNanos;
    private boolean over;

    /**
     * What all requests of one event loop share.
     *
     * @param large where large bodies are judged
     * @param reading the exchanges whose body is still arriving
     * @param tracing null when hooks are not traced
     */
    record Surroundings(
            Context context,
            int maxBody,
            InflightBytes inflight,
            HookIntake intake,
            WorkerExecutor large,
            Answers answers,
            Farewell farewell,
            Connections connections,
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
        coding = ContentCoding.of(request);
        long declared = declaredLength(request);
        if (coding == ContentCoding.OTHER) {
            giveUp(Problem.CODING_NOT_TAKEN);
        } else if (declared > around.maxBody()) {
            giveUp(Problem.BODY_TOO_LARGE);
        } else {
            body = new GatheredBody(declared > 0 ? (int) declared : around.maxBody());
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

    /** Gives up when the body takes too long. To be called often while it is being read. */
    void giveUpIfSlow(long now, TimeoutConfig timeouts) {
        if (moved) {
            moved = false;
            quietSinceNanos = now;
        }
        if (now - startedNanos >= timeouts.body().toNanos()
                || now - quietSinceNanos >= timeouts.chunk().toNanos()) {
            giveUp(Problem.BODY_TOO_SLOW);
        }
    }

    private void take(Buffer chunk) {
        GatheredBody gathered = body;
        if (gathered == null) {
            return;
        }
        moved = true;
        if (chunk.length() > around.maxBody() - gathered.length()) {
            giveUp(Problem.BODY_TOO_LARGE);
        } else if (!reserve(gathered.sizeWith(chunk.length()))) {
            giveUp(Problem.BUSY);
        } else {
            gathered.add(chunk);
        }
    }

    /** Takes room for what is really held: who only announces a body must not keep others out. */
    private boolean reserve(int size) {
        long more = size - reserved;
        if (more > 0 && !around.inflight().tryAcquire(more)) {
            return false;
        }
        reserved = size;
        return true;
    }

    private void complete() {
        GatheredBody gathered = body;
        if (gathered == null) {
            return;
        }
        around.reading().remove(this);
        body = null;
        byte[] bytes = gathered.bytes();
        if (reserved > bytes.length) {
            around.inflight().release(reserved - bytes.length);
            reserved = bytes.length;
        }
        if (coding == ContentCoding.PLAIN) {
            handOn(bytes);
        } else {
            new GzipBody(bytes, around.maxBody(), around.context(), around.inflight(), this::inflated).inflate();
        }
    }

    private void inflated(byte[] bytes, @Nullable Problem problem) {
        around.inflight().release(reserved);
        reserved = bytes.length;
        if (over) {
            finish();
        } else if (problem == null) {
            handOn(bytes);
        } else {
            turnDown(problem);
        }
    }

    /** A large body takes long to parse, and one made to be costly very long: others must not wait for it. */
    private void handOn(byte[] bytes) {
        if (bytes.length > QUICKLY_JUDGED) {
            around.large().executeBlocking(() -> take(bytes), false).onComplete(this::settle, this::fail);
            return;
        }
        try {
            settle(take(bytes));
        } catch (RuntimeException | Error e) {
            // Whatever it was, the request is to be answered and its bytes given back.
            fail(e);
        }
    }

    private void settle(Optional<Problem> problem) {
        problem.ifPresent(this::turnDown);
    }

    private void fail(Throwable e) {
        @Nullable String traceparent = trace == null ? request.getHeader(TRACEPARENT) : trace.traceparent();
        LoggedTrace.around(
                Optional.ofNullable(traceparent).flatMap(TraceParent::traceId),
                () -> LOG.error("a hook could not be handled", WithoutMessage.of(e)));
        turnDown(Problem.INTERNAL);
        endTrace("failed");
    }

    /** Hands the body on unless it is not vouched for. */
    private Optional<Problem> take(byte[] bytes) {
        if (source.isSigned() && !source.vouchesFor(bytes, request.getHeader(SIGNATURE))) {
            return Optional.of(Problem.BAD_SIGNATURE);
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
        return Optional.empty();
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

    /** Answers once the body is complete that nothing was done with it. */
    private void turnDown(Problem problem) {
        if (!over) {
            finish();
            around.answers().problem(request.response(), problem, source.name());
        }
    }

    /** Answers before the body is complete; the rest of it is not wanted. */
    void giveUp(Problem problem) {
        finish();
        around.answers().problem(around.farewell().announce(request), problem, source.name());
        around.farewell().endSoon(request);
    }

    /** The connection is gone before the body was complete: nobody to answer. */
    private void abandon() {
        if (!over) {
            finish();
        }
    }

    private void finish() {
        over = true;
        body = null;
        around.reading().remove(this);
        around.inflight().release(reserved);
        reserved = 0;
    }
}
