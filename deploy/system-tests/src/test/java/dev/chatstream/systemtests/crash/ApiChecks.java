/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Every number, asked of each instance whoever processes the account, against the same number added up by hand. */
final class ApiChecks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 4;

    /** Fewer than there are accounts, so that pages are gone through. */
    private static final int PAGE = 10;

    /** Conversations on a page: accounts have some pages each, or some dozens. */
    private static final int ROWS = 100;

    /** More than any account has, so that a listing that never ends does. */
    private static final int MOST_PAGES = 1_000;

    /** Of every such account everything is asked, and not only itself and its agents. */
    private static final int SAMPLE = 8;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE);
    private final Model model;
    private final Map<Long, List<ConversationFacts>> counted;
    private final List<Instance> instances;

    ApiChecks(Model model, List<Instance> instances) {
        this.model = model;
        this.counted = model.counted();
        this.instances = instances;
    }

    private record Question(long account, About about, String window) {
        String path() {
            String path = "/accounts/" + account + "/summary?window=" + window;
            if (about.dimension() != Dimension.ACCOUNT) {
                path += "&" + about.name() + "=" + URLEncoder.encode(about.value(), StandardCharsets.UTF_8);
            }
            if (comparing()) {
                path += "&compare=previous";
            }
            return Zones.asked(account).getId().equals("UTC") ? path : path + "&tz=" + Zones.asked(account);
        }

        /** Whole accounts are asked for the period before as well. */
        boolean comparing() {
            return about.dimension() == Dimension.ACCOUNT;
        }
    }

    /** One row: all summaries of the dimension in the window. */
    Row summaries(String window, Dimension dimension) {
        List<Future<Expected.Verdict>> verdicts = new ArrayList<>();
        counted.forEach((account, conversations) -> {
            boolean asked = Set.of(Dimension.ACCOUNT, Dimension.AGENT).contains(dimension) || account % SAMPLE == 0;
            for (About about : asked ? abouts(conversations, dimension) : Set.<About>of()) {
                Question question = new Question(account, about, window);
                verdicts.add(askers.submit(() -> verdict(question, conversations)));
            }
        });
        long numbers = 0;
        long total = 0;
        List<String> wrong = new ArrayList<>();
        for (Future<Expected.Verdict> verdict : verdicts) {
            numbers += get(verdict).numbers();
            total += get(verdict).counted();
            wrong.addAll(get(verdict).wrong());
        }
        String what = "API, " + window + ", " + verdicts.size() + " of " + dimension.name();
        return new Row(what, numbers, numbers - wrong.size(), total, wrong);
    }

    private static Set<About> abouts(List<ConversationFacts> conversations, Dimension dimension) {
        Set<About> abouts = new LinkedHashSet<>();
        conversations.forEach(facts -> About.of(facts).stream()
                .filter(about -> about.dimension() == dimension)
                .forEach(abouts::add));
        return abouts;
    }

    /** One row: what became of the hooks, as each instance counts it up. */
    Row counters() {
        ObjectNode must = model.counters().json(model.unreadable().size());
        long numbers = 0;
        List<String> wrong = new ArrayList<>();
        for (Instance instance : instances) {
            JsonNode status =
                    answered(instance, "/status", json -> json.path("partial").booleanValue());
            Expected.Verdict verdict = Expected.compared(must, status.path("counts"));
            numbers += verdict.numbers();
            verdict.wrong().forEach(difference -> wrong.add(instance.name() + " /status " + difference));
        }
        return new Row("API, counters of hooks", numbers, numbers - wrong.size(), wrong);
    }

    /** One row: the accounts that each instance lists, page by page. */
    Row accounts() {
        List<Long> expected = model.accounts();
        List<String> wrong = new ArrayList<>();
        long found = 0;
        for (Instance instance : instances) {
            List<Long> listed = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = answered(
                        instance,
                        "/accounts?limit=" + PAGE + next,
                        json -> json.path("partial").booleanValue());
                page.path("accounts")
                        .forEach(row -> listed.add(row.path("accountId").longValue()));
                next = page.path("next").isNull()
                        ? ""
                        : "&cursor=" + page.path("next").asText();
            } while (!next.isEmpty() && listed.size() <= expected.size());
            same(wrong, instance.name() + " /accounts", expected, listed);
            found += listed.size();
        }
        return new Row("API, accounts", (long) instances.size() * expected.size(), found, wrong);
    }

    /** One row: the conversations of every account, as each instance lists them, page by page. */
    Row conversations() {
        List<String> wrong = new ArrayList<>();
        long expected = 0;
        long found = 0;
        for (Instance instance : instances) {
            for (Map.Entry<Long, List<ConversationFacts>> account : counted.entrySet()) {
                Listed listed = listed(instance, account.getKey());
                List<String> differences = listed.differences(account.getValue());
                expected += listed.expected(account.getValue()).size();
                found += listed.found().size();
                differences.forEach(difference -> wrong.add(instance.name() + " " + account.getKey() + difference));
            }
        }
        return new Row("API, conversations by event time", expected, found, wrong);
    }

    private Listed listed(Instance instance, long account) {
        String path = "/accounts/" + account + "/conversations?limit=" + ROWS;
        List<JsonNode> pages = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    answered(instance, path + next, json -> json.path("stale").booleanValue());
            pages.add(page);
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty() && pages.size() < MOST_PAGES);
        Instant asOf = Instant.parse(pages.get(0).path("asOf").asText());
        return Listed.of(bounds(pages.get(0)), asOf, pages);
    }

    private Expected.Verdict verdict(Question question, List<ConversationFacts> conversations) {
        int numbers = 0;
        long total = 0;
        List<String> wrong = new ArrayList<>();
        for (Instance instance : instances) {
            JsonNode json = answered(
                    instance, question.path(), answer -> answer.path("stale").booleanValue());
            List<String> differences = new ArrayList<>(aboutItself(question, json));
            Expected.Verdict verdict = Expected.compared(figures(question, conversations, json), json);
            numbers += verdict.numbers();
            total += verdict.counted();
            differences.addAll(verdict.wrong());
            if (question.comparing()) {
                JsonNode before = json.path("previous");
                Expected.Verdict previous = Expected.compared(figures(question, conversations, before), before);
                numbers += previous.numbers();
                previous.wrong().forEach(difference -> differences.add("previous" + difference));
            }
            differences.forEach(difference ->
                    wrong.add(instance.name() + " " + question.path() + " " + bounds(json) + " " + difference));
        }
        return new Expected.Verdict(numbers, total, wrong);
    }

    /** Asks until the answer is no honest "not now" any more, such as a rebalance brings. */
    private JsonNode answered(Instance instance, String path, Predicate<JsonNode> isNotNow) {
        URI url = instance.api(path);
        return Awaitility.await(instance.name() + " " + path)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> answer(url), answer -> answer.isPresent() && !isNotNow.test(answer.get()))
                .orElseThrow();
    }

    /** Empty when nobody can answer at the moment; everything else but an answer is a mistake. */
    private Optional<JsonNode> answer(URI url) {
        HttpResponse<String> answer = get(url);
        if (answer.statusCode() == 503) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(url.getPath() + ": answered " + answer.statusCode() + " " + answer.body());
        }
        return Optional.of(TestRun.json(answer.body()));
    }

    /** By hand, within the bounds that the answer says it has. */
    private static Figures figures(Question question, List<ConversationFacts> conversations, JsonNode answer) {
        Windows.Bounds bounds = bounds(answer);
        Figures figures = new Figures();
        conversations.stream()
                .filter(facts -> bounds.contain(facts.getCountedAt()))
                .filter(facts -> About.of(facts).contains(question.about()))
                .forEach(facts -> figures.add(facts, question.about()));
        return figures;
    }

    private static Windows.Bounds bounds(JsonNode answer) {
        JsonNode window = answer.path("window");
        return new Windows.Bounds(
                Instant.parse(window.path("from").asText()),
                Instant.parse(window.path("to").asText()));
    }

    /** Whose answer it is, of which time, and how fresh. */
    private List<String> aboutItself(Question question, JsonNode answer) {
        List<String> wrong = new ArrayList<>();
        ZoneId zone = Zones.of(question.account());
        Instant asOf = Instant.parse(answer.path("asOf").asText());
        same(wrong, "accountId", question.account(), answer.path("accountId").longValue());
        same(wrong, "window", Windows.of(question.window(), asOf, zone), bounds(answer));
        same(wrong, "tz", zone, ZoneId.of(answer.path("window").path("tz").asText()));
        if (question.comparing()) {
            Windows.Bounds before = Windows.before(question.window(), bounds(answer), zone);
            same(wrong, "period before", before, bounds(answer.path("previous")));
        }
        same(wrong, "stale", false, answer.path("stale").booleanValue());
        Instant watermark = Instant.ofEpochMilli(model.watermark(question.account()));
        same(wrong, "watermark", watermark.toString(), answer.path("watermark").asText());
        return wrong;
    }

    private static void same(List<String> wrong, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            wrong.add(what + ": expected " + expected + ", found " + found);
        }
    }

    private HttpResponse<String> get(URI url) {
        try {
            return client.send(
                    HttpRequest.newBuilder(url).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Expected.Verdict get(Future<Expected.Verdict> verdict) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError("no verdict", e);
        }
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }
}
