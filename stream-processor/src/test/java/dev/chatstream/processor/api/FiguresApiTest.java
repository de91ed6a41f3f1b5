/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.support.Hooks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time series, distributions, breakdowns, heatmaps and explanations, asked over HTTP. */
class FiguresApiTest {
    @TempDir
    private Path stateDir;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static Hooks ended(String at) {
        Instant end = Instant.parse(at);
        return Hooks.sample()
                .channelId(end.getEpochSecond())
                .event(at)
                .endedAt(end)
                .receivedAt(end.plusSeconds(1));
    }

    private static List<String> texts(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(row -> row.at(pointer).asText())
                .toList();
    }

    @Test
    void showsEveryBucketOfATimeSeries() throws Exception {
        // Given
        api.pipe(ended("2026-11-20T09:10:00Z"), ended("2026-11-20T11:20:00Z"), ended("2026-11-20T11:59:59Z"));

        // When
        JsonNode series = api.json("/timeseries?from=2026-11-20T09:05:00Z&to=2026-11-20T12:00:00Z&step=PT1H");

        // Then
        JsonNode points = series.at("/points");
        assertThat(texts(points, "/from"))
                .containsExactly("2026-11-20T09:05:00Z", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
        assertThat(texts(points, "/counts/total")).containsExactly("1", "0", "2");
        assertThat(texts(points, "/partial")).containsExactly("true", "false", "false");
        assertThat(points.at("/1/firstResponse/p50").isNull()).isTrue();
        assertThat(points.at("/1/missedRate").isNull()).isTrue();
        assertThat(series.at("/step").textValue()).isEqualTo("PT1H");
        assertThat(series.at("/previous").isNull()).isTrue();
    }

    @Test
    void marksTheBucketThatIsStillRunning() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // When
        JsonNode points = api.json("/timeseries?window=PT5M&step=PT1M").at("/points");

        // Then
        assertThat(texts(points, "/partial")).containsExactly("false", "false", "false", "false", "true");
        assertThat(texts(points, "/counts/total")).containsExactly("0", "0", "0", "1", "0");
    }

    @Test
    void choosesAStepWhenNobodySaysOne() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // Then
        assertThat(api.json("/timeseries?window=PT1H").at("/step").textValue()).isEqualTo("PT1M");
        assertThat(api.json("/timeseries?window=PT24H").at("/step").textValue()).isEqualTo("PT15M");
        assertThat(api.json("/timeseries?window=P7D").at("/step").textValue()).isEqualTo("PT1H");
        assertThat(api.json("/timeseries?window=P30D").at("/step").textValue()).isEqualTo("P1D");
    }

    @Test
    void hasDaysOf25HoursWhenTheClocksArePutBack() throws Exception {
        // Given
        api.pipe(ended("2026-10-24T22:00:00Z"), ended("2026-10-25T22:59:59Z"));
        String range = "from=2026-10-24&to=2026-10-27&tz=Europe/Prague";

        // When
        JsonNode days = api.json("/timeseries?step=P1D&" + range).at("/points");
        JsonNode hours = api.json("/timeseries?step=PT1H&from=2026-10-25&to=2026-10-26&tz=Europe/Prague")
                .at("/points");

        // Then
        assertThat(texts(days, "/from"))
                .containsExactly("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        assertThat(texts(days, "/counts/total")).containsExactly("0", "2", "0");
        assertThat(texts(days, "/partial")).containsOnly("false");
        assertThat(hours).hasSize(25);
    }

    @Test
    void comparesTimeSeriesToo() throws Exception {
        // Given
        api.pipe(ended("2026-11-20T10:30:00Z"));

        // When
        JsonNode series = api.json("/timeseries?window=PT1H&step=PT15M&compare=previous");

        // Then
        assertThat(series.at("/previous/window/to").textValue()).isEqualTo("2026-11-20T11:01:00Z");
        assertThat(texts(series.at("/previous/points"), "/counts/total")).contains("1");
        assertThat(series.at("/previous/points")).hasSameSizeAs(series.at("/points"));
    }

    @Test
    void refusesStepsThatMakeNoSense() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // Then
        assertThat(api.refusal("/timeseries?window=PT1H&step=PT2M"))
                .isEqualTo("step (expected: one of PT1M, PT5M, PT15M, PT1H, P1D)");
        assertThat(api.refusal("/timeseries?window=P7D&step=PT5M")).startsWith("step (expected: at least PT15M");
        assertThat(api.refusal("/timeseries?window=P30D&step=PT15M"))
                .isEqualTo("step (expected: one that makes at most 1500 points of the range)");
    }

    @Test
    void spreadsSecondsOnTheScaleOfAChat() throws Exception {
        // Given
        long[] seconds = {0, 15, 16, 120, 121, 301, 302};
        for (int i = 0; i < seconds.length; i++) {
            long first = seconds[i];
            api.pipe(Hooks.sample()
                    .channelId(i)
                    .event("e" + i)
                    .between(NOON.minusSeconds(900), NOON.minusSeconds(60))
                    .channel(c -> c.setFirstResponse(first)));
        }

        // When
        JsonNode spread = api.json("/distribution?metric=firstResponse&window=PT1H");

        // Then
        JsonNode buckets = spread.at("/buckets");
        assertThat(texts(buckets, "/count")).containsExactly("2", "1", "0", "1", "2", "1");
        assertThat(texts(buckets, "/to")).containsExactly("15", "30", "60", "120", "301", "null");
        assertThat(texts(buckets, "/from")).containsExactly("0", "16", "31", "61", "121", "302");
        assertThat(spread.at("/n").intValue()).isEqualTo(7);
        assertThat(spread.at("/p50").intValue()).isEqualTo(120);
        assertThat(texts(spread.at("/histogram"), "/from"))
                .containsExactly("0", "15", "16", "120", "121", "297", "302");
    }

    @Test
    void spreadsRatingsByStars() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // When
        JsonNode spread = api.json("/distribution?metric=rating&window=PT1H");

        // Then
        assertThat(texts(spread.at("/buckets"), "/count")).containsExactly("0", "0", "0", "0", "1");
        assertThat(texts(spread.at("/buckets"), "/label")).containsExactly("1", "2", "3", "4", "5");
        assertThat(spread.at("/csat").doubleValue()).isEqualTo(1);
        assertThat(spread.at("/unit").textValue()).isEqualTo("stars");
        assertThat(api.refusal("/distribution?window=PT1H"))
                .isEqualTo("metric (expected: one of firstResponse, avgResponse, responseTime, duration, rating)");
    }

    @Test
    void breaksDownByAgentAndSaysWhoIsCredited() throws Exception {
        // Given
        api.pipe(Hooks.sample(), Hooks.sample().channelId(2).event("two").agent(7, 34_000));

        // When
        JsonNode breakdown = api.json("/breakdown?by=agent&window=PT1H");

        // Then
        assertThat(texts(breakdown.at("/rows"), "/value")).containsExactly("agent:3", "agent:7");
        assertThat(texts(breakdown.at("/rows"), "/counts/total")).containsExactly("2", "1");
        assertThat(texts(breakdown.at("/rows"), "/firstResponse/n")).containsExactly("2", "0");
        assertThat(texts(breakdown.at("/rows"), "/rating/n")).containsExactly("1", "1");
        assertThat(breakdown.at("/overlapping").booleanValue()).isTrue();
        assertThat(breakdown.at("/without").isNull()).isTrue();
        assertThat(breakdown.at("/account/counts/total").intValue()).isEqualTo(2);
        assertThat(breakdown.at("/attribution/firstResponse").textValue()).isEqualTo("the first agent who answered");
    }

    @Test
    void breaksDownExactlyTheAccountAndDimensionAsked() throws Exception {
        // Given
        api.pipe(
                Hooks.sample().visitor("vip", "CZ"),
                Hooks.sample().channelId(2).event("b").visitor("vip\u0000x", "CZ"),
                Hooks.sample().channelId(3).event("c").visitor("\uD83D\uDE00", "SK"),
                Hooks.sample().channelId(4).event("d"),
                Hooks.sample().account(209).event("e").visitor("other account", "DE"),
                Hooks.sample().account(207).event("f").visitor("other account", "DE"));

        // When
        JsonNode groups = api.json("/breakdown?by=group&window=PT1H&sort=value");
        JsonNode countries = api.json("/breakdown?by=country&window=P7D");

        // Then
        assertThat(texts(groups.at("/rows"), "/value")).containsExactly("vip", "vip\u0000x", "\uD83D\uDE00");
        assertThat(groups.at("/without").intValue()).isEqualTo(1);
        assertThat(texts(countries.at("/rows"), "/value")).containsExactly("CZ", "SK");
        assertThat(texts(countries.at("/rows"), "/counts/total")).containsExactly("2", "1");
        assertThat(countries.at("/values").intValue()).isEqualTo(2);
    }

    @Test
    void sortsRowsByAnyNumberWithNullsLast() throws Exception {
        // Given
        api.pipe(
                Hooks.sample().visitor("slow", null).channel(c -> c.setFirstResponse(30L)),
                Hooks.sample().channelId(2).event("b").visitor("fast", null).channel(c -> c.setFirstResponse(3L)),
                Hooks.sample().channelId(3).event("c").visitor("none", null).channel(c -> c.setFirstResponse(null)));
        String groups = "/breakdown?by=group&window=PT1H&sort=";

        // Then
        assertThat(texts(api.json(groups + "firstResponse.p50").at("/rows"), "/value"))
                .containsExactly("fast", "slow", "none");
        assertThat(texts(api.json(groups + "-firstResponse.p50").at("/rows"), "/value"))
                .containsExactly("slow", "fast", "none");
        assertThat(texts(api.json(groups + "-value&limit=2").at("/rows"), "/value"))
                .containsExactly("slow", "none");
        assertThat(api.refusal(groups + "speed")).startsWith("sort (expected: value, or the path");
        assertThat(api.refusal(groups + "value&limit=0")).isEqualTo("limit (expected: a whole number from 1 to 1000)");
        assertThat(api.refusal("/breakdown?window=PT1H"))
                .isEqualTo("by (expected: one of agent, group, country, trigger)");
    }

    @Test
    void refusesToBreakDownByWhatIsNotCounted() throws Exception {
        try (ApiFixture agentsOnly = new ApiFixture(stateDir.resolve("agents"), NOON, Set.of(Dimension.AGENT))) {
            // Given
            agentsOnly.pipe(Hooks.sample());

            // Then
            assertThat(agentsOnly.refusal("/breakdown?window=PT1H&by=country"))
                    .isEqualTo("by (expected: nothing: not counted, because the setting dimensions.country is off)");
        }
    }

    @Test
    void heatsHoursOfWeekdaysInTheZone() throws Exception {
        // Given
        api.pipe(ended("2026-10-25T00:30:00Z"), ended("2026-10-25T01:30:00Z"), ended("2026-10-26T18:50:00Z"));

        // When
        JsonNode prague = api.json("/heatmap?from=2026-10-25&to=2026-10-27&tz=Europe/Prague")
                .at("/cells");
        JsonNode kathmandu = api.json("/heatmap?from=2026-10-25&to=2026-10-27T08:00&tz=Asia/Kathmandu")
                .at("/cells");

        // Then
        assertThat(prague).hasSize(168);
        JsonNode sundayAtTwo = prague.get(6 * 24 + 2);
        assertThat(sundayAtTwo.at("/weekday").intValue()).isEqualTo(7);
        assertThat(sundayAtTwo.at("/counts/total").intValue()).isEqualTo(2);
        assertThat(sundayAtTwo.at("/coveredSeconds").intValue()).isEqualTo(7_200);
        assertThat(prague.get(0).at("/coveredSeconds").intValue()).isEqualTo(3_600);
        assertThat(prague.get(24).at("/coveredSeconds").intValue()).isZero();
        assertThat(kathmandu.get(24).at("/counts/total").intValue()).isEqualTo(1);
    }

    @Test
    void explainsWhatWasCountedAndWhatWasLeftOut() throws Exception {
        // Given
        api.pipe(
                Hooks.sample(),
                Hooks.sample()
                        .channelId(2)
                        .event("b")
                        .channel(c -> c.setFirstResponse(-1L).setDuration(-3L)),
                Hooks.sample()
                        .channelId(3)
                        .event("c")
                        .channel(c -> c.setFirstResponse(null).setRating(null)));

        // When
        JsonNode summary = api.json("/summary?window=PT1H&explain=true");

        // Then
        JsonNode metrics = summary.at("/explain/metrics");
        JsonNode first = metrics.get(texts(metrics, "/name").indexOf("firstResponse"));
        assertThat(first.at("/counted").intValue()).isEqualTo(1);
        assertThat(first.at("/of").intValue()).isEqualTo(3);
        assertThat(texts(first.at("/excluded"), "/reason")).containsExactly("firstResponse.negative", "none");
        assertThat(texts(first.at("/excluded"), "/conversations")).containsExactly("1", "1");
        JsonNode rating = metrics.get(texts(metrics, "/name").indexOf("rating"));
        assertThat(rating.at("/counted").intValue()).isEqualTo(2);
        assertThat(texts(summary.at("/explain/remarks"), "/reason")).containsExactly("duration.negative");
        assertThat(texts(summary.at("/explain/bounds/panes"), "/length")).contains("PT1M", "PT15M");
        assertThat(api.json("/summary?window=PT1H&explain=false").has("explain"))
                .isFalse();
        assertThat(api.refusal("/summary?window=PT1H&explain=yes")).isEqualTo("explain (expected: one of true, false)");
    }

    @Test
    void definesEveryFigureOfAnAnswer() throws Exception {
        // Given
        api.pipe(Hooks.sample());
        JsonNode summary = api.json("/summary?window=PT1H");

        // When
        JsonNode definitions = api.global("/metric-definitions");

        // Then
        List<String> defined = texts(definitions.at("/metrics"), "/name");
        assertThat(defined).doesNotHaveDuplicates();
        for (String name : defined) {
            assertThat(summary.at("/" + name.replace('.', '/')).isMissingNode())
                    .as(name)
                    .isFalse();
        }
        summary.at("/counts")
                .fieldNames()
                .forEachRemaining(count -> assertThat(defined).contains("counts." + count));
        assertThat(defined)
                .contains("missedRate", "firstResponse", "avgResponse", "responseTime", "duration", "rating");
        assertThat(definitions.at("/metrics/11/attribution/agent").textValue())
                .isEqualTo("the first agent who answered");
        assertThat(definitions.at("/dimensions")).hasSize(4);
    }
}
