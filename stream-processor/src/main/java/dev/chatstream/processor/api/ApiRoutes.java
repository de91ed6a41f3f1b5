/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.cluster.Hops;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.query.Replica;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the query API, and how its errors look. */
public final class ApiRoutes {
    private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String ACCOUNT = "/api/v1/accounts/:account";

    private final Vertx vertx;
    private final AccountDispatch dispatch;
    private final AccessGuard guard;
    private final Documents documents = new Documents();
    private final List<AccountResource> resources;
    private final StreamRoute stream;
    private final Reply definitions;
    private final Feeds feeds;
    private final Cluster cluster;
    private final AccountsRoute accounts;
    private final StatusRoute status;
    private volatile boolean stopping;

    /**
     * Not listening yet.
     *
     * @param figures how figures are shown
     * @param dimensions what is counted beside the account
     * @param retention how long conversations are remembered
     * @param feeds streams that are open
     * @param cluster for questions about all instances together
     * @param behind hooks not yet read, by partition of this instance
     * @param guard who may ask what
     */
    public ApiRoutes(
            Vertx vertx,
            AccountDispatch dispatch,
            FiguresView figures,
            ZonesConfig zones,
            Set<Dimension> dimensions,
            Duration retention,
            Feeds feeds,
            Cluster cluster,
            Supplier<Map<Integer, Double>> behind,
            AccessGuard guard) {
        this.vertx = vertx;
        this.dispatch = dispatch;
        this.guard = guard;
        this.definitions = Reply.json(MetricDefinitionsView.json(figures, dimensions));
        this.resources = List.of(
                new SummaryResource(figures, zones, dimensions),
                new SeriesResource(figures, zones, dimensions),
                new DistributionResource(zones, dimensions),
                new BreakdownResource(figures, zones, dimensions),
                new HeatmapResource(figures, zones, dimensions),
                new ConversationsResource(zones, retention));
        this.stream = new StreamRoute(
                dispatch,
                resources.stream().collect(Collectors.toMap(AccountResource::path, Function.identity())),
                feeds,
                guard);
        this.feeds = feeds;
        this.cluster = cluster;
        this.accounts = new AccountsRoute(cluster, AccessGuard::access);
        this.status = new StatusRoute(cluster, behind, retention, Clock.systemUTC());
    }

    /** From now on everybody is told to ask elsewhere. To be called on the server's event loop. */
    void stop() {
        stopping = true;
        feeds.close();
    }

    /**
     * All paths of the port.
     *
     * @param pages adds those that hold nothing of any account
     */
    public Router router(Consumer<Router> pages) {
        Router router = Router.router(vertx);
        router.route().handler(this::receive);
        pages.accept(router);
        openToEverybody(router);
        // whatever comes after this has been let in, and nothing needs to be remembered to be guarded
        router.route().handler(guard::admit);
        for (AccountResource resource : resources) {
            read(router, ACCOUNT + resource.path())
                    .handler(guard::admitToAccount)
                    .handler(context -> new Exchange(context, resource, dispatch, hop(context)).run());
        }
        read(router, AccountsRoute.PATH).handler(accounts::handle);
        read(router, StatusRoute.PATH).handler(guard::admitToAll).handler(status::handle);
        read(router, "/api/v1/metric-definitions").handler(context -> Exchange.send(context, definitions));
        read(router, ACCOUNT + StreamRoute.PATH).handler(guard::admitToAccount).handler(this::openStream);
        errors(router);
        return router;
    }

    private void openToEverybody(Router router) {
        for (String path : List.of(Documents.OPENAPI, "/problems/:kind")) {
            read(router, path)
                    .handler(context -> documents
                            .at(context.request().path())
                            .ifPresentOrElse(found -> Exchange.send(context, found), () -> context.fail(404)));
        }
        router.route(SessionRoute.PATH).handler(new SessionRoute(guard)::handle);
    }

    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void errors(Router router) {
        router.errorHandler(400, context -> Exchange.send(context, Reply.problem(Problem.badRequest())));
        router.errorHandler(404, context -> {
            // an older instance that does not know a resource must not seem to have answered about an account
            context.response().headers().remove(Hops.HEADER);
            Exchange.send(context, Reply.problem(Problem.noSuchResource()));
        });
        router.errorHandler(405, context -> Exchange.send(context, Reply.methodNotAllowed("GET, HEAD")));
        router.errorHandler(500, context -> {
            log.atError().setCause(context.failure()).log("a request of the query API failed");
            Exchange.send(context, Reply.problem(Problem.bug()));
        });
    }

    /** Everything comes by here first. */
    private void receive(RoutingContext context) {
        if (HttpMethod.HEAD.equals(context.request().method())) {
            // what compresses answers would send a body, if only that of nothing
            context.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
        if (stopping) {
            Exchange.send(context, Reply.problem(Problem.unavailable("this instance is stopping")));
        } else if (cluster.hops().refuses(context.request())) {
            Exchange.send(context, Reply.problem(Problem.notAPeer()).with("WWW-Authenticate", "Bearer"));
        } else {
            // another instance takes an answer for one only when it has this
            hop(context)
                    .ifPresent(replica -> context.response()
                            .putHeader(Hops.HEADER, context.request().getHeader(Hops.HEADER)));
            context.next();
        }
    }

    private Optional<Replica> hop(RoutingContext context) {
        return cluster.hops().replica(context.request());
    }

    private void openStream(RoutingContext context) {
        try {
            stream.open(context, Parameters.accountId(context.pathParam("account")))
                    .onSuccess(refused -> refused.ifPresent(reply -> Exchange.send(context, reply)))
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            Exchange.send(context, Reply.problem(e.problem()));
        }
    }
}
