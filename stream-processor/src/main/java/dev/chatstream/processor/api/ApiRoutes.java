/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the query API, and how its errors look. */
public final class ApiRoutes {
    private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String ACCOUNT = "/api/v1/accounts/:account";

    private final Vertx vertx;
    private final AccountDispatch dispatch;
    private final List<AccountResource> resources;
    private final StreamRoute stream;

    /**
     * Not listening yet.
     *
     * @param dimensions what is counted beside the account
     * @param feeds streams that are open
     */
    public ApiRoutes(
            Vertx vertx,
            AccountDispatch dispatch,
            SummaryView summaryView,
            ZonesConfig zones,
            Set<Dimension> dimensions,
            Feeds feeds) {
        this.vertx = vertx;
        this.dispatch = dispatch;
        this.resources = List.of(new SummaryResource(summaryView, zones, dimensions));
        this.stream = new StreamRoute(
                dispatch,
                resources.stream().collect(Collectors.toMap(AccountResource::path, Function.identity())),
                feeds);
    }

    public Router router() {
        Router router = Router.router(vertx);
        for (AccountResource resource : resources) {
            router.route(ACCOUNT + resource.path())
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(context -> ask(context, resource));
        }
        router.get(ACCOUNT + StreamRoute.PATH).handler(this::openStream);
        router.errorHandler(400, context -> send(context, Reply.problem(Problem.badRequest())));
        router.errorHandler(404, context -> send(context, Reply.problem(Problem.noSuchResource())));
        router.errorHandler(
                405,
                context ->
                        send(context, Reply.problem(Problem.methodNotAllowed()).with("Allow", "GET, HEAD")));
        router.errorHandler(500, context -> {
            log.atError().setCause(context.failure()).log("a request of the query API failed");
            send(context, Reply.problem(Problem.bug()));
        });
        return router;
    }

    private void ask(RoutingContext context, AccountResource resource) {
        try {
            Parameters parameters = new Parameters(context.queryParams(), resource.parameters());
            long accountId = Parameters.accountId(context.pathParam("account"));
            dispatch.ask(accountId, resource.question(accountId, parameters))
                    .onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            send(context, Reply.problem(e.problem()));
        }
    }

    private void openStream(RoutingContext context) {
        try {
            stream.open(context, Parameters.accountId(context.pathParam("account")))
                    .onSuccess(refused -> refused.ifPresent(reply -> send(context, reply)))
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            send(context, Reply.problem(e.problem()));
        }
    }

    private static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        String tag = reply.headers().get("ETag");
        if (known != null && tag != null && ContentHash.matches(known, tag)) {
            response.setStatusCode(304);
            reply.headers().forEach(response::putHeader);
            response.end();
        }
        if (!response.ended()) {
            response.setStatusCode(reply.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, reply.mediaType())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            reply.headers().forEach(response::putHeader);
            response.end(reply.body());
        }
    }
}
