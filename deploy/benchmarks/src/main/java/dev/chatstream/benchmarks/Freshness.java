/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.load.Bodies;
import dev.chatstream.benchmarks.load.SteadyPosts;
import dev.chatstream.benchmarks.report.Delays;
import dev.chatstream.local.machine.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from a hook's 200 to its presence in the summary: told by hooks of accounts of their own, one at a
 * time, each asked for every 5 ms until it is counted.
 */
final class Freshness {
    private static final long FIRST_ACCOUNT = 900_000_000;
    private static final int ACCOUNTS = 90_000_000;
    private static final long PAUSE_MILLIS = 5;
    private static final int BETWEEN_MARKERS_MILLIS = 150;
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Bodies bodies;
    private final URI hooks;
    private final int apiPort;
    private final Random random = new Random(1);

    private final SteadyPosts load;

    /** @param load what is posted meanwhile */
    Freshness(SteadyPosts load, Bodies bodies, URI hooks, int apiPort) {
        this.load = load;
        this.bodies = bodies;
        this.hooks = hooks;
        this.apiPort = apiPort;
    }

    Delays measure(int markers) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int marker = 0; marker < markers; marker++) {
            // commits come at intervals: markers must not keep step with them
            TimeUnit.MILLISECONDS.sleep(random.nextInt(BETWEEN_MARKERS_MILLIS));
            millis.add(marker(FIRST_ACCOUNT + random.nextInt(ACCOUNTS)));
        }
        return new Delays(load.wanted(), load.perSecond(), load.failed(), millis);
    }

    private double marker(long account) throws InterruptedException {
        URI summary =
                URI.create("http://127.0.0.1:" + apiPort + "/api/v1/accounts/" + account + "/summary?window=PT5M");
        HttpRequest post = HttpRequest.newBuilder(hooks)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(bodies.next(account, Instant.now())))
                .build();
        HttpRequest get = HttpRequest.newBuilder(summary).build();
        int status = send(post).statusCode();
        if (status != OK) {
            throw new StartException("a hook was answered " + status);
        }
        long stored = System.nanoTime();
        while (!counted(send(get))) {
            if (System.nanoTime() - stored > WITHIN.toNanos()) {
                throw new StartException("after " + WITHIN.toSeconds() + " s a hook is not in " + summary);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return (System.nanoTime() - stored) / NANOS_PER_MILLI;
    }

    private static boolean counted(HttpResponse<String> response) {
        return response.statusCode() == OK && response.body().contains("\"total\":1,");
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
