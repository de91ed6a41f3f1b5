/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.live.Value;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Server-sent events for one account. What is watched are resources of the same account, each as it would be asked for:
 * {@code watch=summary?window=PT5M}, percent-encoded, given once for each.
 */
final class StreamRoute {
    static final String PATH = "/stream";

    private static final int MOST_WATCHED = 32;
    private static final Set<String> NOT_ITS_SENSE = Set.of("asOf", "watermark");

    /** What to ask to learn whether the account is known. */
    private static final String CHEAP = "summary?window=PT5M";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AccountDispatch dispatch;
    private final Map<String, AccountResource> resources;
    private final Feeds feeds;
    private final AccessGuard guard;

    /** @param resources what can be watched, by path */
    StreamRoute(AccountDispatch dispatch, Map<String, AccountResource> resources, Feeds feeds, AccessGuard guard) {
        this.dispatch = dispatch;
        this.resources = Map.copyOf(resources);
        this.feeds = feeds;
        this.guard = guard;
    }

    /**
     * Opens the stream, or returns why not. An account that nobody can answer for at the moment is no reason: browsers
     * do not try again after an error, and the stream tells when it can be answered.
     */
    Future<Optional<Reply>> open(RoutingContext context, long accountId) throws BadParameter {
        MultiMap query = context.queryParams();
        List<String> watch = query.getAll("watch");
        if (watch.isEmpty() || watch.size() > MOST_WATCHED || query.names().size() != 1) {
            throw new BadParameter("watch", "1 to " + MOST_WATCHED + " resources of the account, and nothing else");
        }
        Map<String, Supplier<Future<Value>>> watched = new LinkedHashMap<>();
        for (String address : watch) {
            Watch wanted = watch(accountId, address);
            watched.put(address, () -> wanted.ask().map(StreamRoute::value));
        }
        return watch(accountId, CHEAP).ask().map(reply -> {
            if (reply.status() < 500 && reply.status() != 200) {
                return Optional.of(reply);
            }
            if (HttpMethod.HEAD.equals(context.request().method())) {
                return Optional.of(new Reply(200, Feeds.MEDIA_TYPE, "", Map.of()));
            }
            boolean opened = feeds.open(
                    context.request(), accountId, watched, () -> guard.stillAdmits(context.request(), accountId));
            return opened
                    ? Optional.empty()
                    : Optional.of(Reply.problem(Problem.unavailable("too many streams are open")));
        });
    }

    /** Something that can be asked again and again. */
    private interface Watch {
        Future<Reply> ask();
    }

    private Watch watch(long accountId, String address) throws BadParameter {
        QueryStringDecoder decoder = new QueryStringDecoder(address);
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        AccountResource resource;
        try {
            resource = resources.get("/" + decoder.path());
            decoder.parameters().forEach(query::add);
        } catch (IllegalArgumentException e) {
            // percent signs within that are not encoded
            resource = null;
        }
        if (resource == null) {
            throw new BadParameter("watch", "a resource of the account that is JSON, such as summary?window=PT5M");
        }
        Parameters parameters = new Parameters(query, resource.parameters());
        if (Format.of(parameters) != Format.JSON) {
            throw new BadParameter("watch", "a resource of the account that is JSON, such as summary?window=PT5M");
        }
        AccountQuestion question = resource.question(accountId, parameters);
        String everywhere = resource.address(accountId, query);
        return () -> dispatch.ask(accountId, question, everywhere);
    }

    private static Value value(Reply reply) {
        try {
            JsonNode json = JSON.readTree(reply.body());
            if (json instanceof ObjectNode answer) {
                answer.remove(NOT_ITS_SENSE);
            }
            return new Value(reply.body(), json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of " + reply.mediaType() + " cannot be watched", e);
        }
    }
}
