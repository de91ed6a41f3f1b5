/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.query.Replica;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request for a resource of an account, from its parameters to the last byte of its answer. A long answer is
 * written page by page: the next page is read when the reader has taken the one before, so nothing but one page is
 * held, and no iterator is open while a slow reader is waited for.
 */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final RoutingContext context;
    private final AccountResource resource;
    private final AccountDispatch dispatch;
    private final Optional<Replica> hop;
    private final HttpServerResponse response;
    private final MultiMap query = MultiMap.caseInsensitiveMultiMap();

    /** Whether the first page of a long answer said that it is stale. */
    private boolean stale;

    /** @param hop what may answer when another instance asks; empty when anybody else does */
    Exchange(RoutingContext context, AccountResource resource, AccountDispatch dispatch, Optional<Replica> hop) {
        this.context = context;
        this.resource = resource;
        this.dispatch = dispatch;
        this.hop = hop;
        this.response = context.response();
        query.addAll(context.queryParams());
    }

    void run() {
        try {
            Optional<Format> format = negotiated();
            if (format.isEmpty()) {
                send(context, Reply.problem(Problem.notAcceptable()));
                return;
            }
            long accountId = Parameters.accountId(context.pathParam("account"));
            Parameters parameters = new Parameters(query, resource.parameters());
            boolean goesOn = hop.isEmpty() && resource.goesOn(parameters);
            if (goesOn && context.request().version() == HttpVersion.HTTP_1_0) {
                throw new BadParameter(
                        "limit", "to be given with HTTP/1.0, where a list that is cut off looks like a whole one");
            }
            ask(accountId, parameters)
                    .onSuccess(reply -> {
                        Optional<String> next = next(reply);
                        if (goesOn && next.isPresent()) {
                            begin(accountId, reply, next.get());
                        } else {
                            send(context, reply);
                        }
                    })
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            send(context, Reply.problem(e.problem()));
        }
    }

    private Future<Reply> ask(long accountId, Parameters parameters) throws BadParameter {
        AccountQuestion question = resource.question(accountId, parameters);
        return hop.isPresent()
                ? dispatch.answer(hop.get(), accountId, question)
                : dispatch.ask(accountId, question, resource.address(accountId, query));
    }

    /** A whole answer. */
    static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        String tag = reply.headers().get("ETag");
        if (response.ended()) {
            return;
        }
        if (known != null && tag != null && ContentHash.matches(known, tag)) {
            response.setStatusCode(304);
            reply.headers().forEach(response::putHeader);
            response.end();
            return;
        }
        head(response, reply);
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.end();
        } else {
            response.end(reply.body());
        }
    }

    private static void head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response::putHeader);
    }

    /** What the answer is to be written as; the parameter goes before the header. */
    private Optional<Format> negotiated() {
        if (!resource.parameters().contains(Format.PARAMETER) || query.contains(Format.PARAMETER)) {
            return Optional.of(Format.JSON);
        }
        Optional<Format> accepted =
                Format.accepted(String.join(",", context.request().headers().getAll(HttpHeaders.ACCEPT)));
        accepted.ifPresent(format -> query.set(Format.PARAMETER, format.parameter()));
        return accepted;
    }

    private static Optional<String> next(Reply reply) {
        return Optional.ofNullable(reply.headers().get(ConversationsView.NEXT));
    }

    private void begin(long accountId, Reply reply, String next) {
        stale = isStale(reply);
        head(response, reply);
        response.headers().remove(ConversationsView.NEXT);
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.end();
            return;
        }
        response.setChunked(true);
        write(accountId, reply.body(), Optional.of(next));
    }

    private void write(long accountId, String page, Optional<String> next) {
        if (response.closed()) {
            log.debug("the reader of a list has gone");
            return;
        }
        if (next.isEmpty()) {
            response.end(page);
            return;
        }
        if (page.isEmpty()) {
            goOn(accountId, next.get());
            return;
        }
        // the future of a write is done when the bytes have left, which is as late as a slow reader makes it
        response.write(page)
                .onSuccess(written -> goOn(accountId, next.get()))
                .onFailure(gone -> log.debug("the reader of a list has gone"));
    }

    private void goOn(long accountId, String cursor) {
        try {
            query.set(Parameters.CURSOR, cursor);
            ask(accountId, new Parameters(query, resource.parameters()))
                    .onSuccess(reply -> {
                        if (reply.status() != 200) {
                            breakOff("status " + reply.status(), null);
                        } else if (isStale(reply) && !stale) {
                            breakOff("only stale rows could go on", null);
                        } else {
                            write(accountId, reply.body(), next(reply));
                        }
                    })
                    .onFailure(failure -> breakOff("a page failed", failure));
        } catch (BadParameter e) {
            breakOff("a cursor of ours is no cursor", e);
        }
    }

    private static boolean isStale(Reply reply) {
        return reply.headers().containsKey(ConversationsView.STALE);
    }

    /** What was written cannot be taken back: the reader must see that it is not all. */
    private void breakOff(String reason, @Nullable Throwable failure) {
        log.atWarn().setCause(failure).addKeyValue("reason", reason).log("a list was broken off");
        response.reset();
    }
}
