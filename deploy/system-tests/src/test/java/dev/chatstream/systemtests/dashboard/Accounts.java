/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.Sample;
import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedHook;
import dev.chatstream.systemtests.TestRun;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A pipeline with simulated shops, and with accounts in which next to nothing has happened. */
final class Accounts implements AutoCloseable {
    /** The busiest of the simulated shops. */
    static final long BUSY = 1001;

    /** One conversation, rated. */
    static final long ONE = 208;

    /** One conversation without a rating. */
    static final long UNRATED = 209;

    /** One conversation, weeks ago. */
    static final long QUIET = 210;

    /** One conversation; the number is one that JavaScript's numbers leave out. */
    static final long LARGE = (1L << 53) + 1;

    /** Of which nobody has ever heard. */
    static final long UNKNOWN = 9_999;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double A_SECOND = 1 / 500.0;

    private final TestRun run;
    private final List<SimulatedHook> hooks;

    private Accounts(TestRun run, List<SimulatedHook> hooks) {
        this.run = run;
        this.hooks = List.copyOf(hooks);
    }

    /** With eight days of the shops' traffic. */
    static Accounts withEightDays(String name) {
        return started(name, drawn(Instant.now().minus(Duration.ofDays(8))));
    }

    /** Without any traffic of shops. */
    static Accounts withoutShops(String name) {
        return started(name, List.of());
    }

    private static Accounts started(String name, List<SimulatedHook> hooks) {
        TestRun run = TestRun.fresh(name);
        try {
            Instant now = Instant.now();
            Accounts accounts = new Accounts(run, hooks);
            accounts.hooks.parallelStream().forEach(hook -> accounts.post(hook.body()));
            accounts.post(Sample.endingAt(Sample.CURRENT, now.minusSeconds(60)));
            accounts.post(of(UNRATED, now.minusSeconds(60)).replaceAll("\"rating\": *\\d", "\"rating\": null"));
            accounts.post(of(QUIET, now.minus(Duration.ofDays(20))));
            accounts.post(of(LARGE, now.minusSeconds(60)));
            accounts.awaitCounted();
            return accounts;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private static List<SimulatedHook> drawn(Instant from) {
        Instant now = Instant.now();
        HookStream stream = new HookStream(11, from, A_SECOND);
        List<SimulatedHook> hooks = new ArrayList<>();
        for (SimulatedHook hook = stream.next(); hook.sentAt().isBefore(now.minusSeconds(30)); hook = stream.next()) {
            hooks.add(hook);
        }
        return hooks;
    }

    /** The published sample as a conversation of another account. */
    static String of(long account, Instant end) {
        return Sample.endingAt(Sample.CURRENT, end).replaceFirst("\"accountId\": *\\d+", "\"accountId\": " + account);
    }

    /** Another conversation of an account, which ended a moment ago. */
    void postOneMore(long account) {
        Instant end = Instant.now().minusMillis(500);
        post(of(account, end).replaceFirst("\"id\": *55039", "\"id\": " + end.toEpochMilli() % 1_000_000_000));
    }

    private void post(String body) {
        assertThat(run.post(body).statusCode()).isEqualTo(200);
    }

    private void awaitCounted() {
        long truth = hooks.stream()
                .map(hook -> hook.truth().accountId() + " " + hook.truth().channelId())
                .distinct()
                .count();
        await().atMost(PATIENCE).untilAsserted(() -> {
            long counted = 0;
            for (long account = BUSY; account < BUSY + 6; account++) {
                counted +=
                        api(account, "summary?window=P30D").at("/counts/total").longValue();
            }
            assertThat(counted).isEqualTo(truth);
            for (long account : List.of(ONE, UNRATED, QUIET, LARGE)) {
                assertThat(api(account, "summary?window=P30D")
                                .at("/counts/total")
                                .intValue())
                        .isEqualTo(1);
            }
        });
    }

    TestRun run() {
        return run;
    }

    /** What the API says about an account. */
    JsonNode api(long account, String resource) {
        return api("accounts/" + account + "/" + resource);
    }

    JsonNode api(String path) {
        return TestRun.json(run.get(URI.create(base() + "/api/v1/" + path)).body());
    }

    /** URL of the page with a query. */
    String page(String query) {
        return base() + "/?" + query;
    }

    String page(long account, String window) {
        return page("account=" + account + "&window=" + window + "&tz=Europe/Prague");
    }

    String base() {
        return "http://127.0.0.1:" + run.pipeline().ports().api();
    }

    @Override
    public void close() {
        run.close();
    }
}
