/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import dev.chatstream.processor.query.Replica;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One question to another instance and its answer. However it goes, it ends once, and within its time. */
final class PeerExchange {
    /** Above the largest answer that the bounds of the resources allow. */
    private static final int MOST_BYTES = 32 << 20;

    /** What a resource can say about what it was asked; anything else is not about that. */
    private static final Set<Integer> ANSWERS = Set.of(200, 404, 422);

    /** Belong to the answer and not to the connection. */
    private static final Set<String> OF_THE_ANSWER = Set.of("ETag", "Cache-Control", "Vary", "Content-Disposition");

    private static final Pattern OURS = Pattern.compile("Chatstream-(?!Hop$)[A-Z].*");

    private final Vertx vertx;
    private final Replica replica;
    private final Promise<PeerAnswer> promise = Promise.promise();
    private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();

    PeerExchange(Vertx vertx, Replica replica) {
        this.vertx = vertx;
        this.replica = replica;
    }

    Future<PeerAnswer> run(Supplier<Future<HttpClientRequest>> connection, Duration within) {
        long timer = vertx.setTimer(within.toMillis(), fired -> end(Silence.LATE));
        // compose turns what is thrown, by a client that is closed for example, into a failure
        Future.succeededFuture()
                .compose(now -> connection.get())
                .onSuccess(this::send)
                .onFailure(this::failed);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void send(HttpClientRequest connected) {
        request.set(connected);
        if (promise.future().isComplete()) {
            reset();
            return;
        }
        connected.send().onSuccess(this::read).onFailure(this::failed);
    }

    private void read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(this::failed)
                .handler(bytes -> {
                    if (body.length() + bytes.length() > MOST_BYTES) {
                        end(Silence.UNUSABLE);
                    } else {
                        body.appendBuffer(bytes);
                    }
                })
                .endHandler(ended -> promise.tryComplete(judge(response, body)));
    }

    private PeerAnswer judge(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status == 401) {
            return new PeerAnswer.Silent(Silence.REFUSED);
        }
        if (status == 503) {
            return new PeerAnswer.Silent(Silence.NOT_HERE);
        }
        String mediaType = response.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean ours = Hops.value(replica).equals(response.getHeader(Hops.HEADER));
        if (!ours || mediaType == null || !ANSWERS.contains(status)) {
            return new PeerAnswer.Silent(Silence.UNUSABLE);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String name : OF_THE_ANSWER) {
            Optional.ofNullable(response.getHeader(name)).ifPresent(value -> headers.put(name, value));
        }
        response.headers().forEach((name, value) -> {
            if (OURS.matcher(name).matches()) {
                headers.put(name, value);
            }
        });
        return new PeerAnswer.Answered(status, mediaType, headers, body.toString());
    }

    private void failed(Throwable failure) {
        end(failure instanceof ConnectionPoolTooBusyException ? Silence.BUSY : Silence.UNREACHABLE);
    }

    /** Nothing more is wanted, so the connection is of no use either. */
    private void end(Silence silence) {
        if (promise.tryComplete(new PeerAnswer.Silent(silence))) {
            reset();
        }
    }

    private void reset() {
        HttpClientRequest sent = request.get();
        if (sent != null) {
            sent.reset();
        }
    }
}
