/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's modules one by one, as far as they need no server: in the browser, because they are written for one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesBrowserIT {
    private static final Path MODULES = Path.of("../../stream-processor/src/main/resources/dashboard");
    private static final String NOWHERE = "http://modules.invalid/";

    private Chromium chromium;
    private DashboardPage blank;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        blank = chromium.page(800, ColorScheme.LIGHT);
        blank.page().route(NOWHERE + "**", ModulesBrowserIT::answer);
        blank.go(NOWHERE);
    }

    @AfterEach
    void leave() {
        blank.close();
    }

    private static void answer(Route route) {
        String name = URI.create(route.request().url()).getPath().substring(1);
        if (name.isEmpty()) {
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/html").setBody("<!DOCTYPE html><body></body>"));
        } else {
            route.fulfill(
                    new Route.FulfillOptions().setPath(MODULES.resolve(name)).setContentType("text/javascript"));
        }
    }

    private Object run(String module, String body) {
        return run(module, body, Map.of());
    }

    /** Runs a function body in which {@code m} is the module and {@code given} the argument. */
    private Object run(String module, String body, Object given) {
        Page page = blank.page();
        return page.evaluate("async (given) => { const m = await import('/" + module + "'); " + body + " }", given);
    }

    @Test
    void csv_quotes_what_must_be_quoted_and_disarms_what_a_spreadsheet_would_run() {
        // When
        Object csv = run("exports.js", """
                return m.csvOf(["name", "n"], [["plain", 1.5], ["=1+1", null], ["+1", -2], ["-1", 0], ["@a", 1], ["\\tx", 1],
                    ["a,b", 1], ["say \\"hi\\"", 1], ["two\\nlines", 1], ["=a,b", 1]]);
                """);

        // Then
        assertThat(csv)
                .isEqualTo("name,n\r\nplain,1.5\r\n'=1+1,\r\n'+1,-2\r\n'-1,0\r\n'@a,1\r\n'\tx,1\r\n\"a,b\",1\r\n"
                        + "\"say \"\"hi\"\"\",1\r\n\"two\nlines\",1\r\n\"'=a,b\",1\r\n");
    }

    @Test
    void luck_does_not_beat_evidence() {
        // Given: n, csat and its interval
        List<Map<String, Object>> agents = List.of(
                Map.of("value", "agent:1", "n", 1, "csat", 1.0, "low", 0.207, "high", 1.0),
                Map.of("value", "agent:2", "n", 200, "csat", 0.95, "low", 0.91, "high", 0.97),
                Map.of("value", "agent:3", "n", 6, "csat", 1.0, "low", 0.61, "high", 1.0),
                Map.of("value", "agent:4", "n", 4, "csat", 0.0, "low", 0.0, "high", 0.49),
                Map.of("value", "agent:5", "n", 0),
                Map.of("value", "agent:6", "n", 50, "csat", 0.5, "low", 0.37, "high", 0.63));
        String ranked = """
                const rows = given.map((agent) => ({value: agent.value, at: (path) => ({
                    "rating.n": agent.n, "rating.csat": agent.csat ?? null,
                    "rating.csatInterval": agent.csat === undefined ? null : [agent.low, agent.high]}[path])}));
                const columns = [{path: "rating.csat", n: "rating.n", interval: "rating.csatInterval"}];
                return m.ranked(rows, "%s", columns).map((row) => row.value.replace("agent:", "")).join(" ");
                """;

        // Then
        assertThat(run("agents.js", ranked.formatted("-rating.csat"), agents)).isEqualTo("2 3 6 1 4 5");
        assertThat(run("agents.js", ranked.formatted("rating.csat"), agents)).isEqualTo("6 2 3 4 1 5");
        assertThat(run("agents.js", ranked.formatted("value"), agents)).isEqualTo("1 2 3 4 5 6");
    }

    @Test
    void whole_numbers_that_JavaScript_cannot_hold_are_read_as_text_and_everything_else_as_it_is() {
        // Given
        String json = """
                {"id":9223372036854775807,"ids":[-9223372036854775808, 9007199254740993,9007199254740991],
                 "share":0.12345678901234567,"large":1e300,"text":"say \\"9223372036854775807\\", 9223372036854775807"}
                """;

        // When
        Object read = run("api.js", "return JSON.stringify(m.parse(given));", json);

        // Then
        assertThat(read)
                .isEqualTo("{\"id\":\"9223372036854775807\",\"ids\":[\"-9223372036854775808\",\"9007199254740993\","
                        + "9007199254740991],\"share\":0.12345678901234566,\"large\":1e+300,"
                        + "\"text\":\"say \\\"9223372036854775807\\\", 9223372036854775807\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, 0, 0s",
        "en-GB, 119, 119s",
        "en-GB, 120, 2m",
        "en-GB, 125, 2m 5s",
        "en-GB, 7199, 119m 59s",
        "en-GB, 7260, 2h 1m",
    })
    void spans_are_written_in_at_most_two_units(String locale, int seconds, String written) {
        assertThat(run(
                        "format.js",
                        "return new m.Format('UTC', given.locale).seconds(given.seconds);",
                        Map.of("locale", locale, "seconds", seconds)))
                .isEqualTo(written);
    }

    @Test
    void numbers_are_those_of_the_readers_country_and_times_those_of_the_zone() {
        // When
        Object written = run("format.js", """
                const german = new m.Format("Asia/Tokyo", "de-DE");
                return [german.value("ratio", 0.1234), german.value("conversations", 12345), german.value("stars", 4.5),
                    german.value("s", null), german.value("ratio", 0), german.clock.format(new Date("2026-11-20T03:30:00Z")),
                    german.weekday(1, "long")].join("|").replaceAll("\\u00a0", " ");
                """);

        // Then
        assertThat(written).isEqualTo("12,3 %|12.345|4,50|–|0 %|12:30|Montag");
    }

    @ParameterizedTest
    @CsvSource({
        // the clock passes two o'clock twice, so it is one stretch of two hours
        "2026-10-20T00:00:00Z, 2026-11-02T00:00:00Z, Europe/Prague, 7, 2,"
                + " 2026-11-01T01:00/2026-11-01T02:00 2026-10-25T00:00/2026-10-25T02:00",
        // there is no two o'clock
        "2026-03-25T00:00:00Z, 2026-04-01T00:00:00Z, Europe/Prague, 7, 2, ''",
        // the window begins within the hour, and ends within one of the next week
        "2026-11-23T04:30:00Z, 2026-11-30T04:16:00Z, Asia/Kathmandu, 1, 10,"
                + " 2026-11-30T04:15/2026-11-30T04:16 2026-11-23T04:30/2026-11-23T05:15",
    })
    void an_hour_of_a_weekday_is_found_wherever_it_lies_in_the_window(
            String from, String to, String tz, int weekday, int hour, String stretches) {
        assertThat(run(
                        "heat.js",
                        "return m.stretches(given, given.weekday, given.hour)"
                                + ".map(({from, to}) => `${from.slice(0, 16)}/${to.slice(0, 16)}`).join(' ');",
                        Map.of("from", from, "to", to, "tz", tz, "weekday", weekday, "hour", hour)))
                .isEqualTo(stretches);
    }

    @ParameterizedTest
    @CsvSource({
        // a quarter that is not over, and the minute of the answer
        "2026-11-30T12:15:00Z, 2026-11-30T12:03:10.5Z, 2026-11-30T12:04:00.000Z",
        "2026-11-30T12:00:00Z, 2026-11-30T12:03:10.5Z, 2026-11-30T12:00:00.000Z",
    })
    void no_list_goes_beyond_the_minute_of_the_answer(String to, String asOf, String end) {
        assertThat(run("questions.js", "return m.endOf(given.to, given.asOf);", Map.of("to", to, "asOf", asOf)))
                .isEqualTo(end);
    }

    /**
     * Three stretches of 30 conversations, of which the first and the third request fail, and what the list then shows.
     */
    private static final String THREE_STRETCHES = """
            const {Format} = await import("/format.js");
            const dialog = document.body.appendChild(document.createElement("dialog"));
            const model = {view: {account: "1", window: "P30D", zone: "UTC", agent: null}, format: new Format("UTC", "en"),
                definitions: {anomalies: []}};
            let requests = 0;
            window.fetch = async (path) => {
                requests += 1;
                const asked = new URL(path, location).searchParams;
                if (requests === 1 || requests === 3) {
                    return {ok: false, status: 503, json: async () => ({detail: "not now"})};
                }
                const from = Number(asked.get("cursor") ?? 0);
                const to = Math.min(30, from + Number(asked.get("limit")));
                const conversations = [];
                for (let i = from; i < to; i += 1) {
                    conversations.push({conversationId: `${asked.get("from")} ${i}`, countedAt: "2026-11-30T12:00:00Z", type: "chat",
                        agents: [], anomalies: [], firstResponseSeconds: 1, durationSeconds: 2, rating: null, messagesCount: 3,
                        countryCode: null});
                }
                return {ok: true, text: async () => JSON.stringify({conversations, next: to < 30 ? String(to) : null})};
            };
            const shown = () => [...dialog.querySelectorAll("[data-conversation]")].map((row) => row.dataset.conversation);
            const words = () => [...dialog.querySelectorAll("button")].at(-1).textContent;
            const steps = [];
            const press = async () => {
                const last = [...dialog.querySelectorAll("button")].at(-1);
                last.focus();
                last.click();
                await new Promise((done) => setTimeout(done, 50));
                steps.push(`${shown().length} ${words()} ${document.activeElement.className}`);
            };
            await new m.Behind(dialog).show(model, {title: "t", filters: {},
                stretches: () => ["c", "b", "a"].map((from) => ({from, to: "x"}))});
            steps.push(`${shown().length} ${words()}`);
            await press();
            await press();
            await press();
            const order = shown().map((id) => id[0]).join("");
            return [...steps, new Set(shown()).size, order === "c".repeat(30) + "b".repeat(30) + "a".repeat(30)].join(", ");
            """;

    @Test
    void a_list_of_several_stretches_goes_on_after_a_failure_repeats_nothing_and_keeps_the_focus() {
        // When
        Object seen = run("conversations.js", THREE_STRETCHES);

        // Then
        assertThat(seen).isEqualTo("0 Try again, 30 Try again tool, 80 Show more tool, 90 Close scroll, 90, true");
    }

    /** Clicks on all numbers of what was left out, of the account and of an agent. */
    private static final String NUMBERS_LEFT_OUT = """
            const {patch} = await import("/view.js");
            const {Format} = await import("/format.js");
            const asked = [];
            const because = (...reasons) => reasons.map((reason) => ({reason, conversations: 2, meaning: `${reason}.`}));
            const explain = {metrics: [
                {name: "missedRate", counted: 1, of: 3, excluded: because("offline")},
                {name: "firstResponse", counted: 1, of: 5, excluded: because("firstResponse.negative", "none")},
                {name: "avgResponse", counted: 1, of: 3, excluded: because("none")},
                {name: "rating", counted: 1, of: 3, excluded: because("none")}], remarks: because("duration.negative")};
            for (const agent of [null, "agent:1"]) {
                patch(document.body, m.left({view: {agent}, format: new Format("UTC", "en"), summary: {explain},
                    definitionsShown: {term: (path, name) => name}, show: ({title, filters}) => asked.push(title, JSON.stringify(filters))}).body);
                document.body.querySelectorAll("button").forEach((number) => number.click());
            }
            return asked;
            """;

    @Test
    void behind_what_was_left_out_are_the_conversations_of_that_reason_and_no_others() {
        // When
        Object asked = run("left.js", NUMBERS_LEFT_OUT);

        // Then: a list without a value would have those with a wrong one, too, and those of another agent
        List<String> ofBoth = List.of(
                "Share missed: offline",
                "{\"type\":\"offline\"}",
                "First answer: firstResponse.negative",
                "{\"anomaly\":\"firstResponse.negative\",\"creditedTo\":\"firstAgent\"}",
                "Mean answer time of a conversation: none",
                "{\"served\":\"true\",\"avgResponseSeconds\":\"null\"}");
        List<String> remarked = List.of("duration.negative", "{\"anomaly\":\"duration.negative\"}");
        List<String> expected = new ArrayList<>(ofBoth);
        expected.addAll(List.of("Rating: none", "{\"rating\":\"null\"}"));
        expected.addAll(remarked);
        expected.addAll(ofBoth);
        expected.addAll(remarked);
        assertThat(asked).isEqualTo(expected);
    }

    @Test
    void an_address_means_the_same_view_when_it_is_read_again() {
        // When
        Object same = run("address.js", """
                const view = {account: "-9223372036854775808", window: "P7D", compare: false, zone: "Asia/Tokyo", agent: "agent:-3",
                    sort: "rating.csat", heat: "wait"};
                return JSON.stringify(m.read(m.write(view))) === JSON.stringify(view);
                """);

        // Then
        assertThat(same).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account=1%2F..%2F2 | null today true Europe/Prague null -counts.total volume",
                "window=P1Y&tz=Nowhere%2FElse&agent=me&sort=%3Cb%3E&heat=no | null today true Europe/Prague null -counts.total volume",
                "account=7&compare=off&agent=agent%3A3 | 7 today false Europe/Prague agent:3 -counts.total volume",
            })
    void what_an_address_does_not_say_well_is_as_usual(String query, String view) {
        assertThat(run(
                        "address.js",
                        "return Object.values(m.read(given.query)).map(String).join(' ');",
                        Map.of("query", query)))
                .isEqualTo(view);
    }

    @ParameterizedTest
    @CsvSource({
        "1, conversations, 0 1",
        "7, conversations, 0 2 4 6 8",
        "80, conversations, 0 20 40 60 80",
        "50, s, 0 15 30 45 60",
        "170, s, 0 60 120 180",
        "4000, s, 0 1800 3600 5400",
        "1, s, 0 1"
    })
    void axes_have_round_numbers_of_the_unit(int most, String unit, String ticks) {
        assertThat(run(
                        "plot.js",
                        "return m.ticksUpTo(given.most, given.unit).join(' ');",
                        Map.of("most", most, "unit", unit)))
                .isEqualTo(ticks);
    }

    @Test
    void elements_that_stay_are_the_same_ones_whatever_comes_before_them() {
        // When
        Object kept = run("view.js", """
                const {h, patch} = m;
                const root = document.body;
                const row = (key, text) => h("p", {key}, h("input", {value: text}), text);
                patch(root, row("a", "1"), row("b", "2"), row("c", "3"));
                const [, b, c] = root.children;
                b.firstChild.focus();
                const seen = [];
                new MutationObserver((records) => seen.push(...records)).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
                patch(root, row("new", "0"), row("b", "2"), row("c", "3"));
                await new Promise((done) => setTimeout(done));
                const texts = [...root.children].map((child) => child.textContent).join(" ");
                const touched = seen.filter((record) => b.contains(record.target) || c.contains(record.target)).length;
                return [root.children[1] === b, root.children[2] === c, document.activeElement === b.firstChild, texts, touched].join();
                """);

        // Then
        assertThat(kept).isEqualTo("true,true,true,0 2 3,0");
    }

    @Test
    void text_is_never_markup() {
        // When
        Object shown = run("view.js", """
                m.patch(document.body, m.h("p", {title: "\\"><b>"}, "<img src=x onerror=alert(1)>"));
                const [shown] = document.body.children;
                return [shown.title, shown.textContent, document.body.querySelectorAll("*").length].join(" ");
                """);

        // Then
        assertThat(shown).isEqualTo("\"><b> <img src=x onerror=alert(1)> 1");
    }

    @Test
    void lines_are_interrupted_where_there_is_no_value() {
        assertThat(run("plot.js", "return m.pathOf([1, 2, null, 4, null], (i) => i, (value) => value);"))
                .isEqualTo("M0.0 1.0L1.0 2.0M3.0 4.0");
    }
}
