/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.intake.Outcome;
import dev.chatstream.gateway.metrics.AnswerMetrics;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.source.Source;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;

/** Writes answers: 200 for what is kept, problem+json (RFC 9457) for the rest. Never a value of a body. */
final class Answers {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final String RETRY_SECONDS = "2";
    private static final String QUARANTINED = "quarantined";

    private final AnswerMetrics metrics;

    Answers(AnswerMetrics metrics) {
        this.metrics = metrics;
        metrics.expect(Problem.OF_REQUESTS);
    }

    /** Writes what became of a hook, and gives the one word for it. */
    String outcome(HttpServerResponse response, Outcome outcome, Source source) {
        return outcome.<Supplier<String>>fold(
                        stored -> () -> kept(response, stored.eventId(), "stored"),
                        spooled -> () -> kept(response, spooled.eventId(), "spooled"),
                        rejected -> () -> quarantined(response, rejected, source),
                        refused -> () -> refused(response, refused.reason(), source))
                .get();
    }

    private String quarantined(HttpServerResponse response, Outcome.Rejected rejected, Source source) {
        Rejection rejection = rejected.rejection();
        metrics.denied(rejection.reason(), source.name());
        if (source.acceptsRejected()) {
            return kept(response, rejected.quarantineId(), QUARANTINED);
        }
        rejected(response, rejected.quarantineId(), rejection);
        return QUARANTINED;
    }

    private String refused(HttpServerResponse response, Refusal reason, Source source) {
        metrics.denied(reason, source.name());
        Problem problem = Problem.of(reason);
        send(response, problem, json(problem));
        return "refused";
    }

    private String kept(HttpServerResponse response, String eventId, String status) {
        metrics.answered(200);
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end("{\"id\":\"" + eventId + "\",\"status\":\"" + status + "\"}");
        return status;
    }

    private void rejected(HttpServerResponse response, String quarantineId, Rejection rejection) {
        Problem problem = Problem.of(rejection.reason());
        JsonObject body = json(problem).put("detail", rejection.detail());
        rejection.pointer().ifPresent(pointer -> body.put("pointer", pointer));
        rejection.expected().ifPresent(expected -> body.put("expected", expected));
        send(response, problem, body.put("quarantineId", quarantineId));
    }

    /**
     * Says in the answer to come when it may be tried again; whole seconds, so rather a little later than too early.
     */
    void retryAfter(HttpServerResponse response, Duration wait) {
        response.putHeader(RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds()));
    }

    /** Answers a request that is no hook yet. */
    void problem(HttpServerResponse response, Problem problem) {
        problem(response, problem, "");
    }

    /**
     * Answers a request that is no hook yet.
     *
     * @param source the name of its source
     */
    void problem(HttpServerResponse response, Problem problem, String source) {
        metrics.turnedAway(problem, source);
        send(response, problem, json(problem));
    }

    /** A hook was answered so long after its head had arrived. */
    void took(String outcome, long nanos) {
        metrics.took(outcome, nanos);
    }

    private static JsonObject json(Problem problem) {
        return new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status());
    }

    /** Writes a document, unless the reader has it. */
    void document(HttpServerRequest request, Documents.Document document) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.ETAG, document.etag());
        if (document.isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            metrics.answered(304);
            response.setStatusCode(304).end();
            return;
        }
        metrics.answered(200);
        response.putHeader(HttpHeaders.CONTENT_TYPE, document.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        Integer.toString(document.content().length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(document.content());
        }
    }

    /**
     * Answers a request that is not HTTP: writes the whole answer, but leaves the response open, and so the connection.
     */
    void unended(HttpServerResponse response, Problem problem) {
        metrics.turnedAway(problem, "");
        Buffer body = json(problem).toBuffer();
        head(response, problem)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .write(body);
    }

    private void send(HttpServerResponse response, Problem problem, JsonObject body) {
        head(response, problem).end(body.toBuffer());
    }

    private HttpServerResponse head(HttpServerResponse response, Problem problem) {
        metrics.answered(problem.status());
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        if (problem.passes()) {
            response.putHeader(RETRY_AFTER, RETRY_SECONDS);
        }
        if (problem == Problem.NOT_ADMITTED) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"hooks\"");
        }
        if (problem == Problem.CODING_NOT_TAKEN) {
            response.putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.createOptimized("gzip"));
        }
        return response;
    }
}
