/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.SummaryQuery;
import dev.chatstream.processor.query.SummaryQuery.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of the query API. */
public final class ApiRoutes {
    private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String SUMMARY = "/api/v1/accounts/:account/summary";
    private static final Set<String> SUMMARY_PARAMETERS = Set.of("window", "tz", "agent");

    private final Vertx vertx;
    private final SummaryQuery summaries;
    private final SummaryView summaryView;
    private final ZonesConfig zones;
    private final Set<Dimension> dimensions;

    /**
     * Not listening yet.
     *
     * @param dimensions what is counted beside the account
     */
    public ApiRoutes(
            Vertx vertx,
            SummaryQuery summaries,
            SummaryView summaryView,
            ZonesConfig zones,
            Set<Dimension> dimensions) {
        this.vertx = vertx;
        this.summaries = summaries;
        this.summaryView = summaryView;
        this.zones = zones;
        this.dimensions = Set.copyOf(dimensions);
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.route(HttpMethod.GET, SUMMARY).handler(this::summary);
        router.route(HttpMethod.HEAD, SUMMARY).handler(this::summary);
        router.errorHandler(400, context -> answer(context, Problem.badRequest()));
        router.errorHandler(404, context -> answer(context, Problem.noSuchResource()));
        router.errorHandler(405, context -> {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            answer(context, Problem.methodNotAllowed());
        });
        router.errorHandler(500, context -> {
            log.atError().setCause(context.failure()).log("a request of the query API failed");
            answer(context, Problem.bug());
        });
        return router;
    }

    private void summary(RoutingContext context) {
        try {
            Parameters parameters = new Parameters(context.queryParams(), SUMMARY_PARAMETERS);
            long accountId = Parameters.accountId(context.pathParam("account"));
            RollingWindow window = parameters.window();
            DimensionKey about = parameters.about(dimensions);
            ZoneId zone = zones.of(accountId, parameters.zone());
            vertx.executeBlocking(() -> summaries.summary(accountId, about, window, zone), false)
                    .onSuccess(result -> answer(context, result))
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            answer(context, e.problem());
        }
    }

    private void answer(RoutingContext context, Answer result) {
        if (result instanceof Answer.Found found) {
            send(context.response(), 200, "application/json", summaryView.json(found.summary()));
        } else {
            answer(
                    context,
                    result.<Problem>fold(
                            found -> Problem.bug(),
                            unknown -> Problem.unknownAccount(unknown.accountId()),
                            unavailable -> Problem.unavailable(unavailable.reason())));
        }
    }

    private static void answer(RoutingContext context, Problem problem) {
        problem.retryAfter()
                .ifPresent(after ->
                        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds())));
        send(context.response(), problem.status(), Problem.MEDIA_TYPE, problem.json());
    }

    private static void send(HttpServerResponse response, int status, String mediaType, ObjectNode body) {
        if (!response.ended()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(body.toString());
        }
    }
}
