/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.systemtests.TestRun;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Asks an instance about all accounts, over and over, and keeps every answer that is neither right nor "not now". */
final class Watch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(3);

    private final Map<Long, Integer> expected;
    private final LongFunction<URI> question;
    private final Function<URI, HttpResponse<String>> ask;
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Long, Kind> latest = new HashMap<>();
    private final Thread thread = new Thread(this::run, "watch");
    private long rounds;
    private volatile boolean over;

    /** What an answer is. */
    enum Kind {
        FRESH,
        STALE,
        /** 503, with the time after which to ask again. */
        NOT_NOW,
        /** No answer, because the instance is not running. */
        AWAY,
        WRONG
    }

    /** @param expected number of conversations by account */
    Watch(Map<Long, Integer> expected, LongFunction<URI> question, Function<URI, HttpResponse<String>> ask) {
        this.expected = Map.copyOf(expected);
        this.question = question;
        this.ask = ask;
        thread.start();
    }

    private void run() {
        while (!over) {
            expected.forEach((account, total) -> {
                note(account, kind(account, total));
                // a few hundred a second will do, and leave the processors something of the machine
                LockSupport.parkNanos(PAUSE.toNanos());
            });
            synchronized (this) {
                rounds++;
            }
        }
    }

    private Kind kind(long account, int total) {
        HttpResponse<String> answer;
        try {
            answer = ask.apply(question.apply(account));
        } catch (UncheckedIOException e) {
            return Kind.AWAY;
        }
        if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()) {
            return Kind.NOT_NOW;
        }
        JsonNode json = TestRun.json(answer.body());
        if (answer.statusCode() != 200 || json.at("/counts/total").asInt(-1) != total) {
            wrong.add(account + ", not " + total + ": " + answer.statusCode() + " " + answer.body());
            return Kind.WRONG;
        }
        return json.get("stale").booleanValue() ? Kind.STALE : Kind.FRESH;
    }

    private synchronized void note(long account, Kind kind) {
        counts.merge(kind, 1, Integer::sum);
        latest.put(account, kind);
    }

    /** Answers that should not have been given. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Whether the latest answer about each account was of that kind. */
    synchronized boolean all(Kind kind) {
        return latest.size() == expected.size() && latest.values().stream().allMatch(kind::equals);
    }

    /** How often all accounts were asked about. */
    synchronized long rounds() {
        return rounds;
    }

    synchronized String text() {
        return counts.toString();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
