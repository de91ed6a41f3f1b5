/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import static dev.chatstream.systemtests.dashboard.Accounts.BUSY;
import static dev.chatstream.systemtests.dashboard.Accounts.ONE;
import static dev.chatstream.systemtests.dashboard.Accounts.UNRATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.chatstream.local.demo.Demo;
import dev.chatstream.local.part.PartName;
import dev.chatstream.local.simulator.HookStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The open page keeps up with what happens, whatever happens to its connection. */
@Tag("alone")
class LiveBrowserIT extends BrowserFixture<Accounts> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOBODY =
            "{\"type\":\"/problems/unavailable\",\"title\":\"Not available\",\"status\":503,\"detail\":\"moving\"}";
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final int PAGES = 50;
    private static final double HOOKS_A_SECOND = 4;

    @Override
    Accounts startSite() {
        return Accounts.withoutShops("live");
    }

    private DashboardPage open(long account, String window) {
        page = chromium.open(site.page(account, window)).untilLive();
        return page;
    }

    @Test
    void a_hook_changes_the_card_within_two_seconds_without_a_reload() {
        // Given: everything on the way has been taken once
        open(ONE, "PT1H");
        int first = Integer.parseInt(page.card("counts.total"));
        site.postOneMore(ONE);
        page.until(() -> page.card("counts.total").equals(Integer.toString(first + 1)));
        int before = first + 1;
        page.page().evaluate("() => { window.sameDocument = true; }");

        // When
        site.postOneMore(ONE);

        // Then
        page.until(() -> page.card("counts.total").equals(Integer.toString(before + 1)), Duration.ofSeconds(2));
        assertThat(page.page().evaluate("() => window.sameDocument")).isEqualTo(true);
        assertThat(page.text("#lead")).startsWith(before + 1 + " conversation");
        page.assertClean();
    }

    /** A week is counted by quarters of an hour, the last of which is not over; no list goes beyond the minute. */
    @Test
    void what_ended_a_moment_ago_is_behind_its_hour_and_its_day() {
        // Given
        open(UNRATED, "P7D");

        // When
        page.find(".heat button").click();

        // Then
        page.until(() -> page.find("#behind [data-conversation]").count() == 1);
        String hour = page.text("#behind .about");
        page.page().keyboard().press("Escape");
        page.find("#volume [role=slider]").press("End");
        page.find("#volume [role=slider]").press("Enter");
        page.until(() -> !page.text("#behind .about").equals(hour)
                && page.find("#behind [data-conversation]").count() == 1);
        assertThat(page.find("#behind [role=alert]").count()).isZero();
        page.assertClean();
    }

    @Test
    void the_figures_do_not_wait_for_the_charts() {
        // Given: nothing answers but what is asked first
        page = chromium.page(1400, ColorScheme.LIGHT);
        page.page().route("**/stream?*", route -> {});
        page.page().route("**/timeseries?*", route -> {});

        // When
        page.go(site.page(UNRATED, "PT24H"));

        // Then
        page.until(() -> page.find(".card").count() > 0);
        assertThat(page.card("counts.total")).isEqualTo("1");
        assertThat(page.text("#lead")).startsWith("1 conversation");
        page.assertClean();
    }

    @Test
    void recovers_by_itself_when_the_processor_is_restarted() {
        // Given
        open(ONE, "PT1H");
        int before = Integer.parseInt(page.card("counts.total"));

        // When
        site.run().pipeline().part(PartName.PROCESSOR).stop();
        page.until(() -> page.connection().equals("reconnecting"));
        assertThat(page.card("counts.total")).as("what was known stays").isEqualTo(Integer.toString(before));
        site.run().pipeline().restart(PartName.PROCESSOR);
        page.until(() -> page.connection().equals("live"), PATIENCE);
        site.postOneMore(ONE);

        // Then
        page.until(() -> page.card("counts.total").equals(Integer.toString(before + 1)), PATIENCE);
        assertThat(page.find("#notices [role=alert]").count()).isZero();
    }

    @Test
    void asks_every_few_seconds_where_no_stream_comes_through() {
        // Given
        page = chromium.page(1400, ColorScheme.LIGHT);
        page.page().route("**/stream?*", Route::abort);
        page.go(site.page(ONE, "PT1H")).until(() -> page.connection().equals("polling"));
        int before = Integer.parseInt(page.card("counts.total"));

        // When
        site.postOneMore(ONE);

        // Then
        page.until(() -> page.card("counts.total").equals(Integer.toString(before + 1)), Duration.ofSeconds(10));
        assertThat(page.text("#connection")).contains("Asking every 5 s", "as of");
    }

    @Test
    void connects_anew_after_the_machine_has_slept() {
        // Given
        page = chromium.page(1400, ColorScheme.LIGHT);
        page.page()
                .addInitScript("const now = Date.now; let slept = 0; Date.now = () => now() + slept;"
                        + "window.sleepFor = (millis) => { slept += millis; };");
        page.go(site.page(ONE, "PT1H")).untilLive();
        long streams = streams();

        // When
        page.page().evaluate("() => window.sleepFor(3_600_000)");

        // Then
        page.until(() -> streams() > streams).untilLive();
    }

    @Test
    void says_that_a_copy_has_answered_and_that_nobody_can() {
        // Given
        page = chromium.page(1400, ColorScheme.LIGHT);
        page.page().route("**/stream?*", route -> route.fulfill(snapshot(route, "\"stale\":false", "\"stale\":true")));

        // When
        page.go(site.page(ONE, "PT1H")).until(() -> page.find(".card").count() > 0);

        // Then
        page.until(() -> page.text("#notices").startsWith("Stale: what has answered may lag"));
        String total = page.card("counts.total");

        // When
        page.page().unroute("**/stream?*");
        page.page().route("**/stream?*", route -> route.fulfill(snapshot(route, ".+", NOBODY)));

        // Then
        page.until(() -> page.find("#notices [role=alert]").count() > 0);
        assertThat(page.text("#notices [role=alert]")).contains("cannot be read at the moment", "as of");
        assertThat(page.card("counts.total")).as("what was known stays").isEqualTo(total);
        assertThat(page.violations()).isEmpty();
    }

    /** The stream's first event with the API's answers, each changed, and the end of the connection. */
    private Route.FulfillOptions snapshot(Route route, String wrong, String right) {
        String values = Arrays.stream(
                        URI.create(route.request().url()).getRawQuery().split("&"))
                .map(watch -> URLDecoder.decode(watch.substring("watch=".length()), StandardCharsets.UTF_8))
                .map(key -> '"' + key + "\":"
                        + site.api(ONE, key).toString().replaceFirst(wrong, Matcher.quoteReplacement(right)))
                .collect(Collectors.joining(","));
        return new Route.FulfillOptions()
                .setContentType("text/event-stream")
                .setBody("event: snapshot\ndata: {\"asOf\":\"" + Instant.now() + "\",\"values\":{" + values + "}}\n\n");
    }

    @Test
    void fifty_open_pages_cost_the_processor_little() throws IOException {
        // Given
        open(ONE, "PT1H");
        String stream = page.requests().stream()
                .filter(url -> url.contains("/stream?"))
                .findFirst()
                .orElseThrow();
        List<String> urls = IntStream.range(0, PAGES)
                .mapToObj(i -> stream.replace("/accounts/" + ONE + "/", "/accounts/" + (BUSY + i % 6) + "/"))
                .toList();
        page.page().navigate("about:blank");
        try (Demo demo = new Demo(site.run().hooks(), new HookStream(5, Instant.now(), HOOKS_A_SECOND))) {
            demo.start();
            await().atMost(PATIENCE).until(() -> demo.count().total() > 30);

            // When
            double without = coresUsed();
            try (OpenPages pages = new OpenPages(urls)) {
                await().pollDelay(Duration.ofSeconds(3)).until(pages::allOpen);
                long before = pages.bytes();
                double with = coresUsed();
                long perPage = (pages.bytes() - before) / PAGES / MEASURED.toSeconds();

                // Then
                assertThat(pages.allOpen()).isTrue();
                Files.writeString(
                        Files.createDirectories(Path.of("target", "dashboard")).resolve("fifty-pages.txt"),
                        """
                        %d open pages of six accounts, %.0f hooks a second: %.2f cores in the processor, %.2f without the pages;
                        %d bytes a second for each page
                        """.formatted(PAGES, HOOKS_A_SECOND, with, without, perPage));
                assertThat(with - without).as("cores for %d pages", PAGES).isLessThan(0.5);
            }
        }
    }

    /** Of the processor's process, over a while. */
    private double coresUsed() {
        Duration before = cpu();
        await().pollDelay(MEASURED).atMost(MEASURED.plusSeconds(5)).until(() -> true);
        return (double) cpu().minus(before).toMillis() / MEASURED.toMillis();
    }

    private Duration cpu() {
        return ProcessHandle.of(site.run().pipeline().part(PartName.PROCESSOR).pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private long streams() {
        return page.requests().stream().filter(url -> url.contains("/stream?")).count();
    }
}
